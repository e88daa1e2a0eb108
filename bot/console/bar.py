"""The bar on top of every page, on those that stand beside the lists."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse

from bot.console.access import Desk, SignedIn
from bot.console.site import Rendered, Spine
from bot.services import alerts, lists, to_do
from bot.services.lists import ListName

router = APIRouter()


@router.get("/parts/bar")
async def bar_part(app: Spine, pages: Rendered, desk: Desk) -> HTMLResponse:
    """What changes on these pages while customers wait."""
    return HTMLResponse(await app.in_store(lambda db: pages.render("parts/bar.html", **bar_values(db, desk))))


def bar_values(db: Session, desk: SignedIn) -> dict[str, Any]:
    """What the bar shows; no list is the current one."""
    return {"desk": desk, **bar_counts(db, desk), "name": None}


def bar_counts(db: Session, desk: SignedIn) -> dict[str, Any]:
    counts, called = lists.counts(db, desk.view), alerts.alerts(db, desk.view)
    return {
        "counts": counts,
        "to_do_number": to_do.number_open(db, desk.view.now),
        "alerts": called,
        # How many customers wait for this agent, alone or among others: it stands in the page's title.
        "calling": counts[ListName.QUEUE] + alerts.written_count(db, desk.agent),
    }
