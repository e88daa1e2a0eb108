"""The talk in one turn: hears, asks and answers for the requests on the agenda."""

from copy import deepcopy
from dataclasses import asdict
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.agenda import Agenda, OpenRequest
from actions.asked_for import requests_asked_for
from actions.corrections import declines, is_correction, names_what_is_asked_for
from actions.customer_requests import REQUESTS
from actions.handing_over import hand_over
from actions.heard import Heard
from actions.matters import remember_refusal
from actions.memory import Memory
from actions.request import Question, Refusal
from actions.second_look import second_look
from actions.taking_wishes import answering, is_one_answer, take_wishes
from actions.turn import Turn
from actions.values import Value, phrase
from bot.services.follow_ups import heed_stop
from bot.services.orders import orders_of
from bot.shop.customer import Customer
from bot.shop.order import Order, normal_order_number
from bot.support.alarm import alarm_in, asks_for_manager
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
        self._in_hand: OpenRequest | None = None
        self._is_handed_over = False
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
        self._customer = None if customer_id is None else self.turn.db.get(Customer, customer_id)
        return self._customer

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
        in_hand, self._in_hand = self._in_hand, None
        self._is_handed_over = True
        hand_over(self, reason, in_hand)

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
        """Let the request on top take the message, or open what it asks for; False if it is none of their business.

        Danger, distress and anger go to a human before all.
        """
        alarm = None if self.heard.is_pressed else alarm_in(self.heard.text)
        if alarm is not None:
            self.hand_over(alarm)
            return True
        if not self.heard.is_pressed and heed_stop(self.turn.db, self.turn.conversation, self.heard.text, self.turn.now):
            self.say("utter_follow_ups_stopped")
            return True
        self.heard = second_look(self, self.heard)
        invitation, self.memory.invitation = self.memory.invitation, None
        if self.heard.wishes and not is_one_answer(self, invitation):
            return take_wishes(self)
        if self._take_answer() or self._take_up(invitation):
            return True
        names = requests_asked_for(self, self.heard)
        if names:
            if self.agenda.top is not None and declines(self.heard, self.agenda.top, names):
                self.agenda.drop_top()
                self.agenda.drop_alternatives()
                self.say("utter_nothing_changed")
            self.start(*names)
        return bool(names)

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

    def go_on(self) -> None:
        """Settle what can be settled, from the top down, and ask the next question."""
        while (request := self.agenda.top) is not None:
            kind = REQUESTS[request.name]
            step = kind.next_step(self, request.known)
            if step is not None and isinstance(step[1], Question):
                request.asking, request.begun = step[0].name, True
                self.ask(step[1])
                if kind.is_invitation:
                    self.agenda.drop_top()
                    self.memory.invitation = asdict(request)
                return
            self.agenda.drop_top()
            self._in_hand = request
            if kind.is_repeatable:
                self.memory.request = request.name
            if step is None:
                if not kind.is_unmet(self, request.known):
                    self.agenda.drop_alternatives()
                self.memory.settled = self.memory.settled if kind.is_invitation else request.name
                kind.settle(self, request.known)
            elif isinstance(step[1], Refusal):
                self._put_instead(step[1])
                self._refuse(request, step[1])
            self._in_hand = None
            if self._is_handed_over:
                return
            self._return_to_waiting()

    def slots(self) -> list[dict[str, Any]]:
        """The events that keep the talk until the next turn."""
        return [SlotSet(slot, value) for slot, value in self._to_keep().items() if value != self._kept[slot]]

    def slots_when_refused(self) -> list[dict[str, Any]]:
        """Of a message that is left to the rules nothing is kept, but that it has passed over an invitation."""
        before = self._kept["memory"]
        return [] if before["invitation"] is None else [SlotSet("memory", before | {"invitation": None})]

    def _to_keep(self) -> dict[str, Any]:
        slots = {"agenda": self.agenda.to_slot(), "memory": self.memory.to_slot(), "misses": self._misses}
        # What is changed later must not change what was.
        return deepcopy(slots)

    def _take_answer(self) -> bool:
        request = self.agenda.top
        if request is None:
            return False
        if self.heard.intent == "stop_request" and not self.heard.left_out:
            self._stop()
        elif self._wants_another(request) or not self.offer(request, self.heard):
            return False
        else:
            self.go_on()
        self.got_further()
        return True

    def _take_up(self, invitation: dict[str, Any] | None) -> bool:
        """Let the invitation of the last turn have the message, if it is an answer to it."""
        if invitation is None:
            return False
        request = OpenRequest(**invitation)
        if not self.offer(request, self.heard):
            return False
        self.got_further()
        self.agenda.put_on_top([request])
        self.go_on()
        return True

    def _wants_another(self, request: OpenRequest) -> bool:
        if is_correction(self.heard, request):
            # To be offered to the needs of the request on top first.
            return False
        if self.heard.intent in answering(request) or names_what_is_asked_for(self.heard, request):
            return False
        names = requests_asked_for(self, self.heard)
        return bool(names) and request.name not in names and not self.heard.is_bare

    def _utter(self, response: str, values: dict[str, Any]) -> None:
        self._dispatcher.utter_message(response=response, **values)

    def _stop(self) -> None:
        self.agenda.drop_top()
        self.agenda.drop_alternatives()
        self.say("utter_request_stopped")
        self.close("utter_anything_else")
        self._return_to_waiting()
        self.go_on()

    def _refuse(self, request: OpenRequest, refusal: Refusal) -> None:
        if refusal.by_customer:
            self.agenda.drop_alternatives()
        else:
            remember_refusal(self.memory, request, refusal)
        self.say(refusal.response, **refusal.values)
        if refusal.handoff is not None:
            self.hand_over(refusal.handoff)
        elif refusal.closing is not None:
            self.close(refusal.closing)

    def _put_instead(self, refusal: Refusal) -> None:
        """Open what the customer wished for in this case, where the message was not taken apart into two wishes already."""
        waits = self.agenda.top is not None and self.agenda.top.otherwise
        if refusal.instead is not None and not waits and not refusal.handoff:
            self.agenda.put_on_top([OpenRequest(refusal.instead, dict(refusal.instead_known), otherwise=True)])

    def _return_to_waiting(self) -> None:
        request = self.agenda.top
        if request is None:
            return
        response = "utter_back_to" if request.begun else "utter_instead" if request.otherwise else "utter_next"
        # What is wished for in the place of another is a wish of its own from here on.
        request.begun, request.otherwise = True, False
        self.say(response, request=phrase(f"utter_request_{request.name}"))
