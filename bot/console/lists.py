"""The pages of the agents' lists."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import HOME, Desk, SignedIn, see_other
from bot.console.bar import bar_counts
from bot.console.site import Rendered, Spine
from bot.services import lists
from bot.services.desk import PAGE
from bot.services.lists import ListName
from bot.spine.app import App

router = APIRouter()

PageNumber = Annotated[int, Query(ge=0, le=100_000)]


@router.get("/")
async def home(desk: Desk) -> Response:
    return see_other(HOME)


@router.get("/parts/lists/{name}")
async def list_part(
    name: ListName, app: Spine, pages: Rendered, desk: Desk, page: PageNumber = 0, chosen: str = ""
) -> HTMLResponse:
    """What changes on the page while agents and customers work: the counts and the rows."""

    def part(db: Session) -> str:
        return pages.render("parts/list.html", **list_values(db, app, desk, name, page, chosen))

    return HTMLResponse(await app.in_store(part))


@router.get("/{name}")
async def list_page(name: ListName, app: Spine, pages: Rendered, desk: Desk, page: PageNumber = 0) -> HTMLResponse:
    def whole(db: Session) -> str:
        return pages.render("list.html", **list_values(db, app, desk, name, page))

    return HTMLResponse(await app.in_store(whole))


def list_values(db: Session, app: App, desk: SignedIn, name: ListName, page: int = 0, chosen: str = "") -> dict[str, Any]:
    """What the list's templates show; `chosen` is the conversation that stands open beside it."""
    now = app.clock()
    rows = lists.rows(db, name, desk.agent, now, page)
    return {
        "desk": desk,
        "now": now,
        "name": name,
        "rows": rows,
        **bar_counts(db, desk),
        "chosen": chosen,
        "page": page,
        "has_more": name is not ListName.QUEUE and len(rows) == PAGE,
    }
