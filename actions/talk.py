"""The talk in one turn: hears, asks and answers for the requests on the agenda."""

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.agenda import Agenda, OpenRequest
from actions.customer_requests import REQUESTS
from actions.handing_over import hand_over
from actions.hearing.heard import Heard
from actions.memory import Memory
from actions.request import Question
from actions.settling import go_on
from actions.taking.messages import take_message
from actions.turn import Turn
from actions.values import Value
from bot.services.knowledge import faq_answer
from bot.services.orders import customer_of, orders_of
from bot.shop.customer import Customer, PaymentMethod
from bot.shop.order import Order, normal_order_number
from bot.shop.order_line import OrderLine
from bot.support.alarm import asks_for_manager
from bot.support.handoff import HandoffReason

# The first message that is not understood is asked about; the second goes to a human.
MAX_MISSES = 2


class Talk:
    def __init__(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self.turn = turn
        self.heard = Heard.from_tracker(tracker)
        self.agenda = Agenda.from_slot(tracker.get_slot("agenda"))
        self.memory = Memory.from_slot(tracker.get_slot("memory"))
        self._misses = int(tracker.get_slot("misses") or 0)
        self._dispatcher = dispatcher
        self._orders: dict[str, list[Order]] = {}
        # A session forgets, and reads again, what nobody holds.
        self._customer: Customer | None = None
        # The request that is being settled or refused; it has left the agenda.
        self.in_hand: OpenRequest | None = None
        self.is_handed_over = False
        self._kept = self._to_keep()

    @property
    def orders(self) -> list[Order]:
        """The customer's, newest first, read once a turn; none while it is not known who they are."""
        customer_id = self.turn.conversation.customer_id
        if customer_id is None:
            return []
        if customer_id not in self._orders:
            self._orders[customer_id] = orders_of(self.turn.db, customer_id)
        return self._orders[customer_id]

    @property
    def customer(self) -> Customer | None:
        """Who has proved who they are."""
        customer_id = self.turn.conversation.customer_id
        if customer_id is None:
            return None
        if self._customer is None or self._customer.id != customer_id:
            self._customer = customer_of(self.turn.db, customer_id)
        return self._customer

    @property
    def lines(self) -> list[OrderLine]:
        """All articles of these orders."""
        return [line for order in self.orders for line in order.lines]

    @property
    def payment_methods(self) -> list[PaymentMethod]:
        """The customer's; none while it is not known who they are."""
        customer = self.customer
        return customer.payment_methods if customer else []

    def order(self, number: str) -> Order | None:
        """The customer's own order of this number, however it is written."""
        normal = normal_order_number(number)
        return next((order for order in self.orders if order.normal_number == normal), None)

    def say(self, response: str, **values: Value) -> None:
        self._utter(response, values)

    def say_text(self, text: str) -> None:
        """For the shop's own words, such as the answer of a frequent question."""
        self._dispatcher.utter_message(text=text)

    def answer_faq(self, faq_id: str | None) -> bool:
        """Say the answer of the knowledge base; False if there is none."""
        answer = faq_answer(self.turn.db, faq_id, self.turn.conversation.language) if faq_id else None
        if answer is not None:
            self.say_text(answer)
        return answer is not None

    def ask(self, question: Question) -> None:
        """Ask with buttons before those that the response has itself."""
        choices = [{"title": choice.title, "payload": choice.payload} for choice in question.choices]
        self._utter(question.response, question.values | {"choices": choices})

    def hand_over(self, reason: HandoffReason) -> None:
        """Give the conversation to a human; open requests are theirs to settle."""
        in_hand, self.in_hand = self.in_hand, None
        self.is_handed_over = True
        hand_over(self, reason, in_hand)

    def fail(self, response: str) -> None:
        """What was to be done cannot be any more, as the store has changed since it was listed: a human sees to it."""
        self.say(response)
        self.hand_over(HandoffReason.NOT_COVERED)

    def call_human(self) -> None:
        """On request."""
        self.hand_over(HandoffReason.ASKED_FOR_MANAGER if asks_for_manager(self.heard.text) else HandoffReason.ASKED_FOR_HUMAN)

    def close(self, response: str) -> None:
        """The last word on a request, unless another one waits to be gone on with."""
        if self.agenda.top is None:
            self.say(response)

    def start(self, *names: str) -> None:
        """Begin the requests, or go on with them if they are open; all that the message says already is taken in."""
        self.got_further()
        for name in reversed(names):
            self.offer(self.agenda.raise_or_open(name), self.heard)
        self.go_on()

    def offer(self, request: OpenRequest, heard: Heard) -> bool:
        """Let the request hear what was said; whether it took any of it."""
        if request.otherwise and request.asking is None:
            # About the order of the wish that it stands in for.
            request.known.setdefault("reference", "same")
        return REQUESTS[request.name].hear(self, request.known, heard, request.asking)

    def take_message(self) -> bool:
        """Let the request on top take the message, or open what it asks for; False if it is none of their business."""
        return take_message(self)

    def go_on(self) -> None:
        """Settle what can be settled, from the top down, and ask the next question."""
        go_on(self)

    def invite(self, name: str, **known: Any) -> bool:
        """Ask what the customer may pass over, once a conversation and never while a request waits; whether it was asked."""
        if self.agenda.top is not None or name in self.memory.invited:
            return False
        self.memory.invited = [*self.memory.invited, name]
        self.agenda.put_on_top([OpenRequest(name, known)])
        self.go_on()
        return True

    def miss(self) -> None:
        """The open question was not answered: ask it once more, then call a human."""
        if self.missed():
            self.hand_over(HandoffReason.NOT_UNDERSTOOD)
            return
        self.say("utter_answer_not_understood")
        self.go_on()

    def missed(self) -> bool:
        """Count a message that was not understood; whether it was one too many."""
        self._misses += 1
        return self._misses >= MAX_MISSES

    def got_further(self) -> None:
        """Forget the messages that were not understood before."""
        self._misses = 0

    def slots(self) -> list[dict[str, Any]]:
        """The events that keep the talk until the next turn."""
        return [SlotSet(slot, value) for slot, value in self._to_keep().items() if value != self._kept[slot]]

    def slots_when_refused(self) -> list[dict[str, Any]]:
        """Of a message that is left to the rules nothing is kept, but that it has passed over an invitation."""
        before = self._kept["memory"]
        return [] if before["invitation"] is None else [SlotSet("memory", before | {"invitation": None})]

    def _to_keep(self) -> dict[str, Any]:
        # Copies to the ground: what is changed later does not change what was.
        return {"agenda": self.agenda.to_slot(), "memory": self.memory.to_slot(), "misses": self._misses}

    def _utter(self, response: str, values: dict[str, Any]) -> None:
        self._dispatcher.utter_message(response=response, **values)
