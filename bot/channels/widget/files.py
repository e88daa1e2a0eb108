"""Pictures and documents over the customer API: one request of a customer is one message with one file."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from sqlalchemy.orm import Session

from bot.channels.widget.public_route import PublicRoute
from bot.channels.widget.routes import REFUSED, Bearer, CustomerApi, admitted
from bot.channels.widget.schemas import ClientId, CustomerMessage, Messages, Problem
from bot.services.attachments import Enclosed, kept_file_of
from bot.spine.app import App
from bot.support.attachment import MAX_NAME_CHARS, Attachment
from bot.support.file_kind import MAX_FILE_BYTES, kind_of

UNKNOWN: dict[int | str, dict[str, Any]] = {
    413: {"model": Problem, "description": f"The file is larger than {MAX_FILE_BYTES // 2**20} MB."},
    415: {"model": Problem, "description": "It is no JPEG, PNG, GIF, WebP or PDF, whatever it is called."},
}
ABSENT: dict[int | str, dict[str, Any]] = {
    **REFUSED,
    404: {"model": Problem, "description": "There is no such file in this conversation."},
}
ANY_BYTES = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"format": "binary"}}}}}


def router(app: App) -> APIRouter:
    files = Files(app)
    routes = APIRouter(prefix="/api", tags=["Customers"], route_class=PublicRoute, max_body_size=MAX_FILE_BYTES)
    responses = {**REFUSED, **UNKNOWN}
    address = "/conversations/{conversation_id}/files"
    routes.post(address, summary="Send a picture or a document", responses=responses, openapi_extra=ANY_BYTES)(files.send)
    # Any type that is kept.
    read = routes.get(address + "/{file_id}", summary="Read a picture or a document", responses=ABSENT, response_class=Response)
    read(files.read)
    return routes


class Files:
    def __init__(self, app: App) -> None:
        self._app = app
        self._api = CustomerApi(app)

    async def send(
        self,
        conversation_id: str,
        request: Request,
        token: Bearer,
        client_id: Annotated[ClientId, Query(description="As of a message: sent again, the file is kept once.")],
        name: Annotated[str, Query(max_length=MAX_NAME_CHARS, description="What the customer calls it.")] = "",
    ) -> Messages:
        """The body is the file, which the agents see. It is a message like others, and answered like them."""
        # Before anything is read of it.
        await self._app.in_store(lambda db: admitted(db, conversation_id, token).id)
        content = await request.body()
        kind = kind_of(content)
        if kind is None:
            raise HTTPException(415, "Only pictures (JPEG, PNG, GIF, WebP) and PDF are kept.")
        said = CustomerMessage(text=kind.alone, button=None, client_id=client_id)
        return await self._api.answer(conversation_id, said, token, Enclosed(name, content))

    async def read(self, conversation_id: str, file_id: str, token: Bearer) -> Response:
        """What a message of the conversation names under `files`."""

        def request(db: Session) -> Attachment | None:
            return kept_file_of(db, admitted(db, conversation_id, token).id, file_id)

        file = await self._app.in_store(request)
        if file is None or file.kind is None:
            raise HTTPException(404, "There is no such file in this conversation.")
        headers = {"Content-Disposition": f'attachment; filename="{file.file_name}"', "X-Content-Type-Options": "nosniff"}
        return Response(file.content, media_type=file.kind.value, headers=headers)
