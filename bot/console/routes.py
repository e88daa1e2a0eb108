"""The console as one site under /console."""

from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from bot.console import (
    account,
    acts,
    audit,
    bar,
    canned_replies,
    channels,
    conversations,
    exports,
    files,
    learning,
    lists,
    live,
    me,
    questions,
    reports,
    search,
    sign_in,
    team,
    to_do,
)
from bot.console.access import SignInNeededError, ask_to_sign_in, is_scripted
from bot.console.headers import SecureHeaders
from bot.console.pages import Pages
from bot.spine.app import App

STATIC = Path(__file__).parent / "static"
# No form of the console is larger.
MAX_BODY_BYTES = 64 * 1024


def router(app: App) -> APIRouter:
    """All routes of the console, for the server to include."""
    mounted = APIRouter()
    mounted.mount("/console", _site(app), name="console")
    return mounted


def _site(app: App) -> FastAPI:
    site = FastAPI(openapi_url=None, max_body_size=MAX_BODY_BYTES)
    site.state.spine = app
    site.state.pages = Pages(app.settings)
    site.mount("/static", StaticFiles(directory=STATIC), name="static")
    talks = [
        acts.router,
        conversations.router,
        conversations.parts,
        exports.router,
        files.router,
        search.router,
        to_do.router,
        to_do.parts,
    ]
    knowledge = [questions.router, learning.router, learning.parts, canned_replies.router, reports.router]
    people = [account.router, me.router, team.router, audit.router, channels.router]
    # The lists last: their address is a single word.
    for part in (sign_in.router, live.router, bar.router, *talks, *knowledge, *people, lists.router):
        site.include_router(part)
    site.add_middleware(SecureHeaders)
    site.add_exception_handler(SignInNeededError, ask_to_sign_in)
    site.add_exception_handler(AnyHTTPException, _say_why)
    site.add_exception_handler(RequestValidationError, _not_found)
    return site


def _say_why(request: Request, error: Exception) -> Response:
    """The error as a page, or as a sentence for a script."""
    assert isinstance(error, AnyHTTPException)  # noqa: S101 - how it is registered
    if is_scripted(request):
        return PlainTextResponse(error.detail, status_code=error.status_code)
    pages: Pages = request.app.state.pages
    return HTMLResponse(pages.render("error.html", sentence=error.detail), status_code=error.status_code)


def _not_found(request: Request, error: Exception) -> Response:
    """Addresses and forms are ours: one that does not fit leads nowhere."""
    return _say_why(request, HTTPException(404, "There is no such page."))
