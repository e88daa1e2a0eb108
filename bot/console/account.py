"""The agent's own account: where they are signed in, their second factor and their password."""

from typing import Annotated, Any

import segno
from fastapi import APIRouter, Form, HTTPException
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import Desk, OwnForm, SignedIn, see_other
from bot.console.bar import bar_values
from bot.console.pages import Pages
from bot.console.site import Rendered, Spine
from bot.services import agents, second_factor, sign_ins
from bot.services.agents import MIN_PASSWORD_CHARS, WeakPasswordError
from bot.spine.app import App
from bot.support.agent import Agent

router = APIRouter(prefix="/account")

PATH = "/console/account"
Secret = Annotated[str, Form(pattern="^[A-Z2-7]{16,64}$")]


@router.get("")
async def account_page(app: Spine, pages: Rendered, desk: Desk, done: str = "") -> HTMLResponse:
    return await _page(app, pages, desk, done=done)


@router.post("/password")
async def change_password(
    app: Spine, pages: Rendered, desk: OwnForm, present: Annotated[str, Form()] = "", wanted: Annotated[str, Form()] = ""
) -> Response:
    """A new password; wherever else the agent was signed in, they are no more."""

    def change(db: Session) -> str | None:
        try:
            if not agents.change_password(db, desk.agent, present, wanted, app.clock()):
                return "The present password is wrong."
        except WeakPasswordError:
            return f"A password needs at least {MIN_PASSWORD_CHARS} characters."
        sign_ins.end_sessions(db, desk.agent, desk.agent, app.clock(), but=desk.session)
        return None

    problem = await app.in_store(change)
    await app.end_sockets(desk.agent.id)
    return await _page(app, pages, desk, problem) if problem else see_other(f"{PATH}?done=password")


@router.post("/sessions/end")
async def end_session(app: Spine, desk: OwnForm, session: Annotated[str, Form()] = "") -> Response:
    """One session, or all but this one where none is named."""

    def end(db: Session) -> None:
        sign_ins.end_sessions(db, desk.agent, desk.agent, app.clock(), only=session or None, but=desk.session)

    await app.in_store(end)
    await app.end_sockets(desk.agent.id)
    return see_other(f"{PATH}?done=sessions")


@router.get("/second-factor")
async def second_factor_page(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    return await _second_factor(app, pages, desk, second_factor.new_secret())


@router.post("/second-factor")
async def turn_on(app: Spine, pages: Rendered, desk: OwnForm, secret: Secret, code: Annotated[str, Form()] = "") -> Response:
    """The code proves that the telephone has read the secret."""
    if await app.in_store(lambda db: second_factor.turn_on(db, desk.agent, secret, code, app.clock())):
        return see_other(f"{PATH}?done=second-factor")
    return await _second_factor(app, pages, desk, secret, "This is not the code of now. Wait for the next one, and try again.")


@router.post("/second-factor/off")
async def turn_off(app: Spine, pages: Rendered, desk: OwnForm, password: Annotated[str, Form()] = "") -> Response:
    """Only with the password: a page that was left open is not enough."""

    def off(db: Session) -> bool:
        if not agents.matches(db.get_one(Agent, desk.agent.id).password_hash, password):
            return False
        second_factor.turn_off(db, desk.agent, desk.agent, app.clock())
        return True

    if not await app.in_store(off):
        return await _page(app, pages, desk, "The present password is wrong.")
    return see_other(f"{PATH}?done=second-factor")


async def _page(app: App, pages: Pages, desk: SignedIn, problem: str | None = None, done: str = "") -> HTMLResponse:
    def whole(db: Session) -> str:
        sessions = sign_ins.open_sessions(db, desk.agent.id, app.clock())
        values: dict[str, Any] = {"sessions": sessions, "problem": problem, "done": done, "min_chars": MIN_PASSWORD_CHARS}
        return pages.render("account.html", **bar_values(db, desk), **values)

    return HTMLResponse(await app.in_store(whole), status_code=422 if problem else 200)


async def _second_factor(app: App, pages: Pages, desk: SignedIn, secret: str, problem: str | None = None) -> HTMLResponse:
    if desk.agent.has_second_factor:
        raise HTTPException(409, "Your second factor is on already.")
    square = segno.make(second_factor.provisioning_uri(desk.agent, secret)).svg_inline(scale=4, border=2, light="white")

    def whole(db: Session) -> str:
        values = {"secret": secret, "square": square, "problem": problem}
        return pages.render("second_factor.html", **bar_values(db, desk), **values)

    return HTMLResponse(await app.in_store(whole), status_code=422 if problem else 200)
