"""The scripted customer: one wish after the other, only true answers, and a yes only to what they want."""

import pytest

from bot.evaluate.tau.customer import PATIENCE, Customer
from bot.evaluate.tau.shop_state import ShopState
from bot.evaluate.tau.talk import Answer, Choice, Heard
from bot.evaluate.tau.tasks import Task, Turn
from tests.evaluate.tau.small_shop import (
    DELIVERED,
    GIFT_CARD,
    MUG,
    PENDING,
    RED_SCARF,
    SCARF,
    a_task,
    cancel,
    exchange,
    readdress,
    send_back,
)

RETURN = Turn("I want to send the scarf back", (send_back(SCARF),))
LISTING = f"You return from {DELIVERED}: Wool Scarf. The money goes to your card ending in 1111. Right?"
OTHER_LISTING = f"You return from {DELIVERED}: Tea Mug. The money goes to your card ending in 1111. Right?"


def begun(shop: ShopState, task: Task) -> Customer:
    customer = Customer(task, shop, "anna")
    customer.begin()
    return customer


def told(customer: Customer, text: str, *titles: str, expects: str | None = None, state: str = "assistant") -> str | None:
    """What the customer writes, or in brackets presses, when told this; None when they are through."""
    said = customer.reply(Answer([Heard(text, [Choice(title, f"token of {title}") for title in titles], expects)], state, 1.0))
    if said is None:
        return None
    return f"[{said.text}]" if said.token else said.text


@pytest.mark.parametrize(
    ("expects", "email", "answer"),
    [
        ("email", "anna.berg@example.com", "anna.berg@example.com"),
        ("email", None, "I don't remember my e-mail address. My name is Anna Berg and my zip code is 73301."),
        ("full_name", None, "Anna Berg"),
        ("postcode", None, "73301"),
    ],
)
def test_they_prove_themselves_with_what_they_have(shop: ShopState, expects: str, email: str | None, answer: str) -> None:
    assert told(begun(shop, a_task(RETURN, email=email)), "Who are you?", expects=expects) == answer


@pytest.mark.parametrize(
    ("expects", "answer"),
    [
        ("order_number", DELIVERED),
        ("items", "the wool scarf (blue, long)"),
        ("payment_method", "gift card"),
        ("phone", "I would rather not give a number."),
        ("rating", "9"),
        ("comment", "No, thank you."),
    ],
)
def test_they_answer_from_the_write_that_they_want(shop: ShopState, expects: str, answer: str) -> None:
    task = a_task(Turn("I want to return it", (send_back(SCARF, method=GIFT_CARD),)))

    assert told(begun(shop, task), "Which?", expects=expects) == answer


def test_they_describe_the_replacement_by_its_options(shop: ShopState) -> None:
    task = a_task(Turn("I want another scarf", (exchange(SCARF, RED_SCARF),)))

    assert told(begun(shop, task), "Which wool scarf instead?", expects="replacement") == "red, long"


def test_they_say_the_whole_address(shop: ShopState) -> None:
    task = a_task(Turn("Send it elsewhere", (readdress(),)))

    assert told(begun(shop, task), "Where to?", expects="address") == "9 Lake View, Flat 2, Boston, MA 02101, USA"


@pytest.mark.parametrize(
    ("expects", "titles", "pressed"),
    [
        ("order_number", ["#W1000009: Tea Mug", f"{PENDING}: Wool Scarf, Tea Mug"], f"{PENDING}: Wool Scarf, Tea Mug"),
        ("reason", ["I do not need it any longer", "I ordered it by mistake"], "I do not need it any longer"),
    ],
)
def test_they_press_the_button_that_says_it(shop: ShopState, expects: str, titles: list[str], pressed: str) -> None:
    task = a_task(Turn("Cancel it", (cancel(),)))

    assert told(begun(shop, task), "Which?", *titles, expects=expects) == f"[{pressed}]"


def test_they_confirm_a_listing_that_matches(shop: ShopState) -> None:
    customer = begun(shop, a_task(RETURN))

    assert told(customer, LISTING, "Yes, do it", "No", expects="confirmation") == "[Yes, do it]"
    assert told(customer, "Done.") is None


def test_a_listing_that_differs_is_corrected_once_and_then_declined(shop: ShopState) -> None:
    customer = begun(shop, a_task(RETURN))

    assert told(customer, OTHER_LISTING, "Yes", "No", expects="confirmation") == "No, I mean the wool scarf (blue, long)."
    assert told(customer, OTHER_LISTING, "Yes", "No", expects="confirmation") == "[No]"
    assert told(customer, "Nothing was changed.") is None


def test_a_change_that_nobody_asked_for_is_declined_at_once(shop: ShopState) -> None:
    customer = begun(shop, a_task(Turn("What scarves do you have?")))

    assert told(customer, f"Shall I cancel {PENDING}?", "Yes", "No", expects="confirmation") == "[No]"


def test_the_next_wish_comes_when_the_one_before_is_settled(shop: ShopState) -> None:
    customer = begun(shop, a_task(RETURN, Turn("And cancel my other order", (cancel(),))))

    assert told(customer, LISTING, expects="confirmation") == "Yes, please."
    assert told(customer, "Done. Anything else?") == "And cancel my other order"


def test_a_turn_with_two_writes_waits_for_both(shop: ShopState) -> None:
    customer = begun(shop, a_task(Turn("Return the scarf and cancel the other order", (send_back(SCARF), cancel()))))

    assert told(customer, LISTING, expects="confirmation") == "Yes, please."
    assert told(customer, f"Done. Shall I cancel {PENDING}?", expects="confirmation") == "Yes, please."
    assert told(customer, "Done.") is None


def test_what_is_not_done_is_said_again_once(shop: ShopState) -> None:
    customer = begun(shop, a_task(RETURN, Turn("Thanks anyway")))

    assert told(customer, "I did not understand that.") == RETURN.say
    assert told(customer, "I did not understand that.") == "Thanks anyway"


def test_the_best_fitting_button_answers_an_open_question(shop: ShopState) -> None:
    customer = begun(shop, a_task(RETURN))

    assert told(customer, "Did you mean one of these?", "Where is my order?", "Send something back", "A human") == (
        "[Send something back]"
    )


def test_the_same_question_over_and_over_makes_them_give_up(shop: ShopState) -> None:
    customer = begun(shop, a_task(RETURN))
    for _ in range(PATIENCE):
        told(customer, "Your e-mail address?", expects="email")

    assert told(customer, "Your e-mail address?", expects="email") == "Never mind."
    assert told(customer, "All right.") is None


def test_they_stop_where_a_human_takes_over(shop: ShopState) -> None:
    assert told(begun(shop, a_task(RETURN)), "A colleague will answer.", state="waiting") is None


def test_only_who_wants_a_human_asks_for_one(shop: ShopState) -> None:
    wanting = begun(shop, a_task(Turn("Get me a human", wants_human=True)))

    assert told(wanting, "What is it about?", "Return", "Talk to a human") == "[Talk to a human]"
    assert told(begun(shop, a_task(RETURN)), "Sorry?", "Talk to a human") == RETURN.say


def test_articles_of_one_name_are_told_apart(shop: ShopState) -> None:
    task = a_task(Turn("both back please", (send_back(SCARF, MUG),)))

    assert told(begun(shop, task), "Which?", expects="items") == "the wool scarf (blue, long) and the tea mug (small)"
