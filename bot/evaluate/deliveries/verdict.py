"""What became of all that was delivered: in the store, and with the customers."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.evaluate.deliveries.lines import Shown
from bot.evaluate.deliveries.traffic import Traffic
from bot.shop.rma import Return
from bot.support.contact import Contact
from bot.support.layout import Limits, laid_out
from bot.support.message import Message, Sender


@dataclass(frozen=True)
class ChannelVerdict:
    """Counts of customers' messages, and of answers."""

    name: str
    deliveries: int
    messages: int
    overtaken: int
    # Stored not at all, or without an answer.
    missed: int
    # Stored twice, or answered in two turns.
    answered_twice: int
    # Of the answers: never brought to the customer; brought more than once; brought behind a later one.
    not_shown: int
    shown_twice: int
    out_of_order: int

    @property
    def holds(self) -> bool:
        return not (self.missed or self.answered_twice or self.not_shown or self.out_of_order)


@dataclass(frozen=True)
class Writes:
    """Returns that were asked for and confirmed in this order, and those that were made."""

    wanted: int
    made: int
    missed: int
    twice: int

    @property
    def holds(self) -> bool:
        return not (self.missed or self.twice)


def judge(db: Session, name: str, traffic: Traffic, shown: Shown | None, limits: Limits) -> ChannelVerdict:
    """One channel, when nothing is under way any more."""
    said = _public(db, name)
    customers = [message for message in said if message.sender is Sender.CUSTOMER]
    expected, stored = (Counter(one.text for one in many) for many in (traffic.messages, customers))
    turns = _turns(said)
    unanswered = sum(message.id not in turns for message in customers)
    twice = sum(len(moments) > 1 for moments in turns.values())
    brought = _brought(_to_show(db, said, limits), shown) if shown is not None else Brought()
    return ChannelVerdict(
        name,
        traffic.deliveries,
        len(traffic.messages),
        traffic.overtaken,
        missed=(expected - stored).total() + unanswered,
        answered_twice=(stored - expected).total() + twice,
        not_shown=brought.missing,
        shown_twice=brought.again,
        out_of_order=brought.out_of_order,
    )


def count_writes(db: Session, traffics: Sequence[Traffic]) -> Writes:
    wanted = {buyer.number for traffic in traffics for buyer in traffic.returning}
    made = dict(db.execute(select(Return.order_number, func.count()).group_by(Return.order_number)).tuples().all())
    return Writes(len(wanted), sum(made.values()), len(wanted - made.keys()), sum(count - 1 for count in made.values()))


def _public(db: Session, channel: str) -> Sequence[Message]:
    return db.scalars(select(Message).where(Message.channel == channel, Message.is_note.is_(False)).order_by(Message.seq)).all()


def _turns(said: Sequence[Message]) -> dict[str, set[object]]:
    """By answered message, the moments of its turns: all that one turn says is stored in one moment."""
    turns: dict[str, set[object]] = defaultdict(set)
    for message in said:
        if message.in_reply_to is not None:
            turns[message.in_reply_to].add(message.at)
    return turns


@dataclass
class Brought:
    missing: int = 0
    again: int = 0
    out_of_order: int = 0


def _brought(to_show: Shown, shown: Shown) -> Brought:
    brought = Brought()
    for address in to_show.keys() | shown.keys():
        expected, seen = ([_words(text) for text in texts.get(address, [])] for texts in (to_show, shown))
        missing, again = (Counter(expected) - Counter(seen)).total(), (Counter(seen) - Counter(expected)).total()
        brought.missing += missing
        brought.again += again
        brought.out_of_order += not missing and not _is_within(expected, seen)
    return brought


def _words(text: str) -> str:
    """Mail programs and servers wrap lines as they like."""
    return " ".join(text.split())


def _is_within(expected: Sequence[str], seen: Sequence[str]) -> bool:
    """Whether all that was expected was seen in that order, whatever else was seen between."""
    rest = iter(seen)
    return all(any(text == one for one in rest) for text in expected)


def _to_show(db: Session, said: Sequence[Message], limits: Limits) -> Shown:
    contacts = {contact.conversation_id: contact for contact in db.scalars(select(Contact))}
    to_show: Shown = defaultdict(list)
    for message in said:
        contact = contacts.get(message.conversation_id)
        if contact is not None and message.sender is not Sender.CUSTOMER:
            to = contact.details.get("to", contact.address)
            to_show[to].extend(part.text for part in laid_out(message, limits, contact))
    return to_show
