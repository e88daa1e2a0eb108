"""The reception: what a platform delivers is stored, and may then be acknowledged; it is answered after."""

import logging
from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.services import arrivals, channel_health, outbox
from bot.services.arrivals import Arrival, OptOut, says_something
from bot.spine.app import App
from bot.spine.channel import Channel
from bot.spine.failure import described
from bot.support.channel_trouble import Trouble
from bot.support.layout import PartLabel

logger = logging.getLogger(__name__)

# Each of two deliveries that are stored in the same instant can be in the other's way; one of them always gets through.
ATTEMPTS = 5


async def take_in(app: App, channel: Channel, delivered: Sequence[Arrival]) -> list[str]:
    """Store all that was delivered, in one transaction and in this order; returns the conversations that have something new.

    Raises what the database raises: then nothing is stored, and the platform shall deliver it again.
    """
    said = [arrival for arrival in delivered if says_something(arrival)]
    return await _stored(app, channel, said) if said else []


async def answer(app: App, conversation_ids: Sequence[str]) -> None:
    """Have what was stored answered through the outbox. Where this is never called, the sweep answers a little later."""
    for conversation_id in conversation_ids:
        app.turns.answer_soon(conversation_id)
        await app.tell(conversation_id)


async def take_back(app: App, channel: Channel, message_ids: Sequence[str]) -> None:
    """Put what the platform could not bring to its customer before an agent. Raises what the database raises."""

    def transaction(db: Session) -> list[str]:
        now = app.clock()
        is_desk_open = app.settings.terms.office_hours.is_open(now)
        return outbox.give_up(db, channel.name, message_ids, now, app.means.letter, is_desk_open)

    for conversation_id in await app.in_store(transaction) if message_ids else ():
        await app.tell(conversation_id)


async def heed(app: App, channel: Channel, opt_outs: Sequence[OptOut]) -> None:
    """Who told the platform to stop is not written to unasked. Raises what the database raises."""

    def transaction(db: Session) -> None:
        for opt_out in opt_outs:
            arrivals.heed(db, channel.name, opt_out, app.clock())

    if opt_outs:
        await app.in_store(transaction)


async def confirm(app: App, channel: Channel, labels: Sequence[str]) -> None:
    """What the platform says it has is not sent again. Raises what the database raises."""
    ours = [label for text in labels if (label := PartLabel.read(text)) is not None]
    if ours:
        await app.in_store(lambda db: outbox.confirm(db, channel.name, ours, app.clock()))


async def _stored(app: App, channel: Channel, said: Sequence[Arrival]) -> list[str]:
    def transaction(db: Session) -> list[str]:
        language, now = app.settings.language, app.clock()
        receipts = [arrivals.take_in(db, channel.name, channel.limits, arrival, language, now) for arrival in said]
        new = [receipt.message.conversation_id for receipt in receipts if receipt and receipt.is_new]
        return list(dict.fromkeys(new))

    for _ in range(ATTEMPTS - 1):
        try:
            return await app.in_store(transaction)
        except IntegrityError:
            continue
    return await app.in_store(transaction)


async def note_trouble(app: App, channel: Channel, trouble: Trouble, details: str = "") -> None:
    """For the administrator; what cannot be noted is in the log alone."""
    try:
        await app.in_store(lambda db: channel_health.note_trouble(db, channel.name, trouble, details, app.clock()))
    except SQLAlchemyError as error:
        logger.warning("trouble on %s cannot be noted: %s", channel.name, described(error))
