"""The webhook of a platform: what comes is measured, verified as it came, read, stored, and only then acknowledged."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.background import BackgroundTask

from bot.services.arrivals import Arrival, OptOut
from bot.spine.app import App
from bot.spine.channel import Channel
from bot.spine.failure import described
from bot.spine.reception import answer, confirm, heed, note_trouble, take_back, take_in
from bot.support.channel_trouble import Trouble

logger = logging.getLogger(__name__)

# Meta's batches are the largest that any of them sends: up to 3 MB.
MAX_BODY_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Delivery:
    """A request of the platform, as it came."""

    # Looked up in lower case.
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Contents:
    """What a delivery was about."""

    # What customers said, in order; nothing where it is about something else.
    arrivals: Sequence[Arrival] = ()
    # Labels of the parts of our messages that the platform has, by its own receipts.
    taken: Sequence[str] = ()
    # Ids of our own messages that did not reach their customer after all.
    undelivered: Sequence[str] = ()
    # Who told the platform that they want to hear no more, or again.
    opt_outs: Sequence[OptOut] = ()
    # What the platform wants to hear back at once.
    answer: Mapping[str, Any] | str | None = None


@runtime_checkable
class Platform(Channel, Protocol):
    """A channel whose platform calls us."""

    def is_genuine(self, delivery: Delivery) -> bool:
        """Whether the platform itself sent it, unaltered and lately."""

    def read(self, delivery: Delivery) -> Contents:
        """What the verified delivery holds. Raises ValueError where it cannot be understood."""

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """What the platform wants to read when the webhook is set up there; None where the question is not its own."""

    async def close(self) -> None:
        """Nothing more will be sent."""


def webhook(app: App, platform: Platform) -> APIRouter:
    """The platform's address: /channels/<name>."""
    door = Door(app, platform)
    routes = APIRouter(prefix="/channels", include_in_schema=False, max_body_size=MAX_BODY_BYTES)
    routes.get(f"/{platform.name}")(door.greet)
    routes.post(f"/{platform.name}")(door.receive)
    return routes


class Door:
    def __init__(self, app: App, platform: Platform) -> None:
        self._app = app
        self._platform = platform

    async def greet(self, request: Request) -> Response:
        challenge = self._platform.challenge(request.query_params)
        return Response(status_code=403) if challenge is None else PlainTextResponse(challenge)

    async def receive(self, request: Request) -> Response:
        delivery = Delivery(request.headers, request.query_params, await request.body())
        if not self._platform.is_genuine(delivery):
            await note_trouble(self._app, self._platform, Trouble.FORGED)
            return Response(status_code=401)
        try:
            contents = self._platform.read(delivery)
        except ValueError as error:
            # Acknowledged all the same: platforms add new kinds, and would send this one again and again.
            logger.warning("a delivery of %s is not understood: %s", self._platform.name, described(error))
            await note_trouble(self._app, self._platform, Trouble.NOT_UNDERSTOOD)
            return Response(status_code=200)
        return await self._stored(contents)

    async def _stored(self, contents: Contents) -> Response:
        try:
            new = await take_in(self._app, self._platform, contents.arrivals)
            await confirm(self._app, self._platform, contents.taken)
            await heed(self._app, self._platform, contents.opt_outs)
            await take_back(self._app, self._platform, contents.undelivered)
        except SQLAlchemyError as error:
            logger.error("a delivery of %s cannot be stored: %s", self._platform.name, described(error))
            return Response(status_code=503)
        # The platform waits for nothing but the store.
        response = _acknowledged(contents.answer)
        response.background = BackgroundTask(answer, self._app, new)
        return response


def _acknowledged(wanted: Mapping[str, Any] | str | None) -> Response:
    """With JSON, or with what Twilio reads, XML."""
    if wanted is None:
        return Response(status_code=200)
    return Response(wanted, media_type="text/xml") if isinstance(wanted, str) else JSONResponse(wanted)
