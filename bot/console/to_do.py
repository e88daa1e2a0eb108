"""What the desk owes outside of live chats, and what agents make of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import Desk, OwnForm, SignedIn, see_other
from bot.console.bar import bar_values
from bot.console.pages import Pages
from bot.console.site import Rendered, Spine
from bot.services import to_do
from bot.services.article_reports import settle_report
from bot.services.call_backs import settle_call_back
from bot.services.complaints import answer_complaint
from bot.services.promises import settle_promise
from bot.shop.article_report import ReportState
from bot.spine.app import App
from bot.spine.live import DESK
from bot.support.agent import Agent
from bot.support.call_back import CallBackState

PATH = "/console/to-do"
# As the bar calls the page.
NAME = "to-do"
router = APIRouter(prefix="/to-do")
parts = APIRouter(prefix="/parts/to-do")

# Whether it was done by the agent at that time; False where somebody else had settled it before.
Settle = Callable[[Session, Agent, datetime], bool]


@router.get("")
async def to_do_page(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    return await _page(app, pages, desk)


@parts.get("")
async def to_do_part(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    """What changes on the page while customers ask and agents settle."""
    return HTMLResponse(await app.in_store(lambda db: pages.render("parts/to_do.html", **_values(db, app, desk))))


@router.post("/calls/{call_id}")
async def settle_call(
    call_id: str, app: Spine, pages: Rendered, desk: OwnForm, state: Annotated[Literal["called", "missed", "cancelled"], Form()]
) -> Response:
    return await _settled(app, pages, desk, lambda db, *by: settle_call_back(db, call_id, CallBackState(state), *by))


@router.post("/complaints/{reference}")
async def answer(reference: str, app: Spine, pages: Rendered, desk: OwnForm) -> Response:
    return await _settled(app, pages, desk, lambda db, *by: answer_complaint(db, reference, *by))


@router.post("/reports/{reference}")
async def settle_article_report(
    reference: str, app: Spine, pages: Rendered, desk: OwnForm, state: Annotated[Literal["settled", "refused"], Form()]
) -> Response:
    return await _settled(app, pages, desk, lambda db, *by: settle_report(db, reference, ReportState(state), *by))


@router.post("/promises/{promise_id}")
async def keep_promise(promise_id: str, app: Spine, pages: Rendered, desk: OwnForm) -> Response:
    return await _settled(app, pages, desk, lambda db, *by: settle_promise(db, promise_id, *by))


async def _settled(app: App, pages: Pages, desk: SignedIn, settle: Settle) -> Response:
    if not await app.in_store(lambda db: settle(db, desk.agent, app.clock())):
        return await _page(app, pages, desk, "Somebody was faster: this is settled already.")
    await app.live.publish(DESK, {})
    return see_other(PATH)


async def _page(app: App, pages: Pages, desk: SignedIn, refusal: str | None = None) -> HTMLResponse:
    page = await app.in_store(lambda db: pages.render("to_do.html", **_values(db, app, desk), refusal=refusal))
    return HTMLResponse(page, status_code=409 if refusal else 200)


def _values(db: Session, app: App, desk: SignedIn) -> dict[str, Any]:
    now = app.clock()
    owed = {"owed": to_do.to_do(db, now), "done": to_do.done_lately(db)}
    return bar_values(db, desk) | owed | {"name": NAME, "now": now, "today": app.settings.terms.day_of(now)}
