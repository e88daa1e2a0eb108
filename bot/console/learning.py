"""What the assistant doubted, for agents to say what was meant."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import Desk, OwnForm, SignedIn, see_other
from bot.console.bar import bar_values
from bot.console.site import Rendered, Spine
from bot.services import lessons
from bot.services.lessons import Given

router = APIRouter(prefix="/learning")

PATH = "/console/learning"
# A choice of the form: there is nothing to be learnt.
NOTHING = ""


@router.get("")
async def learning_page(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    def whole(db: Session) -> str:
        return pages.render("learning.html", **_values(db, desk), rows=lessons.doubted(db), latest=lessons.latest(db))

    return HTMLResponse(await app.in_store(whole))


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
    return bar_values(db, desk) | {"intents": lessons.intents()}
