"""What is kept of a talk between two turns."""

import json
from collections.abc import Callable
from statistics import mean

from sqlalchemy.orm import Session

from bot.engine.tracker_store import TURNS_KEPT
from bot.support.dialogue import Dialogue
from tests.engine.conftest import Talk

ATalk = Callable[..., Talk]

ROUND = ["hello", "where is my order", "how long does delivery take", "jane@example.com", "thanks", "qwrt plkj"]


def test_the_state_is_as_small_after_300_messages_as_after_30(a_talk: ATalk, db: Session) -> None:
    talk = a_talk()
    sizes = []
    for number in range(300):
        talk.say(ROUND[number % len(ROUND)])
        sizes.append(len(json.dumps(db.get_one(Dialogue, talk.id).state)))

    assert mean(sizes[-30:]) <= 1.1 * mean(sizes[30:60])
    assert max(sizes) < 4000


def test_only_the_last_turns_are_kept_as_events(a_talk: ATalk, db: Session) -> None:
    talk = a_talk()
    for number in range(3 * TURNS_KEPT):
        talk.say(ROUND[number % len(ROUND)])

    events = db.get_one(Dialogue, talk.id).state["events"]
    assert sum(event["event"] == "user" for event in events) == TURNS_KEPT


def test_a_request_stays_open_however_much_is_said_in_between(a_talk: ATalk) -> None:
    talk = a_talk()
    talk.say("where is my order")
    for _ in range(3 * TURNS_KEPT):
        talk.say("how long does delivery take")

    assert talk.hear("jane@example.com") == ["The order of jane@example.com is on its way."]


def test_slots_outlive_the_turn_that_set_them(a_talk: ATalk, db: Session) -> None:
    talk = a_talk()
    talk.say("qwrt plkj")
    for _ in range(2 * TURNS_KEPT):
        talk.say("thanks")

    assert {"event": "slot", "name": "misses", "value": 1} in db.get_one(Dialogue, talk.id).state["events"]
