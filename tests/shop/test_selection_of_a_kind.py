"""Which of two articles of a kind a customer means, or whether both."""

import pytest

from bot.shop.order import Order, OrderStatus
from bot.shop.selection import select
from tests.factories import a_line, an_order
from tests.shop.bought import OTHER_RUG, PHONE, RUG, SOFA, WATCH, bought, is_delivered


@pytest.fixture
def orders() -> list[Order]:
    return bought()


def test_the_one_in_a_state_is_told_from_the_other() -> None:
    here, coming = a_line("Wool Rug"), a_line("Wool Rug")
    orders = [an_order(lines=[here]), an_order(number="#W2", status=OrderStatus.PENDING, lines=[coming])]
    text = "I got the same rug twice, one is here and one is still coming."
    assert list(select(f"{text} The one that's here can go back", orders).lines) == [here]
    assert list(select(f"{text} Make the one that's still coming a red one", orders, exchanges=True).lines) == [coming]


def test_equal_articles_are_any_of_them() -> None:
    lines = [a_line("Coffee Mug", sku="mug") for _ in range(2)]
    assert list(select("one of the two mugs", [an_order(lines=lines)]).lines) == lines[:1]


@pytest.mark.parametrize(
    ("text", "meant"),
    [("my kettle, I mean the electric one", "Electric Kettle"), ("the kettle, not the electric one", "Tea Kettle")],
)
def test_articles_that_are_called_the_same_are_told_by_their_other_words(text: str, meant: str) -> None:
    order = an_order(
        lines=[a_line("Electric Kettle", options={"color": "white"}), a_line("Tea Kettle", options={"color": "white"})]
    )
    assert [line.name for line in select(text, [order]).lines] == [meant]


def test_of_two_that_are_the_same_one_may_go_back() -> None:
    lines = [a_line("Fleece Jacket", sku="JACKET"), a_line("Fleece Jacket", sku="JACKET")]
    selection = select("I have two of the same fleece jacket, you can have one of them back", [an_order(lines=lines)])
    assert len(selection.lines) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Both vests are too small. Take one back, I keep the other.",
        "The two vests came. One goes back, the other one can stay here.",
    ],
)
def test_of_two_that_are_the_same_the_other_may_stay(text: str) -> None:
    lines = [a_line("Padded Vest", sku="VEST-1", options={"size": "M"}) for _ in range(2)]
    assert len(select(text, [an_order(lines=lines)]).lines) == 1


def test_of_two_of_a_kind_one_is_told_by_what_it_is_for() -> None:
    lines = [a_line("Air Filter", sku=size, options={"room": size, "type": "HEPA"}) for size in ("small", "large")]
    text = "I've ordered two air filters. Change the one for the small room to an ionic one."
    assert [line.sku for line in select(text, [an_order(lines=lines)], exchanges=True).lines] == ["small"]


def test_two_of_a_kind_with_a_wish_each_are_both_meant() -> None:
    lines = [a_line("Pet Bed", sku=size, options={"size": size, "material": "fleece"}) for size in ("small", "large")]
    text = "I ordered two pet beds, both fleece. The small one should be brown, and the large one in grey."
    assert len(select(text, [an_order(lines=lines)], exchanges=True).lines) == len(lines)


def test_a_set_that_is_called_in_plural_is_one() -> None:
    orders = [an_order(lines=[a_line("Dumbbell Set", sku=weight)]) for weight in ("5 kg", "9 kg")]
    assert select("my dumbbells are too heavy", orders).lines == ()
    assert len(select("both dumbbell sets", orders).lines) == len(orders)


@pytest.mark.parametrize("text", ["both rugs should be beige", "I'd like the two rugs to be 200 cm and beige"])
def test_both_are_meant_by_what_they_should_become(orders: list[Order], text: str) -> None:
    assert select(text, orders, exchanges=True).lines == (RUG, OTHER_RUG)


def test_the_one_that_came_with_another_is_what_was_spoken_of_before() -> None:
    with_sofa, with_phone = a_line("Coffee Mug"), a_line("Coffee Mug")
    orders = [
        an_order(number="#W1", lines=[with_sofa, SOFA, WATCH]),
        an_order(number="#W2", lines=[with_phone, PHONE]),
    ]
    text = "The same mug has come twice, in two parcels. The one that came with the sofa can go back, and so can the watch."
    assert select(text, orders).lines == (with_sofa, WATCH)


VESTS = [a_line("Padded Vest", sku="VEST-1", options={"size": "M"}) for _ in range(2)]

LAMP = a_line("Desk Lamp", options={"color": "white"})


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I have ordered too much padded vest. Please send both of them back, and the desk lamp together with it.", 3),
        ("The padded vest is too warm for me. I want to return them both and the desk lamp.", 3),
        ("I'd like to return a padded vest. I want both of them gone, and the desk lamp too.", 2),
        ("The padded vest can go back. I don't need both of them and the desk lamp.", 2),
    ],
)
def test_both_of_them_are_those_that_were_named_a_sentence_before(text: str, count: int) -> None:
    assert len(select(text, [an_order(lines=[*VESTS, LAMP])]).lines) == count


def test_the_one_of_two_goes_back_beside_an_article_named_behind_it(orders: list[Order]) -> None:
    text = "Two rugs have arrived. I keep the large one, the beige one can go back, and so can the phone."
    assert select(text, orders, is_delivered).lines == (RUG, PHONE)
