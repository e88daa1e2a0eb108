"""The agent's own page: whether they are at the desk, how they work there, and what they are best at."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import Desk, OwnForm, see_other
from bot.console.bar import bar_values
from bot.console.site import Rendered, Spine
from bot.services import presence
from bot.support.agent import Agent
from bot.support.conversation import LANGUAGES
from bot.support.topic import Topic

PATH = "/console/me"
router = APIRouter(prefix="/me")


@router.get("")
async def me_page(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    def whole(db: Session) -> str:
        return pages.render("me.html", **bar_values(db, desk), languages=LANGUAGES, topics=Topic)

    return HTMLResponse(await app.in_store(whole))


@router.post("/skills")
async def set_skills(
    app: Spine,
    desk: OwnForm,
    languages: Annotated[list[str] | None, Form()] = None,
    topics: Annotated[list[str] | None, Form()] = None,
) -> Response:
    await app.in_store(lambda db: presence.set_skills(_stored(db, desk.agent), languages or (), topics or ()))
    return see_other(PATH)


@router.post("/alerts")
async def set_alerts(
    app: Spine, desk: OwnForm, sound: Annotated[bool, Form()] = False, notifications: Annotated[bool, Form()] = False
) -> Response:
    """How the agent is called while they look elsewhere."""

    def change(db: Session) -> None:
        _stored(db, desk.agent).be_called(sound, notifications)

    await app.in_store(change)
    return see_other(PATH)


@router.post("/keys")
async def set_keys(app: Spine, desk: OwnForm, single: Annotated[bool, Form()] = False) -> Response:
    """Whether one key alone does something."""

    def change(db: Session) -> None:
        _stored(db, desk.agent).has_single_keys = single

    await app.in_store(change)
    return see_other(PATH)


@router.post("/{where}")
async def be(where: Literal["here", "away"], app: Spine, desk: OwnForm) -> Response:
    """Back at the desk, or away from it."""

    def move(db: Session) -> None:
        agent = _stored(db, desk.agent)
        presence.come_back(agent) if where == "here" else presence.go_away(agent, app.clock())

    await app.in_store(move)
    return see_other(PATH)


def _stored(db: Session, agent: Agent) -> Agent:
    return db.get_one(Agent, agent.id)
