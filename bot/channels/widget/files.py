"""Pictures and documents that customers send over the customer API: one request is one message with one file."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.channels.widget.channel import NAME
from bot.channels.widget.public_route import PublicRoute
from bot.channels.widget.routes import REFUSED, Bearer, CustomerApi, admitted
from bot.channels.widget.schemas import ClientId, CustomerMessage, Messages, Problem, platform_id
from bot.services.attachments import Enclosed, enclose_once
from bot.spine.app import App
from bot.support.attachment import MAX_NAME_CHARS
from bot.support.file_kind import MAX_FILE_BYTES, FileKind, kind_of
from bot.support.message import Message

UNKNOWN: dict[int | str, dict[str, Any]] = {
    413: {"model": Problem, "description": f"The file is larger than {MAX_FILE_BYTES // 2**20} MB."},
    415: {"model": Problem, "description": "It is no JPEG, PNG, GIF, WebP or PDF, whatever it is called."},
}
ANY_BYTES = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"format": "binary"}}}}}


def router(app: App) -> APIRouter:
    files = Files(app)
    routes = APIRouter(prefix="/api", tags=["Customers"], route_class=PublicRoute, max_body_size=MAX_FILE_BYTES)
    responses = {**REFUSED, **UNKNOWN}
    address = "/conversations/{conversation_id}/files"
    routes.post(address, summary="Send a picture or a document", responses=responses, openapi_extra=ANY_BYTES)(files.send)
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
        answer = await self._api.send(
            conversation_id, CustomerMessage(text=_described(kind), button=None, client_id=client_id), token
        )
        await self._keep(platform_id(conversation_id, client_id), Enclosed(name, content))
        await self._app.tell(conversation_id)
        return answer

    async def _keep(self, message: str, file: Enclosed) -> None:
        """With the message that is stored by now."""

        def request(db: Session) -> None:
            stored = db.scalars(select(Message).where(Message.channel == NAME, Message.platform_id == message)).one()
            enclose_once(db, stored, file, self._app.clock())

        try:
            await self._app.in_store(request)
        except IntegrityError:
            return  # the same request, twice in the same instant: the other one has stored it


def _described(kind: FileKind) -> str:
    """What stands in the transcript, as on the platforms."""
    return "[image]" if kind.is_picture else "[file]"
