"""Which articles are meant, and what they are replaced by: asked for only where the words leave it open."""

from collections.abc import Sequence

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.needs.replacement import Replacements
from actions.needs.scope import chosen_articles
from actions.needs.selection import SelectedArticles
from actions.request import Known, Question, Refusal
from actions.talk import Talk
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.support.conversation import Conversation
from tests.actions.conftest import ATalk, a_message, said
from tests.factories import a_customer, a_line, a_product, a_variant, an_order


class DeliveredArticles(SelectedArticles):
    exchanges = True

    def fits(self, talk: Talk, line: OrderLine) -> bool:
        return line.order.status is OrderStatus.DELIVERED

    def refusal(self, talk: Talk, lines: Sequence[OrderLine]) -> Refusal:
        return Refusal("utter_return_not_delivered")


class OpenArticles(DeliveredArticles):
    def fits(self, talk: Talk, line: OrderLine) -> bool:
        return line.order.status in {OrderStatus.DELIVERED, OrderStatus.PENDING}


@pytest.fixture
def orders(db: Session, conversation: Conversation) -> list[Order]:
    """Two delivered orders with a rug each, one of them with a kettle, and a pending one with a chair."""
    customer = a_customer()
    rugs = [a_variant(options={"color": color, "size": size}) for color in ("beige", "gray", "green") for size in ("M", "L")]
    kettles = [a_variant(options={"color": color}) for color in ("white", "black")]
    db.add_all([a_product("Wool Rug", variants=rugs), a_product("Tea Kettle", variants=kettles), customer])
    rug, other = (a_line("Wool Rug", sku=variant.sku, options=variant.options) for variant in rugs[:2])
    kettle = a_line("Tea Kettle", sku=kettles[0].sku, options=kettles[0].options)
    chair = a_line("Garden Chair")
    orders = [
        an_order(customer=customer, lines=[rug, kettle]),
        an_order(customer=customer, lines=[other]),
        an_order(customer=customer, status=OrderStatus.PENDING, lines=[chair]),
    ]
    db.add_all(orders)
    db.flush()
    conversation.customer_id = customer.id
    return orders


def step(
    talk: Talk, known: Known, *, asked: str | None = None, articles: type[SelectedArticles] = DeliveredArticles
) -> Question | Refusal | None:
    """Offer the message to both needs, as a request does, and take the first thing to be said."""
    needs = (articles(), Replacements())
    for need in needs:
        need.hear(talk, known, talk.heard, asked=need.name == asked)
    return next((found for need in needs if (found := need.check(talk, known)) is not None), None)


def replaced(talk: Talk, known: Known) -> dict[str, str]:
    """The new options by the title of the line."""
    lines = {str(line.id): line for of_order in chosen_articles(talk, known).values() for line in of_order}
    variants = {one.sku: one for line in lines.values() if line.variant for one in line.variant.product.variants}
    return {lines[line].title: ", ".join(variants[sku].options.values()) for line, sku in known["replacements"].items()}


def test_all_that_is_said_at_once_is_asked_for_no_more(talk: ATalk, orders: list[Order]) -> None:
    first = talk(a_message("exchange the M rug for a green one and the kettle for a black one", "exchange_article"))
    known: Known = {}
    assert step(first, known) is None
    assert replaced(first, known) == {"Wool Rug (beige, M)": "green, M", "Tea Kettle (white)": "black"}


def test_articles_of_several_orders_are_kept_by_order(talk: ATalk, orders: list[Order]) -> None:
    first = talk(a_message("exchange both rugs for green ones", "exchange_article"))
    known: Known = {}
    assert step(first, known) is None
    assert list(chosen_articles(first, known)) == [orders[0].number, orders[1].number]


def test_which_one_is_asked_and_answered_by_what_tells_it(talk: ATalk, orders: list[Order]) -> None:
    known: Known = {}
    question = step(talk(a_message("I'd like to exchange the rug", "exchange_article")), known)
    assert isinstance(question, Question)
    assert (question.response, len(question.choices)) == ("utter_ask_which_article", 2)
    answer = talk(a_message("the L one"))
    assert step(answer, known, asked="articles") is not None
    assert [line.options["size"] for line in chosen_articles(answer, known)[orders[1].number]] == ["L"]


def test_another_article_than_those_offered_is_none_of_them(talk: ATalk, orders: list[Order]) -> None:
    known: Known = {}
    step(talk(a_message("I'd like to exchange the rug", "exchange_article")), known)
    step(talk(a_message("the garden chair (L, green)")), known, asked="articles")
    assert not known.get("lines")


def test_which_one_is_answered_by_its_place(talk: ATalk, orders: list[Order]) -> None:
    known: Known = {}
    step(talk(a_message("the rug in green please", "exchange_article")), known)
    answer = talk(a_message("the second", ordinal="second=2"))
    assert step(answer, known, asked="articles") is None
    assert replaced(answer, known) == {"Wool Rug (beige, L)": "green, L"}


def test_what_it_should_be_is_asked_where_it_was_not_said(talk: ATalk, orders: list[Order]) -> None:
    known: Known = {}
    question = step(talk(a_message("exchange the kettle", "exchange_article")), known)
    assert isinstance(question, Question)
    assert question.response == "utter_ask_replacement"
    answer = talk(a_message("in black"))
    assert step(answer, known, asked="replacement") is None
    assert replaced(answer, known) == {"Tea Kettle (white)": "black"}


def test_what_is_not_there_is_said_with_the_nearest(talk: ATalk, orders: list[Order]) -> None:
    question = step(talk(a_message("the kettle in red", "exchange_article")), {})
    assert isinstance(question, Question)
    assert (question.response, len(question.choices)) == ("utter_no_such_variant", 1)


def test_an_article_is_kept_where_the_customer_said_so(
    talk: ATalk, orders: list[Order], dispatcher: CollectingDispatcher
) -> None:
    text = "exchange the M rug for a green one and the kettle for a red one. If you don't have a red kettle I'll keep the kettle."
    known: Known = {}
    first = talk(a_message(text, "exchange_article"))
    assert step(first, known) is None
    assert said(dispatcher) == ["utter_replacement_kept"]
    assert replaced(first, known) == {"Wool Rug (beige, M)": "green, M"}


def test_what_the_request_cannot_be_about_is_refused(talk: ATalk, orders: list[Order]) -> None:
    assert step(talk(a_message("exchange the chair", "exchange_article")), {}) == Refusal("utter_return_not_delivered")


@pytest.mark.usefixtures("orders")
def test_an_article_becomes_no_other_product(talk: ATalk) -> None:
    found = step(talk(a_message("exchange the kettle for a rug", "exchange_article")), {})
    assert isinstance(found, Refusal)
    assert found.response == "utter_only_same_product"


def test_what_was_spoken_of_goes_with_what_is_named(talk: ATalk, orders: list[Order]) -> None:
    rug, kettle = orders[0].lines
    memory = {"memory": {"order": orders[0].number, "articles": [rug.id]}}
    heard = talk(a_message("exchange it and the kettle for other ones", "exchange_article", slots=memory))
    known: Known = {}
    step(heard, known)
    assert set(known["lines"]) == {rug.id, kettle.id}


def test_the_order_that_is_spoken_of_has_the_article_though_it_cannot_go(talk: ATalk, orders: list[Order]) -> None:
    memory = {"memory": {"order": orders[2].number}}
    message = a_message("and the chair from that order", "exchange_article", slots=memory, reference="that=same")
    found = step(talk(message), {})
    assert isinstance(found, Refusal)


def test_an_answer_that_fits_another_article_alone_is_for_that_one(talk: ATalk, orders: list[Order]) -> None:
    known: Known = {}
    question = step(talk(a_message("exchange the M rug for a green one and the kettle for a red one", "exchange_article")), known)
    assert isinstance(question, Question)
    assert step(talk(a_message("size L", "ask_product")), known, asked="replacement") == question
    answer = talk(a_message("black then"))
    assert step(answer, known, asked="replacement") is None
    assert replaced(answer, known) == {"Wool Rug (beige, M)": "green, L", "Tea Kettle (white)": "black"}


def test_a_no_with_an_order_leaves_out_those_of_others(talk: ATalk, orders: list[Order]) -> None:
    known: Known = {}
    step(talk(a_message("exchange both rugs for green ones", "exchange_article")), known)
    number = orders[1].number
    answer = talk(
        a_message(f"No, I want to change the rug in order {number}.", "change_order", order_number=f"{number}={number}")
    )
    assert step(answer, known, asked="confirmation") is None
    assert replaced(answer, known) == {"Wool Rug (beige, L)": "green, L"}


def test_what_is_said_to_stay_is_left_beside_what_changes(talk: ATalk, orders: list[Order]) -> None:
    known: Known = {}
    first = talk(a_message("the kettle stays white, but exchange the M rug for a green one", "exchange_article"))
    assert step(first, known) is None
    assert replaced(first, known) == {"Wool Rug (beige, M)": "green, M"}


def test_descriptions_of_both_choose_both(talk: ATalk, orders: list[Order]) -> None:
    known: Known = {}
    first = talk(a_message("the rug should be green, M, the rug should be gray, L", "exchange_article"))
    assert step(first, known) is None
    assert replaced(first, known) == {"Wool Rug (beige, M)": "green, M", "Wool Rug (beige, L)": "gray, L"}


def test_what_is_pending_stays_where_the_answer_is_what_it_is(talk: ATalk, orders: list[Order]) -> None:
    orders[0].status = OrderStatus.PENDING
    known: Known = {}
    first = talk(a_message("change the M rug to a red one and the kettle to a black one", "change_order"))
    assert isinstance(step(first, known, articles=OpenArticles), Question)
    answer = talk(a_message("beige, M"))
    assert step(answer, known, asked="replacement", articles=OpenArticles) is None
    assert replaced(answer, known) == {"Tea Kettle (white)": "black"}
