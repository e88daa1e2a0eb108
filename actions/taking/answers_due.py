"""When the shop answers, for who waits for it: "when will I hear back?"."""

from typing import TYPE_CHECKING

from actions.values import Value, day, moment, phrase
from bot.services.answers_due import AnswersDue, answers_due
from bot.shop.words.own import speaks_of_money_back
from bot.support.answer_words import meant, without

if TYPE_CHECKING:
    from actions.talk import Talk

# Whoever says much more asks for something else besides.
MAX_WORDS_BESIDE = 5


def take_asking_for_answer(talk: "Talk") -> bool:
    """Tell by when each answer was promised, and go on with what is open; whether that was asked."""
    heard = talk.heard
    if heard.is_pressed or heard.order_numbers or not meant("answer_time", heard.text):
        return False
    beside = without("answer_time", heard.text)
    if len(beside.split()) > MAX_WORDS_BESIDE or speaks_of_money_back(beside):
        return False
    talk.got_further()
    due = answers_due(talk.turn.db, talk.turn.conversation, talk.turn.terms, talk.turn.now)
    told = _told(talk, due)
    for response, values in told:
        talk.say(response, **values)
    if not told:
        talk.say("utter_no_answer_due")
    talk.go_on()
    return True


def _told(talk: "Talk", due: AnswersDue) -> list[tuple[str, dict[str, Value]]]:
    turn, told = talk.turn, list[tuple[str, dict[str, Value]]]()
    for answer in due.answers:
        response = "utter_answer_late" if answer.by < turn.today else "utter_answer_due"
        told.append((response, {"reference": answer.reference, "answer_by": day(answer.by)}))
    for call in due.calls:
        start, end = (at.astimezone(turn.terms.zone) for at in (call.window_from, call.window_to))
        window: dict[str, Value] = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
        told.append(("utter_call_due", {"phone": call.phone, "day": day(start.date()), **window}))
    if due.ticket is not None:
        told.append(_of_ticket(talk, due.ticket))
    return told


def _of_ticket(talk: "Talk", ticket: str) -> tuple[str, dict[str, Value]]:
    hours, now = talk.turn.terms.office_hours, talk.turn.now
    is_open = hours.is_open(now)
    when = phrase("utter_ticket_when_free") if is_open else phrase("utter_ticket_back_at", back_at=moment(hours.opens_next(now)))
    return "utter_ticket_due", {"ticket": ticket, "when": when}
