"""One conversation: its page, and what an agent does with it."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Form, HTTPException, Query, Request, UploadFile
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.console import moves
from bot.console.access import Desk, OwnForm, SignedIn, is_scripted, see_other
from bot.console.lists import Shown, list_values
from bot.console.packets import packet_on_page
from bot.console.pages import Pages
from bot.console.site import Rendered, Spine
from bot.services import casefile, identity, transfers
from bot.services.attachments import Enclosed
from bot.services.canned_replies import canned_replies
from bot.services.customer_file import CustomerFile, open_file
from bot.services.lists import ListName, list_of
from bot.services.reach import address_of
from bot.services.suggestions import suggested_replies
from bot.services.ticket_mail import mailed_handoff
from bot.shop.terms import Proof
from bot.spine.app import App
from bot.support.contact import EMAIL
from bot.support.conversation import Conversation
from bot.support.file_kind import MAX_FILE_BYTES, FileKind
from bot.support.handoff import CloseReason
from bot.support.message import MAX_TEXT_CHARS

router = APIRouter(prefix="/conversations/{conversation_id}")
parts = APIRouter(prefix="/parts/conversations/{conversation_id}")

# All of a form but its file.
MAX_BODY_BYTES = 64 * 1024

MOVES = {"take": moves.take, "put-back": moves.put_back}
WRITINGS = {"reply": moves.reply, "note": moves.note}


@router.get("")
async def conversation_page(
    conversation_id: str,
    app: Spine,
    pages: Rendered,
    desk: Desk,
    shown: Annotated[Shown, Depends()],
    beside: Annotated[ListName | None, Query(alias="list")] = None,
) -> HTMLResponse:
    """Beside it stands the list from which it was opened, as it was shown there."""
    return await _page(app, pages, desk, conversation_id, beside, shown)


@parts.get("")
async def conversation_part(conversation_id: str, app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    """What changes on the page while somebody speaks or acts."""

    def part(db: Session) -> str:
        return pages.render("parts/conversation.html", **_case_values(db, app, pages, desk, conversation_id))

    return HTMLResponse(await app.in_store(part))


@parts.get("/transcript")
async def transcript_part(conversation_id: str, app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    """What was said in an earlier conversation, to be read in a later one."""

    def part(db: Session) -> str:
        values = _case_values(db, app, pages, desk, conversation_id)
        return pages.render("parts/messages.html", **values, list_id=f"past-{conversation_id}")

    return HTMLResponse(await app.in_store(part))


@router.post("/messages", max_body_size=MAX_FILE_BYTES + MAX_BODY_BYTES)
async def write(
    request: Request,
    conversation_id: str,
    app: Spine,
    pages: Rendered,
    desk: OwnForm,
    kind: Annotated[Literal["reply", "note"], Form()],
    text: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """A reply to the customer, perhaps with a file, or a note for agents."""
    # Forms end lines with two characters; the text as it was typed has one.
    text = text.replace("\r\n", "\n")
    if len(text) > MAX_TEXT_CHARS:
        raise HTTPException(413, f"A message has at most {MAX_TEXT_CHARS} characters; this one has {len(text)}.")
    # Browsers send a file without a name where none was chosen.
    chosen = Enclosed(file.filename, await file.read()) if file is not None and file.filename else None
    refusal = await app.in_store(lambda db: WRITINGS[kind](db, app, conversation_id, desk.agent, text, chosen))
    return await answer_move(request, app, pages, desk, conversation_id, refusal)


@router.post("/assign")
async def assign(
    request: Request,
    conversation_id: str,
    app: Spine,
    pages: Rendered,
    desk: OwnForm,
    to: Annotated[str, Form()] = "",
    word: Annotated[str, Form()] = "",
) -> Response:
    """The conversation goes to a colleague."""
    word = word.replace("\r\n", "\n")[:MAX_TEXT_CHARS]
    refusal = await app.in_store(lambda db: moves.assign(db, app, conversation_id, desk.agent, to, word))
    return await answer_move(request, app, pages, desk, conversation_id, refusal)


@router.post("/hand-back")
async def hand_back(
    request: Request, conversation_id: str, app: Spine, pages: Rendered, desk: OwnForm, word: Annotated[str, Form()] = ""
) -> Response:
    """The assistant goes on."""
    word = word.replace("\r\n", "\n")[:MAX_TEXT_CHARS]
    refusal = await app.in_store(lambda db: moves.hand_back(db, app, conversation_id, desk.agent, word))
    return await answer_move(request, app, pages, desk, conversation_id, refusal)


@router.post("/close")
async def close(
    request: Request,
    conversation_id: str,
    app: Spine,
    pages: Rendered,
    desk: OwnForm,
    reason: Annotated[CloseReason, Form()] = CloseReason.SETTLED,
) -> Response:
    refusal = await app.in_store(lambda db: moves.close(db, app, conversation_id, desk.agent, reason))
    return await answer_move(request, app, pages, desk, conversation_id, refusal)


@router.post("/{name}")
async def move(
    request: Request,
    conversation_id: str,
    name: Literal["take", "put-back"],
    app: Spine,
    pages: Rendered,
    desk: OwnForm,
) -> Response:
    """The conversation changes hands."""
    refusal = await app.in_store(lambda db: MOVES[name](db, app, conversation_id, desk.agent))
    return await answer_move(request, app, pages, desk, conversation_id, refusal)


async def answer_move(
    request: Request, app: App, pages: Pages, desk: SignedIn, conversation_id: str, refusal: str | None
) -> Response:
    """After a move: tell everybody and show the conversation; after a refusal: say why."""
    if refusal is None:
        await app.tell(conversation_id)
    if is_scripted(request):
        return PlainTextResponse(refusal or "", status_code=409 if refusal else 200)
    if refusal is None:
        return see_other(f"/console/conversations/{conversation_id}")
    return await _page(app, pages, desk, conversation_id, None, Shown(), refusal)


async def _page(
    app: App,
    pages: Pages,
    desk: SignedIn,
    conversation_id: str,
    beside: ListName | None,
    shown: Shown,
    refusal: str | None = None,
) -> HTMLResponse:
    def whole(db: Session) -> str:
        values = _case_values(db, app, pages, desk, conversation_id)
        name = beside or list_of(values["case"].conversation, desk.agent)
        return pages.render("conversation.html", **list_values(db, desk, name, shown, conversation_id) | values, refusal=refusal)

    return HTMLResponse(await app.in_store(whole), status_code=409 if refusal else 200)


def _case_values(db: Session, app: App, pages: Pages, desk: SignedIn, conversation_id: str) -> dict[str, Any]:
    case = casefile.open_case(db, conversation_id)
    if case is None:
        raise HTTPException(404, "There is no such conversation.")
    now = app.clock()
    return {
        "desk": desk,
        "now": now,
        "today": pages.today(now),
        "case": case,
        "handed_over": packet_on_page(app, case),
        "mails_to": _mails_to(db, app, case.conversation),
        "clock": desk.view.level.clock(case.handoff, now) if case.handoff else None,
        "is_unanswered": case.handoff is not None and desk.view.level.is_unanswered(case.handoff, now),
        "is_mine": case.conversation.agent_id == desk.agent.id,
        "canned": _canned(db, desk, case.conversation),
        "suggestions": suggested_replies(db, case.conversation) if case.conversation.agent_id == desk.agent.id else [],
        "colleagues": transfers.colleagues(db, desk.agent, case.conversation, now),
        "max_text_chars": MAX_TEXT_CHARS,
        "file_types": ",".join(kind.value for kind in FileKind),
        "terms": app.settings.terms,
        "proofs": [proof for proof in Proof if proof in app.settings.terms.proofs],
        "pieces": identity.pieces(app.settings.terms),
        "currency": app.settings.currency,
        "file": _file(db, app, case.conversation),
    }


def _file(db: Session, app: App, conversation: Conversation) -> CustomerFile | None:
    """None of who has not proved who they are."""
    if conversation.customer_id is None:
        return None
    return open_file(db, conversation.customer_id, app.settings.terms, app.clock())


def _mails_to(db: Session, app: App, conversation: Conversation) -> str | None:
    """Where a reply goes besides the chat."""
    ticket = mailed_handoff(db, conversation, app.clock()) if EMAIL in app.channels else None
    return address_of(conversation, ticket) if ticket else None


def _canned(db: Session, desk: SignedIn, conversation: Conversation) -> list[tuple[str, str]]:
    """Each shortcut with its text for this customer."""
    customer = conversation.customer.first_name if conversation.customer else ""
    names = {"{customer}": customer, "{agent}": desk.agent.name}
    filled = []
    for reply in canned_replies(db):
        text = reply.text_in(conversation.language)
        for gap, name in names.items():
            text = text.replace(gap, name)
        filled.append((reply.shortcut, text))
    return filled
