"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from bot.console.access import COOKIE, OwnForm, is_same_origin, local_path, see_other
from bot.console.site import Rendered, Spine
from bot.services import agents
from bot.support.agent import SESSION_LENGTH

router = APIRouter()


@router.get("/sign-in")
async def sign_in_page(pages: Rendered, back: Annotated[str, Query(alias="next")] = "") -> HTMLResponse:
    return HTMLResponse(pages.render("sign_in.html", next=local_path(back), name="", refused=False))


@router.post("/sign-in")
async def sign_in(
    request: Request,
    app: Spine,
    pages: Rendered,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Annotated[str, Form(alias="next")] = "",
) -> Response:
    """A new session for the right password. A form of another site is refused, lest it sign an agent in as somebody else."""
    if not is_same_origin(request):
        raise HTTPException(403, "Please sign in on the console's own page.")
    opened = await app.in_store(lambda db: agents.sign_in(db, name, password, app.clock()))
    if opened is None:
        return HTMLResponse(pages.render("sign_in.html", next=local_path(back), name=name, refused=True), status_code=401)
    response = see_other(local_path(back))
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=int(SESSION_LENGTH.total_seconds()),
        path="/console",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


@router.post("/sign-out")
async def sign_out(request: Request, app: Spine, desk: OwnForm) -> Response:
    await app.in_store(lambda db: agents.sign_out(db, request.cookies[COOKIE]))
    response = see_other("/console/sign-in")
    response.delete_cookie(COOKIE, path="/console", secure=request.url.scheme == "https", httponly=True, samesite="lax")
    return response
