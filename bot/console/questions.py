"""The pages on which agents read, write and take out frequent questions."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from bot.console.access import Desk, OwnForm, SignedIn, holding, see_other
from bot.console.bar import bar_values
from bot.console.site import Rendered, Spine
from bot.services import knowledge
from bot.services.knowledge import MAIN_LANGUAGE, Draft
from bot.spine.learning import QUESTIONS_SECONDS
from bot.support.agent import Right
from bot.support.conversation import LANGUAGES
from bot.support.faq import Faq

router = APIRouter(prefix="/questions", dependencies=[holding(Right.WRITE_QUESTIONS)])

# Stands for the entry that does not exist yet.
NEW = "new"
EMPTY = Draft({}, {}, {})


@router.get("")
async def questions_page(app: Spine, pages: Rendered, desk: Desk, find: str = "") -> HTMLResponse:
    def whole(db: Session) -> str:
        rows = knowledge.search(db, find)
        values = {"rows": rows, "find": find, "problem": knowledge.FILES.problem, "seconds": int(QUESTIONS_SECONDS)}
        return pages.render("questions.html", **bar_values(db, desk), **values)

    return HTMLResponse(await app.in_store(whole))


@router.get("/{faq_id}")
async def question_page(faq_id: str, app: Spine, pages: Rendered, desk: Desk, ask: str = "") -> HTMLResponse:
    """A new one may begin with a way in which somebody has asked."""

    def whole(db: Session) -> str:
        begun = Draft({}, {MAIN_LANGUAGE: [ask]}, {}) if ask else EMPTY
        draft = begun if faq_id == NEW else _draft_of(_existing(db, faq_id))
        return pages.render("question.html", **_form_values(db, desk, faq_id, draft))

    return HTMLResponse(await app.in_store(whole))


@router.post("/{faq_id}")
async def save(faq_id: str, request: Request, app: Spine, pages: Rendered, desk: OwnForm) -> Response:
    """Customers get the answer from now on, and the question is understood within seconds."""
    draft = _draft_from(await request.form())

    def write(db: Session) -> Response:
        saved = knowledge.save_entry(db, None if faq_id == NEW else faq_id, draft, desk.agent, app.clock())
        if saved.id is not None:
            return see_other(f"/console/questions#{saved.id}")
        page = pages.render("question.html", **_form_values(db, desk, faq_id, draft, saved.problems))
        return HTMLResponse(page, status_code=422)

    return await app.in_store(write)


@router.post("/{faq_id}/withdraw")
async def withdraw(faq_id: str, app: Spine, desk: OwnForm) -> Response:
    if not await app.in_store(lambda db: knowledge.withdraw_entry(db, faq_id, desk.agent, app.clock())):
        raise HTTPException(404, "There is no such question.")
    return see_other("/console/questions")


def _existing(db: Session, faq_id: str) -> Faq:
    found = knowledge.entry(db, faq_id)
    if found is None:
        raise HTTPException(404, "There is no such question.")
    return found


def _draft_of(faq: Faq) -> Draft:
    return Draft(faq.title, faq.questions, faq.answers)


def _draft_from(form: FormData) -> Draft:
    def by_language(field: str) -> dict[str, str]:
        return {language: str(form.get(f"{field}-{language}", "")).replace("\r\n", "\n") for language in LANGUAGES}

    questions = {language: texts.split("\n") for language, texts in by_language("questions").items()}
    return Draft(by_language("title"), questions, by_language("answer"))


def _form_values(db: Session, desk: SignedIn, faq_id: str, draft: Draft, problems: Any = ()) -> dict[str, Any]:
    known = None if faq_id == NEW else knowledge.entry(db, faq_id)
    return bar_values(db, desk) | {
        "faq_id": faq_id,
        "is_new": faq_id == NEW,
        "intent": known.intent if known else None,
        "draft": draft,
        "problems": problems,
        "languages": LANGUAGES,
    }
