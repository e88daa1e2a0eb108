"""By which of the customer's payment methods money comes or goes."""

import pytest
from sqlalchemy.orm import Session

from actions.agenda import OpenRequest
from actions.customer_requests.cancel_order import CancelOrder
from actions.customer_requests.exchange_articles import ExchangeArticles, ReplacementConfirmation
from actions.customer_requests.return_articles import ReturnArticles
from actions.hearing.heard import Heard
from actions.request import Known
from actions.taking.corrections import is_correction
from bot.shop.customer import PaymentKind
from bot.support.conversation import Conversation
from tests.actions.conftest import ATalk, a_message
from tests.factories import a_customer, a_payment_method


def test_a_no_that_names_another_method_is_no_plain_no(db: Session, conversation: Conversation, talk: ATalk) -> None:
    card, paypal = a_payment_method(id="card"), a_payment_method(id="paypal", kind=PaymentKind.PAYPAL)
    conversation.customer = a_customer(payment_methods=[card, paypal])
    db.flush()
    known: Known = {"method_words": "exchange the lamp", "methods": {"W-1": "card"}, "swaps": {}}
    known["listed"] = ReplacementConfirmation().terms_of(known)
    message = talk(a_message("No, please use my PayPal.", "deny"))

    ExchangeArticles.hear(message, known, message.heard, "confirmation")

    assert "answer" not in known
    assert known["method_words"] == "No, please use my PayPal."


@pytest.mark.parametrize(("text", "is_taken"), [("to my PayPal", True), ("pay order 10491 with PayPal", False)])
def test_a_method_alone_is_of_what_was_listed(text: str, is_taken: bool) -> None:
    heard = Heard(text, "change_payment", {}, [{"name": "inform", "confidence": 0.1}])
    listed = OpenRequest(ReturnArticles.name, asking="confirmation")

    assert is_correction(heard, listed) is is_taken
    assert not is_correction(heard, OpenRequest(CancelOrder.name, asking="confirmation"))
    assert not is_correction(heard, OpenRequest(ReturnArticles.name, asking="articles"))
