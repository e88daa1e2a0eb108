"""Several wishes in one message, in the order in which they were said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.clauses import CLAUSE, Clause, Joint, with_clauses
from bot.nlu.guesses import FAQ

# In the parse, where there are several: [{intent, faq, text, start, end, confidence, otherwise}].
WISHES = "wishes"
# Beside them: what the message was taken for as a whole, for whoever has room for one intent alone.
AS_ONE = "intent_ranking_as_one"
ORDER_NUMBER = "order_number"
# Nobody wishes for these; such a clause goes with the wish beside it.
NO_WISH = frozenset(
    [
        *("greet", "thank", "goodbye", "ask_if_bot", "ask_wellbeing", "ask_capabilities", "switch_language", "praise"),
        *("affirm", "deny", "inform", "stop_request", "out_of_scope", "nlu_fallback"),
    ]
)
# Why something is wished for: beside a wish they are none themselves ("the lamp is broken, I want to return it").
REASONS = frozenset(
    [
        *("report_damage", "report_wrong_article", "report_missing_article", "report_fake", "report_delivery_problem"),
        *("complain", "give_feedback"),
    ]
)
# What no clause is worth a closer look for.
NO_REQUEST = NO_WISH | REASONS
# Two names of one wish: which of them a clause gets is chance ("exchange the lamp. make it the black one").
KIN = (
    frozenset(["change_order", "exchange_article"]),
    frozenset(["start_return", "request_refund"]),
    frozenset(["track_refund", "request_refund", "ask_refund_policy"]),
    frozenset(["track_order", "ask_delivery_time", "report_delivery_problem", "list_orders"]),
    frozenset(["ask_delivery_time", "ask_delivery_options", "ask_shipping_cost"]),
    frozenset(["ask_product", "ask_stock", "ask_price"]),
    frozenset(["set_address", "change_address"]),
    frozenset(["get_invoice", "check_invoice"]),
)
# How sure the classifier must be of a clause that begins plainly, and of one that an "and" or a comma begins.
SURE, VERY_SURE = 0.5, 0.75
# A closer look is worth its cost where a clause is rather a wish than none.
POSSIBLE = 0.5


@dataclass(frozen=True)
class Part:
    """A clause, and what it was taken for."""

    clause: Clause
    ranking: list[dict[str, Any]]
    order_numbers: frozenset[str]
    # Whether it names nothing but what was named before: "it", "that order".
    only_refers: bool = False

    @property
    def intent(self) -> str:
        return str(self.ranking[0]["name"]) if self.ranking else ""

    @property
    def question(self) -> str | None:
        return self.ranking[0].get(FAQ) if self.ranking else None

    @property
    def confidence(self) -> float:
        return float(self.ranking[0]["confidence"]) if self.ranking else 0.0

    @property
    def is_wish(self) -> bool:
        if not self.intent or self.intent in NO_WISH:
            return False
        if self.clause.joint is Joint.AND:
            # "... and I found it cheaper" sounds like a question, too.
            is_question = self.intent.startswith("ask_")
            return self.confidence >= VERY_SURE and not is_question and not self.only_refers
        asks_of_it = self.only_refers and self.intent.startswith("ask_") and not self.clause.otherwise
        if self.clause.joint is Joint.WORDS and asks_of_it:
            # "Where's my vacuum and when does it come?" asks for one thing.
            return self.confidence >= VERY_SURE
        return self.confidence >= SURE and (self.clause.joint in {Joint.WORDS, Joint.ITEM} or not self.only_refers)

    def is_of_one_wish_with(self, other: Part) -> bool:
        if bool(self.clause.otherwise) != bool(other.clause.otherwise):
            return False
        if self.intent == other.intent and self.question == other.question:
            # The same for another order is another wish.
            return not (self.order_numbers and other.order_numbers and self.order_numbers != other.order_numbers)
        if other.clause.joint is Joint.ITEM:
            return False
        return any(self.intent in kin and other.intent in kin for kin in KIN)

    def joined(self, other: Part) -> Part:
        """Both as one, taken for what the surer of them was taken for."""
        surer = max(self, other, key=lambda part: (part.is_wish, part.confidence))
        clause = replace(
            self.clause, start=min(self.clause.start, other.clause.start), end=max(self.clause.end, other.clause.end)
        )
        return Part(clause, surer.ranking, self.order_numbers | other.order_numbers)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class WishFinder(GraphComponent):
    """Puts together what `ClauseSplitter` took apart, and keeps the clauses that were surely taken for different wishes.

    Where there are several, `wishes` holds them, and the message's intent is that of the first.
    """

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> WishFinder:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        wholes = []
        for whole, clauses in with_clauses(messages):
            wishes = wishes_of([_part(clause, whole) for clause in clauses])
            if len(wishes) > 1:
                _set(whole, wishes)
            wholes.append(whole)
        return wholes


def may_be_wishes(likelihoods: Iterable[float]) -> list[int]:
    """Which of a message's clauses may become wishes of it, by how likely each wishes for something; none where only one may."""
    possible = [clause for clause, likelihood in enumerate(likelihoods) if likelihood >= POSSIBLE]
    return possible if len(possible) > 1 else []


def wishes_of(parts: list[Part]) -> list[Part]:
    """The wishes of the clauses, in order; what is none of its own goes with the wish before it, or else behind it."""
    wished = [part for part in parts if part.is_wish]
    has_request = any(part.intent not in REASONS for part in wished)
    wishes: list[Part] = []
    before: Part | None = None
    for part in parts:
        is_wish = part.is_wish and not (has_request and part.intent in REASONS)
        if not is_wish:
            if wishes:
                wishes[-1] = _covering(wishes[-1], part)
            else:
                before = before.joined(part) if before else part
        elif wishes and wishes[-1].is_of_one_wish_with(part):
            wishes[-1] = wishes[-1].joined(part)
        else:
            wishes.append(_covering(part, before) if before and not wishes else part)
    return wishes


def _covering(wish: Part, other: Part) -> Part:
    """The wish with the other's words, still taken for what it was."""
    return replace(wish.joined(other), ranking=wish.ranking)


def _part(clause: Message, whole: Message) -> Part:
    place: Clause = clause.get(CLAUSE)
    within = [
        entity for entity in whole.get(ENTITIES, []) if place.start <= entity["start"] < place.end and entity["entity"] != FAQ
    ]
    numbers = frozenset(entity["value"] for entity in within if entity["entity"] == ORDER_NUMBER)
    only_refers = place.start > 0 and {entity["entity"] for entity in within} == {"reference"}
    return Part(place, clause.get(INTENT_RANKING_KEY) or [], numbers, only_refers)


def _set(message: Message, wishes: list[Part]) -> None:
    text = message.get(TEXT)
    message.set(WISHES, [_as_output(wish, text) for wish in wishes], add_to_output=True)
    message.set(AS_ONE, message.get(INTENT_RANKING_KEY), add_to_output=True)
    message.set(INTENT, wishes[0].ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, wishes[0].ranking, add_to_output=True)
    entities = [entity for entity in message.get(ENTITIES, []) if entity["entity"] != FAQ]
    message.set(ENTITIES, entities, add_to_output=True)


def _as_output(wish: Part, text: str) -> dict[str, Any]:
    clause = wish.clause
    return {
        "intent": wish.intent,
        FAQ: wish.question,
        "text": text[clause.start : clause.end].strip(),
        "start": clause.start,
        "end": clause.end,
        "confidence": wish.confidence,
        "otherwise": bool(clause.otherwise),
    }
