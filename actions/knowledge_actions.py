"""Actions that answer from the shop's knowledge, and admit where it ends."""

from typing import Any

from actions.request import Choice, Question
from actions.requests.track_order import TrackOrder
from actions.talk import MAX_MISSES, Talk
from actions.talk_action import TalkAction
from actions.values import phrase
from bot.services.knowledge import faq_answer, faq_title
from bot.support.handoff import HandoffReason

# Offered when the assistant is unsure; more would be a menu.
MAX_READINGS = 2
# Intents that can be offered as a reading, each with a response utter_reading_<intent>.
READABLE = {"track_order", "start_return", "request_other", "request_human"}


class ActionAnswerFaq(TalkAction):
    def name(self) -> str:
        return "action_answer_faq"

    def respond(self, talk: Talk) -> None:
        faq_id = talk.heard.first("faq")
        answer = faq_answer(faq_id, talk.turn.conversation.language) if faq_id else None
        if answer is None:
            # The entry was taken out after the assistant had learned it.
            talk.say("utter_out_of_scope")
            return
        talk.say_text(answer)


class ActionAskBack(TalkAction):
    """Unsure: offers the likeliest readings; unsure twice running: calls a human."""

    def name(self) -> str:
        return "action_ask_back"

    def respond(self, talk: Talk) -> None:
        if talk.misses_running() >= MAX_MISSES:
            talk.hand_over(HandoffReason.NOT_UNDERSTOOD)
            return
        readings = [reading for guess in talk.heard.guesses if (reading := _reading(guess, talk.turn.conversation.language))]
        talk.ask(Question("utter_ask_back", choices=readings[:MAX_READINGS]))


class ActionOutOfScope(TalkAction):
    def name(self) -> str:
        return "action_out_of_scope"

    def respond(self, talk: Talk) -> None:
        talk.say("utter_out_of_scope")


class ActionNothingOpen(TalkAction):
    """A yes, a no or bare data that answers no question; an order number alone is asked about as such."""

    def name(self) -> str:
        return "action_nothing_open"

    def respond(self, talk: Talk) -> None:
        if talk.heard.first("order_number"):
            talk.start(TrackOrder.name)
            return
        talk.say("utter_nothing_open")


def _reading(guess: dict[str, Any], language: str) -> Choice | None:
    """The guess as a button; None for what nobody would ask for by button."""
    if faq_id := guess.get("faq"):
        title = faq_title(faq_id, language)
        return Choice(title, guess["name"], {"faq": faq_id}) if title else None
    if guess["name"] not in READABLE:
        return None
    return Choice(phrase(f"utter_reading_{guess['name']}"), guess["name"])
