"""The handoff packet on the page of a conversation."""

from typing import Any

import pytest

from bot.services import handoffs
from bot.spine.app import App
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff, HandoffReason
from bot.support.packet import Matters, Refused, Wish
from tests.console.conftest import Desk, page
from tests.factories import NOW, a_conversation, an_order, saved

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

REFUSED = Refused("cancel_order", "utter_cancel_too_late", {"order_number": "W-2"})


def handed_over(
    app: App, matters: Matters, reason: HandoffReason = HandoffReason.ASKED_FOR_HUMAN, **changes: Any
) -> Conversation:
    with app.database.session() as db:
        conversation = saved(db, a_conversation(**changes))
        handoffs.hand_off(db, conversation.id, reason, NOW, matters)
        return conversation


def test_a_packet_tells_what_is_wanted_what_was_refused_and_what_to_do(app: App, anna: Desk) -> None:
    wish = Wish("start_return", ["W-1"], ["Desk <Lamp>"], asked="confirmation")

    text = anna.get(page(handed_over(app, Matters([wish], [REFUSED], {"email": "eve@example.com"})))).text

    assert "Settle what is still wanted" in text
    assert "Start return" in text
    assert "Desk &lt;Lamp&gt;" in text
    assert "utter_cancel_too_late {&#39;order_number&#39;: &#39;W-2&#39;}" in text
    assert "E-mail <b>eve@example.com</b>" in text


def test_orders_are_told_with_their_state_of_now_if_they_are_the_customers(app: App, anna: Desk) -> None:
    with app.database.session() as db:
        own, other = an_order(), an_order()
        db.add_all([own, other])
    matters = Matters([Wish("start_return", [own.number, other.number])])

    text = anna.get(page(handed_over(app, matters, customer_id=own.customer_id, proved_by="email"))).text
    orders = text.partition('<ul class="concerned">')[2].partition("</ul>")[0]

    assert own.number in orders
    assert "Delivered" in orders
    assert other.number not in orders


def test_a_stay_from_before_packets_shows_none(app: App, anna: Desk, waiting: Conversation) -> None:
    with app.database.session() as db:
        db.query(Handoff).update({Handoff.packet: None})

    answer = anna.get(page(waiting))

    assert answer.status_code == 200
    assert "packet-details" not in answer.text


def test_a_sentence_that_is_written_no_more_does_not_close_the_page(
    app: App, anna: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ValueError("no response is named so")

    conversation = handed_over(app, Matters(refused=[REFUSED]))
    monkeypatch.setattr(app.assistant, "say", missing)

    assert "Cancel too late" in anna.get(page(conversation)).text


def test_the_queue_puts_the_most_pressing_first_and_says_so(app: App, anna: Desk, waiting: Conversation) -> None:
    pressing = handed_over(app, Matters(), HandoffReason.SAFETY, language="et")

    text = anna.get("/console/queue").text

    assert text.index(f"row-{pressing.id}") < text.index(f"row-{waiting.id}")
    assert [word for word in ("Urgent", "Safety", "Estonian") if word not in text] == []
