"""Who may see the console: the session cookie, the CSRF token, and where a request came from."""

import hmac
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import Depends, Form, HTTPException, Request
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response

from bot.console.site import Spine
from bot.services import sign_ins
from bot.services.lists import Viewpoint
from bot.spine.app import App
from bot.support.agent import Agent, AgentSession, Right
from bot.support.service_level import ServiceLevel

COOKIE = "firstline_agent"
HOME = "/console/queue"
CSRF_HEADER = "X-CSRF-Token"


@dataclass(frozen=True)
class SignedIn:
    agent: Agent
    csrf_token: str
    # By which its owner and the store know it; the cookie's token is not to be had from it.
    session: str
    view: Viewpoint


class SignInNeededError(Exception):
    """The request carries no valid session."""


async def signed_in(connection: HTTPConnection, app: Spine) -> SignedIn:
    """The agent of the session cookie. Raises SignInNeededError."""
    token = connection.cookies.get(COOKIE)
    if token is None:
        raise SignInNeededError
    session = await app.in_store(lambda db: _known(sign_ins.session_of(db, token, app.clock()), app))
    if session is None:
        raise SignInNeededError
    return session


def _known(session: AgentSession | None, app: App) -> SignedIn | None:
    if session is None:
        return None
    view = Viewpoint(session.agent, ServiceLevel.of(app.settings.terms), app.clock())
    return SignedIn(session.agent, session.csrf_token, session.token_digest, view)


async def own_form(
    request: Request, desk: Annotated[SignedIn, Depends(signed_in)], csrf: Annotated[str, Form()] = ""
) -> SignedIn:
    """The signed-in agent, if the form is one that we gave to this very session."""
    sent = request.headers.get(CSRF_HEADER, csrf)
    if not hmac.compare_digest(sent.encode(), desk.csrf_token.encode()):
        raise HTTPException(403, "This form is not from your session. Reload the page and try again.")
    return desk


def holding(right: Right) -> Any:
    """For routes of those who have the right; others read that they have not."""

    async def checked(desk: Annotated[SignedIn, Depends(signed_in)]) -> None:
        if not desk.agent.may(right):
            raise HTTPException(403, "Your role does not allow this. An administrator can change it.")

    return Depends(checked)


def is_same_origin(connection: HTTPConnection) -> bool:
    """Whether a page of ours sent it. Browsers name the origin of every POST and every WebSocket."""
    origin = connection.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == connection.headers.get("host")


def is_scripted(request: Request) -> bool:
    """Whether a script of ours asks and reads the answer, not the browser itself."""
    return CSRF_HEADER in request.headers or request.headers.get("Sec-Fetch-Mode") in {"cors", "same-origin"}


def local_path(path: str) -> str:
    """The path if it leads into the console, else the first page: nobody is sent to another site after signing in."""
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or "\\" in path or not path.isprintable() or not parts.path.startswith("/console/"):
        return HOME
    return path


def see_other(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303)


def ask_to_sign_in(request: Request, error: Exception) -> Response:
    """To the sign-in page and back here afterwards; a script is told, and reloads its page."""
    if is_scripted(request):
        return Response(status_code=401)
    if request.method != "GET":
        return see_other("/console/sign-in")
    query = f"?{request.url.query}" if request.url.query else ""
    return see_other(f"/console/sign-in?next={quote(request.url.path + query, safe='/')}")


Desk = Annotated[SignedIn, Depends(signed_in)]
OwnForm = Annotated[SignedIn, Depends(own_form)]
