"""What the assistant doubted, for agents to say what was meant."""

from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import Desk, OwnForm, SignedIn, holding, see_other
from bot.console.bar import bar_values
from bot.console.site import Rendered, Spine
from bot.services import lessons, trainings
from bot.services.lessons import Given
from bot.spine.live import DESK
from bot.support.agent import Right

router = APIRouter(prefix="/learning")
parts = APIRouter(prefix="/parts/learning")

PATH = "/console/learning"
# A choice of the form: there is nothing to be learnt.
NOTHING = ""


@router.get("")
async def learning_page(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    def whole(db: Session) -> str:
        return pages.render("learning.html", **_values(db, desk), rows=lessons.doubted(db), latest=lessons.latest(db))

    return HTMLResponse(await app.in_store(whole))


@parts.get("")
async def training_part(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    """What changes on the page while a model is trained."""

    def part(db: Session) -> str:
        return pages.render("parts/learning.html", **bar_values(db, desk), **_training_values(db, desk))

    return HTMLResponse(await app.in_store(part))


@router.post("/train", dependencies=[holding(Right.TRAIN)])
async def train(app: Spine, desk: OwnForm) -> Response:
    """A process of its own does the work; the page shows how it goes on."""
    with suppress(IntegrityError):  # two have asked in the same instant: one training is what both want
        await app.in_store(lambda db: trainings.ask_for(db, desk.agent, app.clock()))
    await app.live.publish(DESK, {})
    return see_other(PATH)


@router.get("/{message_id}")
async def lesson_page(message_id: str, app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    """One message, also one that the assistant was sure of."""

    def whole(db: Session) -> str:
        found = lessons.one(db, message_id)
        if found is None:
            raise HTTPException(404, "There is no such message.")
        return pages.render("learning.html", **_values(db, desk), rows=[found], latest=[])

    return HTMLResponse(await app.in_store(whole))


@router.post("/{message_id}")
async def teach(message_id: str, app: Spine, desk: OwnForm, intent: Annotated[str, Form()] = NOTHING) -> Response:
    given = await app.in_store(lambda db: lessons.give(db, message_id, intent or None, desk.agent, app.clock()))
    if given is not Given.DONE:
        raise HTTPException(404, "There is no such message, or no such intent.")
    return see_other(PATH)


def _values(db: Session, desk: SignedIn) -> dict[str, Any]:
    return bar_values(db, desk) | _training_values(db, desk) | {"intents": lessons.intents()}


def _training_values(db: Session, desk: SignedIn) -> dict[str, Any]:
    trainings.bury_dead(db, desk.view.now)
    return {"trainings": trainings.latest(db), "untrained": trainings.untrained_number(db), "now": desk.view.now}
