"""Files that agents sent, for platforms that show no more than an address: it cannot be guessed, and ends after a while."""

from fastapi import APIRouter, HTTPException, Response

from bot.channels.invoices.routes import PRIVATE
from bot.services.attachments import file_from_agent
from bot.spine.app import App


def router(app: App) -> APIRouter:
    routes = APIRouter(tags=["Files"])

    @routes.get("/files/{file_id}", response_class=Response, responses={404: {"description": "Unknown or expired"}})
    async def file(file_id: str) -> Response:
        """A picture or a PDF, by what is in it; nothing that customers sent."""
        kept = await app.in_store(lambda db: file_from_agent(db, file_id, app.clock()))
        if kept is None or kept.kind is None:
            raise HTTPException(404)
        headers = PRIVATE | {"Content-Disposition": f'inline; filename="{kept.file_name}"'}
        return Response(kept.content, media_type=kept.kind.value, headers=headers)

    return routes
