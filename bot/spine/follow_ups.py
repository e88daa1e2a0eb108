"""Customers hear from us by themselves at the time that was promised, each of them once, whatever ends in between."""

import logging
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.services import follow_ups, turns
from bot.services.follow_up_news import AnswerNews, ArrivalNews, CallNews, News, RefundNews, news_of
from bot.services.handoffs import leave_ticket
from bot.services.reach import entitle, place_to_write
from bot.services.writing_hours import writing_time
from bot.shop.money import Money
from bot.spine.app import App
from bot.spine.failure import described
from bot.spine.rounds import in_rounds
from bot.support.conversation import Conversation, Owner
from bot.support.follow_up import FollowUp, FollowUpState
from bot.support.handoff import HandoffReason
from bot.support.reply import Reply

logger = logging.getLogger(__name__)

ROUND_SECONDS = 5.0
# While a person has the conversation, the assistant keeps silent.
LATER = timedelta(minutes=15)


async def follow_up(app: App) -> None:
    """In rounds, until cancelled."""
    await in_rounds(lambda: follow_up_due(app), ROUND_SECONDS, "follow-ups cannot be looked for")


async def follow_up_due(app: App) -> None:
    """Carry out all whose time has come. One that fails is tried again in the next round, and holds up no other."""
    for follow_up_id in await app.in_store(lambda db: follow_ups.due_follow_ups(db, app.clock())):
        try:
            changed = await app.in_store(lambda db, one=follow_up_id: _carry_out(db, app, one))  # type: ignore[misc]
        except Exception as error:
            logger.error("follow-up %s fails: %s", follow_up_id, described(error))
            continue
        if changed is not None:
            await app.tell(changed)


def _carry_out(db: Session, app: App, follow_up_id: str) -> str | None:
    """In one transaction; the conversation in which something is new, if it is."""
    now = app.clock()
    taken = follow_ups.take_up(db, follow_up_id, now)
    if taken is None:
        return None
    news, promised_in = news_of(db, taken, app.settings.terms, now), follow_ups.conversation_of(db, taken)
    if news is None or promised_in is None:
        taken.state = FollowUpState.NOT_NEEDED
        return None
    if follow_ups.is_silenced(db, promised_in):
        taken.state = FollowUpState.SILENCED
        return _put_before_humans(db, promised_in, news, now)
    phone = news.phone if isinstance(news, CallNews) else None
    return _told(db, app, taken, news, promised_in, writing_time(db, promised_in, phone, app.settings.terms, now))


def _told(db: Session, app: App, taken: FollowUp, news: News, promised_in: Conversation, earliest: datetime) -> str | None:
    now = app.clock()
    if earliest > now:
        taken.postpone(earliest)
        return None
    place = place_to_write(db, promised_in, app.means, now)
    if place is None:
        taken.state = FollowUpState.NOT_REACHED
        return _put_before_humans(db, promised_in, news, now)
    talk = place.conversation
    if talk.owner in {Owner.QUEUED, Owner.AGENT}:
        taken.postpone(now + LATER)
        return None
    reply = _in_words(app, news, talk.language)
    entitle(db, place, reply.text)
    taken.message_id = turns.say_unasked(db, talk, reply, now, place.channel).id
    _put_before_humans(db, talk, news, now)
    return talk.id


def _put_before_humans(db: Session, conversation: Conversation, news: News, now: datetime) -> str | None:
    """What people have to do; the conversation, if it is anything."""
    if not isinstance(news, CallNews | AnswerNews):
        return None
    is_broken = news.is_missed if isinstance(news, CallNews) else news.is_late
    leave_ticket(db, conversation.id, HandoffReason.PROMISE_BROKEN if is_broken else HandoffReason.PROMISE_DUE, now)
    return conversation.id


def _in_words(app: App, news: News, language: str) -> Reply:
    told, values = sentence_of(news)
    reply = app.assistant.say(told, language, **values)
    how_to_stop = app.assistant.say("utter_follow_up_how_to_stop", language)
    return Reply(f"{reply.text}\n\n{how_to_stop.text}", reply.buttons)


def sentence_of(news: News) -> tuple[str, dict[str, object]]:
    """The response that tells it, with its values."""
    if isinstance(news, CallNews):
        response = "utter_follow_up_call_missed" if news.is_missed else "utter_follow_up_call"
        return response, {"phone": news.phone, "start": f"{news.starts:%H:%M}", "end": f"{news.ends:%H:%M}"}
    if isinstance(news, AnswerNews):
        response = "utter_follow_up_answer_late" if news.is_late else "utter_follow_up_answer"
        return response, {"reference": news.reference, "asked_on": _day(news.asked_on)}
    if isinstance(news, ArrivalNews):
        return "utter_follow_up_arrived", {"order_number": news.order_number, "on": _day(news.arrived_on)}
    values: dict[str, object] = {"order_number": news.order_number, "promised_on": _day(news.promised_on)}
    if isinstance(news, RefundNews):
        return "utter_follow_up_refund_due", values | {"amount": _money(news.amount)}
    if news.expected_on is None:
        return "utter_follow_up_order_late", values
    return "utter_follow_up_order_late_new_date", values | {"expected_on": _day(news.expected_on)}


def _money(value: Money) -> dict[str, str]:
    return {"money": str(value.amount), "currency": value.currency}


def _day(value: date) -> dict[str, str]:
    """As responses take it, and each language writes it."""
    return {"day": value.isoformat()}
