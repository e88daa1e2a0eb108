"""Routes that any page on the web may call: shops embed the widget on origins that we do not know.

That is safe because no cookie is ever read here: what a conversation admits is its token, which only its own page holds.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

PREFLIGHT_SECONDS = 24 * 60 * 60


class PublicRoute(APIRoute):
    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        compressed = GZipMiddleware(super().handle)
        open_to_all = CORSMiddleware(
            compressed,
            allow_origins=["*"],
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization"],
            max_age=PREFLIGHT_SECONDS,
        )
        await open_to_all(scope, receive, send)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answer_or_explain(request: Request) -> Response:
            try:
                return await answer(request)
            except RequestValidationError as error:
                # Without the input: it may be private, and it may be text that cannot be sent back at all.
                wrong = [{"loc": one["loc"], "msg": one["msg"]} for one in error.errors()]
                raise HTTPException(422, wrong) from None

        return answer_or_explain
