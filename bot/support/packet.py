"""The handoff packet: what an agent must know to go on where the assistant stopped."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.types import JSON, TypeDecorator

from bot.support.topic import Topic, topic_of


class Mood(Enum):
    CALM = "calm"
    FRIENDLY = "friendly"
    DISPLEASED = "displeased"
    UPSET = "upset"


class NextStep(Enum):
    """What an agent does first."""

    MAKE_SAFE = "make_safe"
    COMFORT = "comfort"
    LEAVE_TO_LAWYERS = "leave_to_lawyers"
    APOLOGISE = "apologise"
    SAY_WHO_DECIDES = "say_who_decides"
    PROVE_IDENTITY = "prove_identity"
    REACH_OTHERWISE = "reach_otherwise"
    KEEP_PROMISE = "keep_promise"
    DECIDE_ON_EXCEPTION = "decide_on_exception"
    SETTLE = "settle"
    ANSWER_LAST_MESSAGE = "answer_last_message"
    ASK_WHAT_IS_WANTED = "ask_what_is_wanted"


@dataclass(frozen=True)
class Quote:
    """A message in the customer's own words, and the intent that was understood; none of what led here or only answered."""

    text: str
    intent: str | None = None


@dataclass(frozen=True)
class Wish:
    """A request that was not settled: open, or waiting for its turn."""

    intent: str
    orders: Sequence[str] = ()
    # As the order has them: 'Desk Lamp (white)'.
    articles: Sequence[str] = ()
    reason: str | None = None
    # What the assistant asked last: 'identity', 'confirmation', ...
    asked: str | None = None


@dataclass(frozen=True)
class Refused:
    """A request that was refused: the sentence that said why, by its name in data/responses, with its values."""

    intent: str
    response: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Settled:
    """What was done for the customer in this conversation."""

    # As the record names it: 'cancel_order'.
    action: str
    order: str | None = None
    # The number that the customer was given for it.
    reference: str | None = None


@dataclass(frozen=True)
class Matters:
    """What the dialogue knows at the moment of the handoff; empty where it cannot be asked any more."""

    # The one under discussion first.
    wishes: Sequence[Wish] = ()
    refused: Sequence[Refused] = ()
    # What the customer said of themselves, by piece, without having proved it.
    claimed: dict[str, str] = field(default_factory=dict)
    # The order that was talked about last.
    order: str | None = None


@dataclass(frozen=True)
class Packet:
    quotes: Sequence[Quote] = ()
    wishes: Sequence[Wish] = ()
    settled: Sequence[Settled] = ()
    refused: Sequence[Refused] = ()
    claimed: dict[str, str] = field(default_factory=dict)
    # The numbers of all orders concerned, whoever's they are.
    orders: Sequence[str] = ()
    mood: Mood = Mood.CALM
    # ISO 639-1.
    language: str = "en"
    next_step: NextStep | None = None

    @property
    def topic(self) -> Topic | None:
        """What it is about: the open request, or else what the customer said last of anything in particular."""
        intents = [*(wish.intent for wish in self.wishes), *(quote.intent for quote in reversed(self.quotes))]
        return next((topic for intent in intents if (topic := topic_of(intent)) is not None), None)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Packet":
        return cls(
            quotes=[Quote(**quote) for quote in stored["quotes"]],
            wishes=[Wish(**wish) for wish in stored["wishes"]],
            settled=[Settled(**settled) for settled in stored["settled"]],
            refused=[Refused(**refused) for refused in stored["refused"]],
            claimed=stored["claimed"],
            orders=stored["orders"],
            mood=Mood(stored["mood"]),
            language=stored["language"],
            next_step=NextStep(stored["next_step"]) if stored["next_step"] else None,
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"mood": self.mood.value, "next_step": self.next_step.value if self.next_step else None}

    def after(self, earlier: "Packet") -> "Packet":
        """This packet with what an earlier one of the same matter, still unread, knew beside it."""
        wishes = [wish for wish in earlier.wishes if wish not in self.wishes]
        refused = [refused for refused in earlier.refused if refused not in self.refused]
        orders = dict.fromkeys([*self.orders, *earlier.orders])
        return replace(
            self,
            wishes=[*self.wishes, *wishes],
            refused=[*refused, *self.refused],
            claimed=earlier.claimed | self.claimed,
            orders=list(orders),
        )


class PacketJson(TypeDecorator[Packet]):
    """A packet in a column; what is stored is never changed in place."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Packet | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else value.to_json()

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Packet | None:
        return None if value is None else Packet.from_json(value)
