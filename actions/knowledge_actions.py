"""Actions that answer from the shop's knowledge, and admit where it ends."""

from typing import Any

from actions.customer_requests import ASKED_FOR_BY, REQUESTS
from actions.customer_requests.ask_product import AskProduct
from actions.customer_requests.rate_service import RateService
from actions.customer_requests.track_order import TrackOrder
from actions.hearing.heard import OUT_OF_SCOPE
from actions.needs.identity import Identity
from actions.needs.order import orders_with
from actions.needs.product import goes_on_about_product
from actions.request import Choice, Question
from actions.talk import Talk
from actions.talk_action import TalkAction
from actions.values import phrase
from bot.services.catalogue import names_said
from bot.services.knowledge import faq_of_intent, faq_title
from bot.support.handoff import HandoffReason

# Offered when the assistant is unsure; more would be a menu.
MAX_READINGS = 2
# Readings less likely than this are as good as chance: gibberish has several of them.
WORTH_OFFERING = 0.15
# From this likelihood on a reading that is twice as likely as any other is taken up, where nothing is done without a yes.
ALONE_FROM = 0.3
# From this likelihood on, and twice as likely as any other, it is rather said that a message is not for a shop.
OUTSIDE_FROM = 0.4
# Intents that can be offered as a reading, each with a response utter_reading_<intent>, besides those that an entry answers.
READABLE = {
    *("track_order", "list_orders", "change_order", "cancel_order", "ask_order_total", "report_delivery_problem"),
    *("start_return", "exchange_article", "request_refund", "track_refund"),
    *("report_damage", "report_wrong_article", "report_missing_article", "report_fake"),
    *("set_address", "change_address", "change_own_address"),
    *("report_payment_problem", "change_payment", "get_invoice", "check_invoice"),
    *("delete_account", "edit_account", "ask_own_data", "switch_account", "recover_password", "registration_problem"),
    *("ask_product", "ask_price", "request_callback", "write_review", "complain", "give_feedback"),
}

# What may answer "Is there anything else?", which leaves no question open.
CLOSING = {"affirm": "utter_what_else", "deny": "utter_nothing_else"}
# By the request that is open and the intent: who sends something back asks what that costs.
MEANT_BESIDE = {(request, "ask_shipping_cost"): "return_cost" for request in ("start_return", "exchange_article")}
# What may want to undo something that is done already.
UNDOING = {"stop_request", "cancel_order", "change_order"}


class ActionAnswerFaq(TalkAction):
    def name(self) -> str:
        return "action_answer_faq"

    def respond(self, talk: Talk) -> None:
        faq_id = _meant_beside(talk) or talk.heard.first("faq") or faq_of_intent(talk.heard.intent)
        if talk.answer_faq(faq_id):
            talk.got_further()
        else:
            # The entry was taken out after the assistant had learned it.
            talk.say("utter_out_of_scope")


class ActionAskBack(TalkAction):
    """Unsure: offers the likeliest readings; unsure twice running: calls a human."""

    def name(self) -> str:
        return "action_ask_back"

    def respond(self, talk: Talk) -> None:
        if _is_about_own_order(talk) or _is_one_request(talk):
            return
        if _is_rather_out_of_scope(talk):
            talk.say("utter_out_of_scope")
            return
        if talk.missed():
            talk.hand_over(HandoffReason.NOT_UNDERSTOOD)
            return
        likely = (guess for guess in talk.heard.guesses if guess["confidence"] >= WORTH_OFFERING)
        readings = [reading for guess in likely if (reading := _reading(talk, guess))]
        talk.ask(Question("utter_ask_back" if readings else "utter_say_otherwise", choices=readings[:MAX_READINGS]))


class ActionOutOfScope(TalkAction):
    def name(self) -> str:
        return "action_out_of_scope"

    def respond(self, talk: Talk) -> None:
        if not _is_about_own_order(talk):
            talk.say("utter_out_of_scope")


class ActionNothingOpen(TalkAction):
    """A yes, a no or bare data that answers no question; what it names of the customer's orders is gone on about."""

    def name(self) -> str:
        return "action_nothing_open"

    def respond(self, talk: Talk) -> None:
        heard = talk.heard
        if {heard.intent, heard.second} & UNDOING:
            talk.say("utter_nothing_to_stop")
        elif heard.intent in CLOSING and not (heard.is_objection and orders_with(talk, heard.text)):
            talk.say(CLOSING[heard.intent])
            if heard.intent == "deny":
                RateService.ask(talk)
        elif talk.memory.request == AskProduct.name and (
            names_said(talk.turn.db, heard.text) or goes_on_about_product(talk, heard)
        ):
            talk.start(AskProduct.name)
        elif heard.first("order_number") or orders_with(talk, heard.text):
            talk.start(ASKED_FOR_BY.get(heard.second or "") or _usual_request(talk))
        elif Identity.note(talk):
            talk.say("utter_what_else")
        else:
            talk.say("utter_nothing_open")


def _meant_beside(talk: Talk) -> str | None:
    """The entry that is meant while something goes back: "and who pays for shipping?"."""
    top = talk.agenda.top
    return MEANT_BESIDE.get((top.name, talk.heard.intent)) if top is not None else None


def _is_about_own_order(talk: Talk) -> bool:
    """Whether a message that was not understood names an article of the customer's, and most likely asks for it."""
    second = talk.heard.second_in_scope
    if second is None or second not in {*ASKED_FOR_BY, "inform"} or not orders_with(talk, talk.heard.text):
        return False
    talk.start(ASKED_FOR_BY.get(second) or _usual_request(talk))
    return True


def _is_one_request(talk: Talk) -> bool:
    """Whether one request alone was likely that is listed before it is done: its own questions tell whether it was meant."""
    inside = [guess for guess in talk.heard.guesses if guess["name"] != OUT_OF_SCOPE]
    if not inside or inside[0]["confidence"] < ALONE_FROM or inside[0]["name"] not in ASKED_FOR_BY:
        return False
    name = ASKED_FOR_BY[inside[0]["name"]]
    others = (guess["confidence"] for guess in inside[1:] if ASKED_FOR_BY.get(guess["name"]) != name)
    if not REQUESTS[name].is_listed() or max(others, default=0.0) > inside[0]["confidence"] / 2:
        return False
    talk.start(name)
    return True


def _is_rather_out_of_scope(talk: Talk) -> bool:
    """Whether nothing of the shop was half as likely: a poem is no reason to call a human."""
    likeliest = talk.heard.guesses[0] if talk.heard.guesses else None
    if likeliest is None or likeliest["name"] != OUT_OF_SCOPE or likeliest["confidence"] < OUTSIDE_FROM:
        return False
    return all(guess["confidence"] < likeliest["confidence"] / 2 for guess in talk.heard.guesses[1:])


def _usual_request(talk: Talk) -> str:
    """What is asked of an order that is only named: the same as of the one before."""
    return talk.memory.request or TrackOrder.name


def _reading(talk: Talk, guess: dict[str, Any]) -> Choice | None:
    """The guess as a button; None for what nobody would ask for by button."""
    if faq_id := guess.get("faq") or faq_of_intent(guess["name"]):
        title = faq_title(talk.turn.db, faq_id, talk.turn.conversation.language)
        return Choice(title, "ask_faq", {"faq": faq_id}) if title else None
    if guess["name"] not in READABLE:
        return None
    return Choice(phrase(f"utter_reading_{guess['name']}"), guess["name"])
