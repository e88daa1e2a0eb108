"""What the store says of the handovers when all is over."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.store.database import Database
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender


@dataclass(frozen=True)
class Verdict:
    """Conversations in which something is not as it must be, by id."""

    # Asked for a human, and no handoff says so.
    without_handoff: Sequence[str]
    # The assistant spoke while a human owned the talk.
    talked_over: Sequence[str]
    # A customer's message that nobody answered.
    unanswered: Sequence[str]
    # The same answer to the same message more than once.
    answered_twice: Sequence[str]
    # What the agent said is not there, or more than once.
    replies_wrong: Sequence[str]

    @property
    def holds(self) -> bool:
        lists = (self.without_handoff, self.talked_over, self.unanswered, self.answered_twice, self.replies_wrong)
        return not any(lists)

    def __str__(self) -> str:
        lines = {
            "without a handoff": self.without_handoff,
            "talked over by the assistant": self.talked_over,
            "customers with a message that nobody answered": self.unanswered,
            "answered twice": self.answered_twice,
            "agents' replies missing or doubled": self.replies_wrong,
        }
        return "\n".join(f"{what}: {len(ids)} {' '.join(ids[:5])}".rstrip() for what, ids in lines.items())


def judge(database: Database, replies: Mapping[str, str]) -> Verdict:
    """`replies` is what the agent said in each conversation, by its id."""
    with database.session() as db:
        messages = list(db.scalars(select(Message).order_by(Message.seq)))
        handed = set(db.scalars(select(Handoff.conversation_id)))
    talks = {conversation_id: [one for one in messages if one.conversation_id == conversation_id] for conversation_id in replies}
    return Verdict(
        without_handoff=[one for one in talks if one not in handed],
        talked_over=[one for one, said in talks.items() if _is_talked_over(said)],
        unanswered=[one for one, said in talks.items() if _has_unanswered(said)],
        answered_twice=[one for one, said in talks.items() if _has_twice(said)],
        replies_wrong=[one for one, said in talks.items() if _agents_words(said) != [replies[one]]],
    )


def _is_talked_over(said: Sequence[Message]) -> bool:
    """Between the agent's coming and going, which the system announces, the assistant says nothing.

    Announcements are stored in the transactions in which the owner changes.
    """
    announced = [place for place, one in enumerate(said) if one.sender is Sender.SYSTEM]
    if not announced:
        return False
    stay = said[announced[0] : announced[1] if len(announced) > 1 else None]
    return any(one.sender is Sender.ASSISTANT for one in stay)


def _has_unanswered(said: Sequence[Message]) -> bool:
    """Answered is a message to which the assistant replied, or after which a human spoke."""
    replied = {one.in_reply_to for one in said}
    spoken = max((place for place, one in enumerate(said) if one.sender is Sender.AGENT), default=-1)
    customers = [(place, one) for place, one in enumerate(said) if one.sender is Sender.CUSTOMER]
    return any(one.handled_at is None or (one.id not in replied and place > spoken) for place, one in customers)


def _has_twice(said: Sequence[Message]) -> bool:
    answers = Counter((one.in_reply_to, one.text) for one in said if one.sender is Sender.ASSISTANT)
    return any(number > 1 for number in answers.values())


def _agents_words(said: Sequence[Message]) -> list[str]:
    return [one.text for one in said if one.sender is Sender.AGENT and not one.is_note]
