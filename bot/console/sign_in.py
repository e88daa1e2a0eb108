"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from bot.console.access import COOKIE, OwnForm, is_same_origin, local_path, see_other
from bot.console.pages import Pages
from bot.console.site import Rendered, Spine
from bot.services import sign_ins
from bot.services.sign_ins import Origin, Refusal, SignIn

router = APIRouter()

CODE_PAGE = "/console/sign-in/code"
STATUS = {Refusal.WRONG: 401, Refusal.THROTTLED: 429, Refusal.TOO_LATE: 401}

Next = Annotated[str, Form(alias="next")]


async def own_page(request: Request) -> None:
    """A form of another site is refused, lest it sign an agent in as somebody else."""
    if not is_same_origin(request):
        raise HTTPException(403, "Please sign in on the console's own page.")


OWN_PAGE = Depends(own_page)


@router.get("/sign-in")
async def sign_in_page(pages: Rendered, back: Annotated[str, Query(alias="next")] = "") -> HTMLResponse:
    return _form(pages, "sign_in.html", back)


@router.post("/sign-in", dependencies=[OWN_PAGE])
async def sign_in(
    request: Request,
    app: Spine,
    pages: Rendered,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Next = "",
) -> Response:
    """A new session for the right password, which an agent with a second factor opens with a code."""
    opened = await app.in_store(lambda db: sign_ins.sign_in(db, name, password, app.clock(), _origin(request)))
    if isinstance(opened, Refusal):
        return _form(pages, "sign_in.html", back, opened, name)
    onwards = local_path(back)
    return _with_session(request, opened, f"{CODE_PAGE}?next={onwards}" if opened.session.awaits_code else onwards)


@router.get("/sign-in/code")
async def code_page(request: Request, app: Spine, pages: Rendered, back: Annotated[str, Query(alias="next")] = "") -> Response:
    token = request.cookies.get(COOKIE, "")
    if not await app.in_store(lambda db: sign_ins.awaits_code(db, token, app.clock())):
        return see_other("/console/sign-in")
    return _form(pages, "code.html", back)


@router.post("/sign-in/code", dependencies=[OWN_PAGE])
async def enter_code(
    request: Request, app: Spine, pages: Rendered, code: Annotated[str, Form()] = "", back: Next = ""
) -> Response:
    token = request.cookies.get(COOKIE, "")
    opened = await app.in_store(lambda db: sign_ins.enter_code(db, token, code, app.clock()))
    if opened is Refusal.TOO_LATE:
        return _form(pages, "sign_in.html", back, opened)
    if isinstance(opened, Refusal):
        return _form(pages, "code.html", back, opened)
    return _with_session(request, opened, local_path(back))


@router.post("/sign-out")
async def sign_out(request: Request, app: Spine, desk: OwnForm) -> Response:
    await app.in_store(lambda db: sign_ins.sign_out(db, request.cookies[COOKIE], app.clock()))
    await app.end_sockets(desk.agent.id)
    response = see_other("/console/sign-in")
    response.delete_cookie(COOKIE, path="/console", secure=request.url.scheme == "https", httponly=True, samesite="lax")
    return response


def _form(pages: Pages, template: str, back: str, refusal: Refusal | None = None, name: str = "") -> HTMLResponse:
    page = pages.render(template, next=local_path(back), name=name, refusal=refusal)
    return HTMLResponse(page, status_code=STATUS[refusal] if refusal else 200)


def _with_session(request: Request, opened: SignIn, path: str) -> Response:
    response = see_other(path)
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=int((opened.session.expires_at - (opened.session.opened_at or opened.session.expires_at)).total_seconds()),
        path="/console",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


def _origin(request: Request) -> Origin:
    return Origin(request.client.host if request.client else "", request.headers.get("User-Agent", ""))
