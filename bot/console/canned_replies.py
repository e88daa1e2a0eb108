"""The page of canned replies."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import Desk, OwnForm, SignedIn, see_other
from bot.console.bar import bar_values
from bot.console.pages import Pages
from bot.console.site import Rendered, Spine
from bot.services.canned_replies import SaveResult, canned_replies, remove_canned_reply, save_canned_reply
from bot.support.conversation import LANGUAGES

PATH = "/console/canned"
router = APIRouter(prefix="/canned")


@router.get("")
async def canned_page(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    return HTMLResponse(await app.in_store(lambda db: _page(db, pages, desk)))


@router.post("")
async def save(request: Request, app: Spine, pages: Rendered, desk: OwnForm) -> Response:
    """Everybody can use the reply from now on."""
    form = await request.form()
    shortcut = str(form.get("shortcut", ""))
    texts = {language: str(form.get(f"text-{language}", "")).replace("\r\n", "\n") for language in LANGUAGES}

    def write(db: Session) -> str | None:
        result = save_canned_reply(db, shortcut, texts, desk.agent, app.clock())
        if result is SaveResult.DONE:
            return None
        return _page(db, pages, desk, problem=result, shortcut=shortcut, texts=texts)

    page = await app.in_store(write)
    return see_other(PATH) if page is None else HTMLResponse(page, status_code=422)


@router.post("/{shortcut}/remove")
async def remove(shortcut: str, app: Spine, desk: OwnForm) -> Response:
    if not await app.in_store(lambda db: remove_canned_reply(db, shortcut)):
        raise HTTPException(404, "There is no such reply.")
    return see_other(PATH)


def _page(db: Session, pages: Pages, desk: SignedIn, **draft: Any) -> str:
    empty: dict[str, Any] = {"problem": None, "shortcut": "", "texts": {}}
    values = empty | draft | {"replies": canned_replies(db), "languages": LANGUAGES}
    return pages.render("canned.html", **bar_values(db, desk), **values)
