"""The talk in one turn: hears, asks and answers for the requests on the agenda."""

from copy import deepcopy
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.agenda import Agenda, OpenRequest
from actions.customer_requests import REQUESTS
from actions.heard import Heard
from actions.memory import Memory
from actions.request import Question, Refusal
from actions.turn import Turn
from actions.values import Value
from bot.services.handoffs import hand_off
from bot.services.orders import orders_of
from bot.shop.order import Order, normal_order_number
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

    def order(self, number: str) -> Order | None:
        """The customer's own order of this number, however it is written."""
        normal = normal_order_number(number)
        return next((order for order in self.orders if order.normal_number == normal), None)

    def say(self, response: str, **values: Value) -> None:
        self._utter(response, values)

    def say_text(self, text: str) -> None:
        """For the shop's own words, such as the answer of a frequent question."""
        self._dispatcher.utter_message(text=text)

    def ask(self, question: Question) -> None:
        """Ask with buttons before those that the response has itself."""
        choices = [{"title": choice.title, "payload": choice.payload} for choice in question.choices]
        self._utter(question.response, question.values | {"choices": choices})

    def hand_over(self, reason: HandoffReason) -> None:
        """Give the conversation to a human; open requests are theirs to settle."""
        hand_off(self.turn.db, self.turn.conversation.id, reason, self.turn.now)
        self.agenda.clear()
        self.got_further()
        self.say("utter_handoff_queued")

    def close(self, response: str) -> None:
        """The last word on a request, unless another one waits to be gone on with."""
        if self.agenda.top is None:
            self.say(response)

    def start(self, name: str) -> None:
        """Begin the request, or go on with it if it is open; all that the message says already is taken in."""
        self.got_further()
        request = self.agenda.raise_or_open(name)
        self._offer(request)
        self.go_on()

    def take_answer(self) -> bool:
        """Let the request on top take the message; False if it is none of its business."""
        request = self.agenda.top
        if request is None:
            return False
        if self.heard.intent == "stop_request" and not self.heard.left_out:
            self._stop(request)
        elif self._wants_another(request) or not self._offer(request):
            return False
        else:
            self.go_on()
        self.got_further()
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

    def go_on(self) -> None:
        """Settle what can be settled, from the top down, and ask the next question."""
        while (request := self.agenda.top) is not None:
            step = REQUESTS[request.name].next_step(self, request.known)
            if step is not None and isinstance(step[1], Question):
                request.asking = step[0].name
                self.ask(step[1])
                return
            self.agenda.drop_top()
            self.memory.request = request.name
            if step is None:
                REQUESTS[request.name].settle(self, request.known)
            elif isinstance(step[1], Refusal):
                self._refuse(step[1])
            self._return_to_waiting()

    def slots(self) -> list[dict[str, Any]]:
        """The events that keep the talk until the next turn."""
        return [SlotSet(slot, value) for slot, value in self._to_keep().items() if value != self._kept[slot]]

    def _to_keep(self) -> dict[str, Any]:
        slots = {"agenda": self.agenda.to_slot(), "memory": self.memory.to_slot(), "misses": self._misses}
        # What is changed later must not change what was.
        return deepcopy(slots)

    def _offer(self, request: OpenRequest) -> bool:
        return REQUESTS[request.name].hear(self, request.known, self.heard, request.asking)

    def _wants_another(self, request: OpenRequest) -> bool:
        return self.heard.intent in REQUESTS and self.heard.intent != request.name and not self.heard.is_bare

    def _utter(self, response: str, values: dict[str, Any]) -> None:
        self._dispatcher.utter_message(response=response, **values)

    def _stop(self, request: OpenRequest) -> None:
        self.agenda.drop_top()
        self.say("utter_request_stopped")
        self.close("utter_anything_else")
        self._return_to_waiting()
        self.go_on()

    def _refuse(self, refusal: Refusal) -> None:
        self.say(refusal.response, **refusal.values)
        if refusal.handoff is not None:
            self.hand_over(refusal.handoff)
        elif refusal.closing is not None:
            self.close(refusal.closing)

    def _return_to_waiting(self) -> None:
        if self.agenda.top is not None:
            self.say(f"utter_back_to_{self.agenda.top.name}")
