"""Who did what at the desk, for supervisors."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse

from bot.console.access import Desk, holding
from bot.console.bar import bar_values
from bot.console.lists import PageNumber
from bot.console.site import Rendered, Spine
from bot.services import agents, audit
from bot.support.agent import Right
from bot.support.audit import Act

router = APIRouter(prefix="/audit", dependencies=[holding(Right.READ_AUDIT)])


@router.get("")
async def audit_page(
    app: Spine,
    pages: Rendered,
    desk: Desk,
    who: str = "",
    act: Annotated[Act | str, Query()] = "",
    page: PageNumber = 0,
) -> HTMLResponse:
    def whole(db: Session) -> str:
        chosen = act if isinstance(act, Act) else None
        rows = audit.entries(db, who or None, chosen, page)
        values = {"rows": rows, "team": agents.team(db), "who": who, "act": chosen, "acts": Act, "page": page}
        return pages.render("audit.html", **bar_values(db, desk), **values, has_more=len(rows) == audit.PAGE)

    return HTMLResponse(await app.in_store(whole))
