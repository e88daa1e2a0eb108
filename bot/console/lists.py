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
from bot.services.lists import WITH_CLOCKS, ListName, Sort

router = APIRouter()

PageNumber = Annotated[int, Query(ge=0, le=100_000)]


@router.get("/")
async def home(desk: Desk) -> Response:
    return see_other(HOME)


@router.get("/parts/lists/{name}")
async def list_part(
    name: ListName, app: Spine, pages: Rendered, desk: Desk, page: PageNumber = 0, chosen: str = "", sort: Sort = Sort.PRESSING
) -> HTMLResponse:
    """What changes on the page while agents and customers work: the counts and the rows."""

    def part(db: Session) -> str:
        return pages.render("parts/list.html", **list_values(db, desk, name, page, chosen, sort))

    return HTMLResponse(await app.in_store(part))


@router.get("/{name}")
async def list_page(
    name: ListName, app: Spine, pages: Rendered, desk: Desk, page: PageNumber = 0, sort: Sort = Sort.PRESSING
) -> HTMLResponse:
    def whole(db: Session) -> str:
        return pages.render("list.html", **list_values(db, desk, name, page, sort=sort), can_sort=name in WITH_CLOCKS)

    return HTMLResponse(await app.in_store(whole))


def list_values(
    db: Session, desk: SignedIn, name: ListName, page: int = 0, chosen: str = "", sort: Sort = Sort.PRESSING
) -> dict[str, Any]:
    """What the list's templates show; `chosen` is the conversation that stands open beside it."""
    rows = lists.rows(db, name, desk.view, page, sort)
    return {
        "desk": desk,
        "now": desk.view.now,
        "name": name,
        "rows": rows,
        **bar_counts(db, desk),
        "chosen": chosen,
        "page": page,
        "sort": sort,
        "has_more": name is not ListName.QUEUE and len(rows) == PAGE,
    }
