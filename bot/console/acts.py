"""What an agent does for the customer beside the conversation. The form lists it all; sending it is the yes."""

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.console import words
from bot.console.access import OwnForm, SignedIn
from bot.console.conversations import answer_move
from bot.console.pages import Pages
from bot.console.site import Rendered, Spine
from bot.services.agent_acts import AgentAct, Result
from bot.services.identity import Claim, ProofResult
from bot.services.vouchers import VoucherResult
from bot.shop.address import Address
from bot.shop.money import Money
from bot.shop.order import CancelReason
from bot.spine.app import App

router = APIRouter(prefix="/conversations/{conversation_id}/acts")

Number = Annotated[str, Form()]
# No part of an address, or of a proof, is longer.
MAX_PART_CHARS = 200
DONE = {"DONE", ProofResult.PROVED.name}
NEEDED_PARTS = ("line1", "city", "postcode", "country")


@router.post("/identify")
async def identify(request: Request, conversation_id: str, app: Spine, pages: Rendered, desk: OwnForm) -> Response:
    form = await request.form()
    said = {piece.name: str(form.get(piece.name, "")).strip()[:MAX_PART_CHARS] or None for piece in fields(Claim)}
    return await _act(request, app, pages, desk, conversation_id, lambda act: act.prove_identity(Claim(**said)))


@router.post("/cancel")
async def cancel(
    request: Request,
    conversation_id: str,
    app: Spine,
    pages: Rendered,
    desk: OwnForm,
    order: Number,
    reason: Annotated[CancelReason, Form()],
) -> Response:
    return await _act(request, app, pages, desk, conversation_id, lambda act: act.cancel_order(order, reason))


@router.post("/return")
async def return_articles(
    request: Request,
    conversation_id: str,
    app: Spine,
    pages: Rendered,
    desk: OwnForm,
    order: Number,
    line: Annotated[list[int] | None, Form()] = None,
) -> Response:
    return await _act(request, app, pages, desk, conversation_id, lambda act: act.return_articles(order, line or []))


@router.post("/address")
async def change_address(
    request: Request, conversation_id: str, app: Spine, pages: Rendered, desk: OwnForm, order: Number
) -> Response:
    form = await request.form()
    address = Address(**{part.name: str(form.get(part.name, "")).strip()[:MAX_PART_CHARS] for part in fields(Address)})
    if not all(getattr(address, part) for part in NEEDED_PARTS):
        raise HTTPException(422, "Street, city, postcode and country are needed.")
    return await _act(request, app, pages, desk, conversation_id, lambda act: act.change_address(order, address))


@router.post("/voucher")
async def grant_voucher(
    request: Request,
    conversation_id: str,
    app: Spine,
    pages: Rendered,
    desk: OwnForm,
    amount: Number,
    nth: Annotated[int, Form(ge=1)],
) -> Response:
    def grant(act: AgentAct) -> Result:
        worth = _amount(amount)
        return VoucherResult.TOO_MUCH if worth is None else act.grant_voucher(Money(worth, app.settings.currency), nth)

    return await _act(request, app, pages, desk, conversation_id, grant)


async def _act(
    request: Request, app: App, pages: Pages, desk: SignedIn, conversation_id: str, do: Callable[[AgentAct], Result]
) -> Response:
    def write(db: Session) -> str | None:
        result = do(AgentAct(db, conversation_id, desk.agent, app.settings.terms, app.clock()))
        return None if result.name in DONE else words.orders.ACT_REFUSALS.get(result.name, words.plain(result.value))

    refusal = await app.in_store(write)
    return await answer_move(request, app, pages, desk, conversation_id, refusal)


def _amount(text: str) -> Decimal | None:
    """As a form writes it; None for what is no amount in hundredths."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount == round(amount, 2) else None
