"""The pages of the agents' lists."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import HOME, Desk, SignedIn, see_other
from bot.console.bar import bar_counts
from bot.console.site import Rendered, Spine
from bot.services import lists
from bot.services.lists import EVERYTHING, PAGE, WITH_CLOCKS, ListName, Only, Sort
from bot.support.conversation import LANGUAGES

router = APIRouter()
PageNumber = Annotated[int, Query(ge=0, le=100_000)]


@dataclass(frozen=True)
class Shown:
    """Which part of a list, as the page's address says."""

    page: PageNumber = 0
    sort: Sort = Sort.PRESSING
    language: Annotated[str, Query(max_length=20)] = ""
    channel: Annotated[str, Query(max_length=20)] = ""

    @property
    def only(self) -> Only:
        return Only(self.language or None, self.channel or None)

    @property
    def is_narrowed(self) -> bool:
        return self.only != EVERYTHING

    def query(self, page: int = 0, sort: Sort | None = None) -> str:
        """Of the address of another part of the same list."""
        values = {"page": page, "sort": (sort or self.sort).value, "language": self.language, "channel": self.channel}
        return urlencode({name: value for name, value in values.items() if value})


@router.get("/")
async def home(desk: Desk) -> Response:
    return see_other(HOME)


@router.get("/parts/lists/{name}")
async def list_part(
    name: ListName, app: Spine, pages: Rendered, desk: Desk, shown: Annotated[Shown, Depends()], chosen: str = ""
) -> HTMLResponse:
    """What changes on the page while agents and customers work: the counts and the rows."""

    def part(db: Session) -> str:
        return pages.render("parts/list.html", **list_values(db, desk, name, shown, chosen))

    return HTMLResponse(await app.in_store(part))


@router.get("/{name}")
async def list_page(name: ListName, app: Spine, pages: Rendered, desk: Desk, shown: Annotated[Shown, Depends()]) -> HTMLResponse:
    choices = {"can_sort": name in WITH_CLOCKS, "languages": LANGUAGES, "channels": [*app.channels]}

    def whole(db: Session) -> str:
        return pages.render("list.html", **list_values(db, desk, name, shown), **choices)

    return HTMLResponse(await app.in_store(whole))


def list_values(db: Session, desk: SignedIn, name: ListName, shown: Shown, chosen: str = "") -> dict[str, Any]:
    """What the list's templates show; `chosen` is the conversation that stands open beside it."""
    rows = lists.rows(db, name, desk.view, shown.page, shown.sort, shown.only)
    return {
        "desk": desk,
        "now": desk.view.now,
        "name": name,
        "rows": rows,
        **bar_counts(db, desk),
        "chosen": chosen,
        "shown": shown,
        "has_more": len(rows) == PAGE,
    }
