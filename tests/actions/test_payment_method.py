"""By which of the customer's payment methods money comes or goes."""

from sqlalchemy.orm import Session

from actions.customer_requests.exchange_articles import ExchangeArticles, ReplacementConfirmation
from actions.request import Known
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
