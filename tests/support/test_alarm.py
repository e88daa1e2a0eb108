"""Words on which a human comes at once."""

import pytest

from bot.support.alarm import alarm_in, asks_for_manager
from bot.support.handoff import HandoffReason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The charger EXPLODED and burned my hand", HandoffReason.SAFETY),
        ("it gave me an electric  shock", HandoffReason.SAFETY),
        ("i can't go on, i want to die", HandoffReason.DISTRESS),
        ("I\u2019ll sue you for this", HandoffReason.LEGAL_THREAT),
        ("what the fucking hell", HandoffReason.ANGER),
        ("мой фен взорвался", HandoffReason.SAFETY),
        ("подам на вас в суд", HandoffReason.LEGAL_THREAT),
        ("үтік өртеніп кетті", HandoffReason.SAFETY),
        ("սարքը բռնկվեց", HandoffReason.SAFETY),
        ("laadija plahvatas", HandoffReason.SAFETY),
        ("nakuryente po ako sa plantsa", HandoffReason.SAFETY),
        # The most pressing of two.
        ("this shit caught fire", HandoffReason.SAFETY),
    ],
)
def test_what_leaves_no_doubt_is_an_alarm(text: str, reason: HandoffReason) -> None:
    assert alarm_in(text) is reason


@pytest.mark.parametrize(
    "text",
    [
        "the box was damaged and the lamp is broken",
        "does the smoke detector need batteries",
        "I want to return the fire pit",
        "is the Shih Tzu calendar in stock",
        "I never got my order, this is very bad",
        "where is my damn order",
        "я не доволен доставкой",
        "вы не мошенники?",
    ],
)
def test_what_the_assistant_can_settle_is_none(text: str) -> None:
    assert alarm_in(text) is None


def test_who_wants_one_that_decides_is_told_from_who_wants_anybody() -> None:
    assert asks_for_manager("I want to speak to your Manager")
    assert asks_for_manager("позовите руководителя")
    assert not asks_for_manager("a human please")
