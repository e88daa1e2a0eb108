"""Ways out of a conversation, and what agents have at hand in it."""

import pytest
from sqlalchemy import select

from bot.services.conversations import transcript
from bot.spine.app import App
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery
from bot.support.handoff import CloseReason, Handoff
from tests.console.conftest import Desk, owner_of, page
from tests.factories import NOW, a_conversation, a_customer

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_closing_says_how_it_ended(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")

    anna.post(f"{page(waiting)}/close", reason="no_answer")

    assert owner_of(app, waiting)[0] is Owner.CLOSED
    with app.database.session() as db:
        assert db.scalars(select(Handoff.close_reason)).all() == [CloseReason.NO_ANSWER]


def test_an_outcome_that_is_none_closes_nothing(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")

    assert anna.post(f"{page(waiting)}/close", reason="nonsense").status_code == 404
    assert owner_of(app, waiting)[0] is Owner.AGENT


def test_the_customer_reads_what_comes_next_before_the_assistant_goes_on(
    app: App, anna: Desk, bert: Desk, waiting: Conversation
) -> None:
    anna.post(f"{page(waiting)}/take")
    assert bert.post(f"{page(waiting)}/hand-back", word="Nothing of Bert's").status_code == 409

    anna.post(f"{page(waiting)}/hand-back", word="Your refund arrives by Friday.")

    assert owner_of(app, waiting) == (Owner.BOT, None)
    with app.database.session() as db:
        said = [message.text for message in transcript(db, waiting.id)]
    assert said[-2] == "Your refund arrives by Friday."
    assert said[-1].startswith("utter_handed_back")
    assert "Nothing of Bert's" not in said


def test_earlier_conversations_of_the_proved_customer_are_at_hand_and_nobody_elses(app: App, anna: Desk) -> None:
    with app.database.session() as db:
        mary, other = a_customer(), a_customer()
        db.add_all([mary, other])
        db.flush()
        now, before = a_conversation(customer_id=mary.id), a_conversation(customer_id=mary.id)
        strangers, unproved = a_conversation(customer_id=other.id), a_conversation()
        db.add_all([now, before, strangers, unproved])

    text = anna.get(page(now)).text

    assert f"earlier-{before.id}" in text
    assert f"earlier-{strangers.id}" not in text
    assert "earlier-" not in anna.get(page(unproved)).text
    part = anna.get(f"/console/parts{page(before)[len('/console') :]}/transcript").text
    assert f'id="past-{before.id}"' in part


def test_canned_replies_are_written_on_their_page_and_offered_with_the_names_filled_in(
    app: App, anna: Desk, waiting: Conversation
) -> None:
    assert anna.post("/console/canned", **{"shortcut": "Bad one", "text-en": "x"}).status_code == 422

    assert anna.post("/console/canned", **{"shortcut": "hi", "text-en": "I am {agent} <b>"}).status_code == 303

    assert 'data-insert="I am Anna &lt;b&gt;"' in anna.get(page(waiting)).text
    anna.post("/console/canned/hi/remove")
    assert "data-insert" not in anna.get(page(waiting)).text
    assert anna.post("/console/canned/hi/remove").status_code == 404


def test_the_way_of_each_message_is_shown(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")
    anna.post(f"{page(waiting)}/messages", kind="reply", text="Hello")
    assert "being sent" in anna.get(page(waiting)).text

    with app.database.session() as db:
        for delivery in db.scalars(select(Delivery)):
            delivery.succeed(NOW)
    assert '<p class="delivery">sent</p>' in anna.get(page(waiting)).text
