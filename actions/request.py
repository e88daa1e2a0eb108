"""What a customer can ask for, as small classes: what each needs to know, how it asks, and what it then does."""

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from actions.hearing.heard import Heard
from actions.values import Value
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk

# What an open request has learned so far; JSON, kept in the tracker.
Known = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """A button: pressing it says `intent` with one entity, without the customer's words being read at all."""

    title: Value
    intent: str
    entities: dict[str, str] = field(default_factory=dict)

    @classmethod
    def answer(cls, title: Value, entity: str, value: str) -> "Choice":
        return cls(title, "inform", {entity: value})

    @property
    def payload(self) -> str:
        """As Rasa writes it."""
        return f"/{self.intent}{json.dumps(self.entities)}"


@dataclass(frozen=True)
class Question:
    response: str
    values: dict[str, Value] = field(default_factory=dict)
    choices: Sequence[Choice] = ()


@dataclass(frozen=True)
class Refusal:
    """The request ends here: the utterance says why; a reason for it calls a human, else there is a last word."""

    response: str
    values: dict[str, Value] = field(default_factory=dict)
    handoff: HandoffReason | None = None
    # None where the utterance itself offers the next step.
    closing: str | None = "utter_anything_else"
    # Whether it is the customer who does not want it any more: nothing is done in its place then.
    by_customer: bool = False
    # The request that the customer wishes for in its place; one that waits already goes first.
    instead: str | None = None
    # The request that is all that can be done, offered where nobody wished for it.
    remains: str | None = None
    # What either of them knows already.
    instead_known: Known = field(default_factory=dict)


class Need(ABC):
    """One thing that a request must know before it can act."""

    name: ClassVar[str]

    # Intents that, said while its question is open, answer it and are no wish of their own.
    answered_by: ClassVar[frozenset[str]] = frozenset()
    # The question in data/answers whose answers, said while it is open, are no wish of their own either.
    answered_in_words: ClassVar[str | None] = None

    @abstractmethod
    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        """Take out of a message what belongs here; whether it was an answer. `asked`: this need's question is open."""

    @abstractmethod
    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        """What to ask, why to stop, or None when the need is met."""


class Request(ABC):
    """One kind of request. A new one is a subclass in a module of actions/customer_requests/, its texts and its tests."""

    # The intent that asks for it. `utter_request_<name>` names it.
    name: ClassVar[str]
    # Other intents that come to the same.
    also: ClassVar[Sequence[str]] = ()
    # Whether what is named next is asked about in the same way: "and the mug?".
    is_repeatable: ClassVar[bool] = True
    # Whether its question may be passed over: only the very next message can answer it. See `Talk.invite`.
    is_invitation: ClassVar[bool] = False
    # In the order in which they are asked.
    needs: ClassVar[Sequence[Need]]

    @classmethod
    def hear(cls, talk: "Talk", known: Known, heard: Heard, asking: str | None) -> bool:
        """Offer the message to every need, so that nothing is asked that was said already; whether any took it."""
        taken = [need.hear(talk, known, heard, asked=need.name == asking) for need in cls.needs]
        return any(taken)

    @classmethod
    def next_step(cls, talk: "Talk", known: Known) -> tuple[Need, Question | Refusal] | None:
        """The first need that is not met, with what it asks or why it stops; None when the request can be settled."""
        for need in cls.needs:
            step = need.check(talk, known)
            if step is not None:
                return need, step
        return None

    @classmethod
    def is_listed(cls) -> bool:
        """Whether it lists what it would do, and does it only after a yes."""
        return any(need.name == "confirmation" for need in cls.needs)

    @classmethod
    def is_unmet(cls, talk: "Talk", known: Known) -> bool:
        """Whether, though it can be settled, it comes to nothing, so that what is wished for in that case follows."""
        return False

    @classmethod
    @abstractmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        """Do it, and say what was done."""
