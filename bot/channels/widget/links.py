"""Links by which signed-in customers go on in Telegram, and are known there."""

from datetime import datetime

from fastapi import APIRouter, HTTPException
from sqlalchemy.orm import Session

from bot.channels.widget.public_route import PublicRoute
from bot.channels.widget.routes import BAD_CUSTOMER, MAX_BODY_BYTES, Explained
from bot.channels.widget.schemas import Link, Problem, SignIn
from bot.channels.widget.signed_in import BadTokenError, link_of
from bot.spine.app import App

ABSENT: Explained = {
    404: {"model": Problem, "description": "The shop has no bot, or the order store does not know the customer."}
}


def router(app: App) -> APIRouter:
    links = Links(app)
    routes = APIRouter(prefix="/api", tags=["Customers"], route_class=PublicRoute, max_body_size=MAX_BODY_BYTES)
    routes.post("/links/telegram", summary="Go on in Telegram", responses={**BAD_CUSTOMER, **ABSENT})(links.telegram)
    return routes


class Links:
    def __init__(self, app: App) -> None:
        self._app = app

    async def telegram(self, customer: SignIn) -> Link:
        """A link that opens the shop's bot; the customer who follows it is asked for no proof there.

        It is good once, for ten minutes, and until the customer signs out. Whoever follows it is the customer: show it to
        nobody else.
        """
        bot = self._app.settings.telegram_bot
        made = await self._app.in_store(lambda db: self._made(db, customer.customer_jwt)) if bot else None
        if made is None:
            raise HTTPException(404, "The shop has no bot in Telegram, or does not know this customer.")
        token, expires_at = made
        return Link(address=f"https://t.me/{bot}?start={token}", expires_at=expires_at)

    def _made(self, db: Session, customer_jwt: str) -> tuple[str, datetime] | None:
        try:
            return link_of(db, customer_jwt, self._app.settings, self._app.clock())
        except BadTokenError as error:
            raise HTTPException(401, str(error)) from None
