"""The team: who is at the desk, with which role. For administrators."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import Desk, OwnForm, SignedIn, holding, see_other
from bot.console.bar import bar_values
from bot.console.pages import Pages
from bot.console.site import Rendered, Spine
from bot.services import agents, second_factor, sign_ins
from bot.services.agents import NAME_CHARS, NameTakenError, TeamChange
from bot.spine.app import App
from bot.support.agent import Agent, Right, Role
from bot.support.message_text import storable

router = APIRouter(prefix="/team", dependencies=[holding(Right.MANAGE_TEAM)])

PATH = "/console/team"
LAST_ADMINISTRATOR = "Somebody must stay administrator. Give another agent this role first."


@router.get("")
async def team_page(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    return await _page(app, pages, desk)


@router.post("")
async def add(
    app: Spine, pages: Rendered, desk: OwnForm, role: Annotated[Role, Form()], name: Annotated[str, Form()] = ""
) -> HTMLResponse:
    """A new agent; the password stands on the page that answers, and nowhere else."""
    if not storable(name):
        return await _page(app, pages, desk, problem="A name is needed.")
    try:
        password = await app.in_store(lambda db: agents.invite(db, name, role, desk.agent, app.clock()))
    except NameTakenError:
        return await _page(app, pages, desk, problem=f"There is an agent named {name.strip()}, or there was one.")
    return await _page(app, pages, desk, added=(agents.normal_name(name), password))


@router.post("/{agent_id}/role")
async def change_role(agent_id: str, app: Spine, pages: Rendered, desk: OwnForm, role: Annotated[Role, Form()]) -> Response:
    return await _changed(app, pages, desk, lambda db: agents.change_role(db, agent_id, role, desk.agent, app.clock()))


@router.post("/{agent_id}/let-go")
async def let_go(agent_id: str, app: Spine, pages: Rendered, desk: OwnForm) -> Response:
    answer = await _changed(app, pages, desk, lambda db: agents.let_go(db, agent_id, desk.agent, app.clock()))
    await app.end_sockets(agent_id)
    return answer


@router.post("/{agent_id}/sign-out")
async def sign_out(agent_id: str, app: Spine, pages: Rendered, desk: OwnForm) -> Response:
    """Everywhere."""
    end = _to_agent(agent_id, lambda db, owner: sign_ins.end_sessions(db, owner, desk.agent, app.clock()))
    answer = await _changed(app, pages, desk, end)
    await app.end_sockets(agent_id)
    return answer


@router.post("/{agent_id}/second-factor/off")
async def turn_second_factor_off(agent_id: str, app: Spine, pages: Rendered, desk: OwnForm) -> Response:
    """For a lost telephone."""
    off = _to_agent(agent_id, lambda db, owner: second_factor.turn_off(db, owner, desk.agent, app.clock()))
    return await _changed(app, pages, desk, off)


def _to_agent(agent_id: str, do: Callable[[Session, Agent], object]) -> Callable[[Session], TeamChange]:
    """What nothing speaks against, as long as there is such an agent."""

    def change(db: Session) -> TeamChange:
        owner = db.get(Agent, agent_id)
        if owner is None:
            return TeamChange.UNKNOWN
        do(db, owner)
        return TeamChange.DONE

    return change


async def _changed(app: App, pages: Pages, desk: SignedIn, change: Callable[[Session], TeamChange]) -> Response:
    result = await app.in_store(change)
    if result is TeamChange.UNKNOWN:
        raise HTTPException(404, "There is no such agent.")
    if result is TeamChange.LAST_ADMINISTRATOR:
        return await _page(app, pages, desk, problem=LAST_ADMINISTRATOR)
    return see_other(PATH)


async def _page(
    app: App, pages: Pages, desk: SignedIn, problem: str | None = None, added: tuple[str, str] | None = None
) -> HTMLResponse:
    def whole(db: Session) -> str:
        team, sessions = agents.team(db), sign_ins.session_counts(db, app.clock())
        values = {"team": team, "sessions": sessions, "problem": problem, "added": added, "name_chars": NAME_CHARS}
        return pages.render("team.html", **bar_values(db, desk), **values)

    return HTMLResponse(await app.in_store(whole), status_code=422 if problem else 200)
