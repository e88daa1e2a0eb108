"""A conversation to take away, as text or as JSON."""

import json
from typing import Literal

from fastapi import APIRouter, HTTPException
from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.console.access import Desk
from bot.console.pages import Pages
from bot.console.site import Rendered, Spine
from bot.services import exports
from bot.services.casefile import CaseFile

router = APIRouter(prefix="/conversations/{conversation_id}")

TYPES = {"txt": "text/plain; charset=utf-8", "json": "application/json"}


@router.get("/export.{kind}")
async def export(conversation_id: str, kind: Literal["txt", "json"], app: Spine, pages: Rendered, desk: Desk) -> Response:
    def content(db: Session) -> str | None:
        case = exports.export(db, conversation_id, desk.agent, app.clock())
        if case is None:
            return None
        return _as_text(pages, case) if kind == "txt" else json.dumps(exports.as_json(db, case), ensure_ascii=False, indent=2)

    text = await app.in_store(content)
    if text is None:
        raise HTTPException(404, "There is no such conversation.")
    name = f"conversation-{conversation_id}.{kind}"
    return Response(text, media_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _as_text(pages: Pages, case: CaseFile) -> str:
    return pages.render("export.txt", case=case)
