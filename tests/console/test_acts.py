"""What agents do for customers from the conversation's page."""

import pytest

from bot.shop.order import Order, OrderStatus
from bot.spine.app import App
from bot.support.conversation import Conversation
from tests.console.conftest import Desk, page
from tests.factories import a_conversation, an_order

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def talk(app: App) -> Conversation:
    """Of a proved customer, with an order that is pending and one that was delivered."""
    with app.database.session() as db:
        pending = an_order(number="#W-1", status=OrderStatus.PENDING)
        db.add_all([pending, an_order(number="#W-2", customer=pending.customer, delivered_at=None)])
        db.flush()
        conversation = a_conversation(customer_id=pending.customer_id, proved_by="email")
        db.add(conversation)
    return conversation


def status(app: App, number: str) -> OrderStatus:
    with app.database.session() as db:
        return db.get_one(Order, number).status


def test_acts_are_offered_to_the_agent_of_the_conversation_alone(anna: Desk, bert: Desk, talk: Conversation) -> None:
    anna.post(f"{page(talk)}/take")

    offered = ("act-cancel-W-1", "act-address-W-1", "act-return-W-2", "act-voucher")
    assert [act for act in offered if f'id="{act}"' not in anna.get(page(talk)).text] == []
    assert [act for act in offered if f'id="{act}"' in bert.get(page(talk)).text] == []


def test_an_order_is_cancelled_by_its_agent_and_nobody_else(app: App, anna: Desk, bert: Desk, talk: Conversation) -> None:
    anna.post(f"{page(talk)}/take")
    form = {"order": "#W-1", "reason": "no_longer_needed"}

    refused = bert.post(f"{page(talk)}/acts/cancel", **form)
    assert (refused.status_code, status(app, "#W-1")) == (409, OrderStatus.PENDING)

    assert anna.post(f"{page(talk)}/acts/cancel", **form).status_code == 303
    assert status(app, "#W-1") is OrderStatus.CANCELLED
    assert "Cancelled order #W-1." in anna.get(page(talk)).text


def test_what_was_done_for_a_customer_is_on_record_as_a_sentence(anna: Desk, supervisor: Desk, talk: Conversation) -> None:
    anna.post(f"{page(talk)}/take")
    anna.post(f"{page(talk)}/acts/cancel", order="#W-1", reason="no_longer_needed")

    text = supervisor.get("/console/audit?act=acted_for_customer").text

    assert f'<a href="{page(talk)}">the conversation</a>' in text
    assert "<small>Cancelled order #W-1.</small>" in text


def test_a_return_an_address_and_a_voucher(app: App, anna: Desk, talk: Conversation) -> None:
    anna.post(f"{page(talk)}/take")
    with app.database.session() as db:
        line = db.get_one(Order, "#W-2").lines[0].id
    address = {"line1": "1 New Street", "city": "York", "postcode": "YO1 1AA", "country": "GB"}

    assert anna.post(f"{page(talk)}/acts/return", order="#W-2", line=str(line)).status_code == 303
    assert anna.post(f"{page(talk)}/acts/address", order="#W-1", **address).status_code == 303
    assert anna.post(f"{page(talk)}/acts/voucher", amount="5.00", nth="1").status_code == 303

    text = anna.get(page(talk)).text
    assert "Opened a return of order #W-2." in text
    assert "US$5.00" in text
    with app.database.session() as db:
        assert db.get_one(Order, "#W-1").address.line1 == "1 New Street"


@pytest.mark.parametrize("amount", ["1000", "-1", "0", "NaN", "Infinity", "1.001", "much"])
def test_a_voucher_beyond_the_limits_is_refused_in_plain_words(anna: Desk, talk: Conversation, amount: str) -> None:
    anna.post(f"{page(talk)}/take")

    answer = anna.post(f"{page(talk)}/acts/voucher", amount=amount, nth="1")

    assert answer.status_code == 409
    assert "limits allow" in answer.text


@pytest.mark.parametrize("act", ["cancel", "return", "address", "voucher"])
def test_every_act_needs_a_form_of_the_session(anna: Desk, talk: Conversation, act: str) -> None:
    anna.csrf = "wrong"

    form = {"order": "#W-1", "reason": "no_longer_needed", "line1": "x", "city": "x", "postcode": "x", "country": "x"}
    assert anna.post(f"{page(talk)}/acts/{act}", amount="1", nth="1", **form).status_code == 403
