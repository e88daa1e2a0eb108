"""Which of the clauses of a message are wishes of their own."""

import pytest

from actions.hearing.wishes import Wish, joined


def wishes(*clauses: tuple[str, str], otherwise: bool = False) -> list[str]:
    """The intents of what is left; only the last clause may be wished for otherwise."""
    text = " ".join(clause for clause, _ in clauses)
    found: list[Wish] = []
    for place, (clause, intent) in enumerate(clauses, start=1):
        start = text.index(clause)
        is_last = place == len(clauses)
        found.append(
            {
                "intent": intent,
                "faq": None,
                "text": clause,
                "start": start,
                "end": start + len(clause),
                "otherwise": otherwise and is_last,
            }
        )
    return [wish["intent"] for wish in joined(found, text, lambda part: "?" not in part, lambda _: False)]


def test_articles_that_go_back_go_in_one_request() -> None:
    assert wishes(("Return the lamp.", "start_return"), ("The mug also goes back.", "start_return")) == ["start_return"]


def test_what_is_only_told_is_no_wish() -> None:
    assert wishes(("I found a better offer.", "ask_promotion"), ("Return the lamp.", "start_return")) == ["start_return"]


def test_a_question_is_one() -> None:
    told = wishes(("Return the lamp.", "start_return"), ("What does shipping cost?", "ask_shipping_cost"))
    assert told == ["start_return", "ask_shipping_cost"]


def test_what_is_done_instead_is_told_by_its_words() -> None:
    told = wishes(("Return the lamp.", "start_return"), ("if not, please cancel it", "ask_cancellation_fee"), otherwise=True)
    assert told == ["start_return", "cancel_order"]


def test_a_second_choice_goes_with_the_first() -> None:
    told = wishes(("Lamp in black, 20 W, green if u have it,", "ask_product"), ("if not blue.", "change_order"), otherwise=True)
    assert told == ["change_order"]


def test_what_else_is_to_be_done_is_no_second_choice() -> None:
    told = wishes(("Make the lamp green if you have it,", "change_order"), ("if not return it.", "start_return"), otherwise=True)
    assert told == ["change_order", "start_return"]


def test_a_limit_of_the_price_goes_with_what_it_limits() -> None:
    told = wishes(("Swap the lamp for a red one.", "exchange_article"), ("If it costs more, cancel the order.", "cancel_order"))
    assert told == ["exchange_article"]


def test_an_article_taken_out_of_an_order_waits_for_none_that_is_exchanged() -> None:
    told = wishes(("Exchange the kettle for a red one.", "exchange_article"), ("Remove the lamp from my order.", "change_order"))
    assert told == ["exchange_article", "change_order"]


def test_the_account_named_behind_an_address_is_to_get_it_too() -> None:
    assert wishes(("Send it to my new flat,", "change_address"), ("and my account too.", "delete_account")) == ["change_address"]


def test_an_account_that_is_to_be_closed_is_a_wish_of_its_own() -> None:
    told = wishes(("Send it to my new flat.", "change_address"), ("And please delete my account.", "delete_account"))
    assert told == ["change_address", "delete_account"]


def test_a_trouble_with_no_payment_is_only_told() -> None:
    told = wishes(("I have the same lamp twice.", "report_payment_problem"), ("Return one of them.", "start_return"))
    assert told == ["start_return"]


def test_a_trouble_with_a_payment_is_a_wish_of_its_own() -> None:
    told = wishes(("I was charged twice for the lamp.", "report_payment_problem"), ("Return the mug.", "start_return"))
    assert told == ["report_payment_problem", "start_return"]


@pytest.mark.parametrize(
    "text", ["Chrage my credit card.", "Please charge it to my Visa card.", "Then bill the gift card please"]
)
def test_what_is_to_be_charged_is_no_trouble_with_a_payment(text: str) -> None:
    assert wishes(("The kettle in white.", "exchange_article"), (text, "report_payment_problem")) == ["exchange_article"]


@pytest.mark.parametrize("text", ["You charged my credit card twice.", "There's trouble with my credit card."])
def test_a_trouble_with_a_card_is_one(text: str) -> None:
    told = wishes(("The kettle in white.", "exchange_article"), (text, "report_payment_problem"))
    assert told == ["exchange_article", "report_payment_problem"]


def test_a_way_to_pay_is_said_of_the_wish_before_it() -> None:
    assert wishes(("Return the kettle.", "start_return"), ("It'd have to be the amex.", "exchange_article")) == ["start_return"]


def test_what_comes_back_is_told_by_the_listing() -> None:
    assert wishes(("Cancel the kettle", "cancel_order"), ("and what would I get back?", "request_refund")) == ["cancel_order"]


def test_an_address_written_twice_is_one() -> None:
    told = wishes(("Send W-10001 to 5 Elm Street.", "change_address"), ("It should be 5 Elm Street.", "edit_account"))
    assert told == ["change_address"]


def test_what_is_made_of_an_article_that_cannot_be_taken_out_goes_with_that() -> None:
    told = wishes(("Take the lamp out.", "change_order"), ("If not, make it a red one.", "exchange_article"), otherwise=True)
    assert told == ["change_order"]
