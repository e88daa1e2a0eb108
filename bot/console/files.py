"""Pictures and files of a conversation, for agents."""

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from bot.console.access import Desk
from bot.console.site import Spine
from bot.services.attachments import kept_file

router = APIRouter(prefix="/files")


@router.get("/{attachment_id}")
async def file(attachment_id: str, app: Spine, desk: Desk) -> Response:
    """Under the type that its content shows, and a name of ours: nothing that its sender chose reaches the browser."""
    kept = await app.in_store(lambda db: kept_file(db, attachment_id))
    if kept is None or kept.kind is None:
        raise HTTPException(404, "There is no such file.")
    place = "inline" if kept.kind.is_picture else "attachment"
    headers = {"Content-Disposition": f'{place}; filename="{kept.file_name}"'}
    return Response(kept.content, media_type=kept.kind.value, headers=headers)
