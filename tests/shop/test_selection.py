"""Which lines of which orders a customer's words mean."""

import pytest

from bot.shop.exchange_wishes import combined_wish
from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.product import Variant
from bot.shop.selection import select
from bot.shop.wish import Wish
from bot.shop.words.conditions import Otherwise
from tests.factories import a_line, a_variant, an_order, usd
from tests.shop.bought import BLUE_MUG, JOYSTICK, OTHER_RUG, PHONE, RED_MUG, RUG, SOFA, WATCH, bought, is_delivered


@pytest.fixture
def orders() -> list[Order]:
    return bought()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I want to return the sofa and the phone", [SOFA, PHONE]),
        ("both mugs please", [BLUE_MUG, RED_MUG]),
        ("thanks, that's all", []),
        ("that will be all", []),
        ("not at all", []),
        ("that card is all I've got. Then the phone please", [PHONE]),
        ("return the phone and the joystick, that's all I got on Monday", [PHONE, JOYSTICK]),
        ("that's all of them", [BLUE_MUG, RED_MUG, SOFA, RUG, OTHER_RUG, PHONE, JOYSTICK]),
        ("the two mugs", [BLUE_MUG, RED_MUG]),
        ("all the rugs I got", [RUG, OTHER_RUG]),
        ("angry about the quality of the two mugs, take them back", [BLUE_MUG, RED_MUG]),
        ("of the two mugs, the red one", [RED_MUG]),
        ("My dog ate the rug, haha. But the sofa and the phone, I'd like to return these two.", [SOFA, PHONE]),
        ("The sofa is broken. I'd like to return it and the phone.", [SOFA, PHONE]),
        ("I only want to keep the phone, the rest goes back", [OTHER_RUG, JOYSTICK]),
        ("there are two rugs, the beige ones can go back", [RUG]),
        ("I have got two mugs of you. The blue one is too small, take it back", [BLUE_MUG]),
        ("everything in the order with the phone, and from the other one the sofa", [SOFA, OTHER_RUG, PHONE, JOYSTICK]),
        ("my mugs: the red one goes back, the blue one stays", [RED_MUG]),
        ("Two rugs lie in my hall, and there's room for one. The bigger one goes back, and the phone too", [OTHER_RUG, PHONE]),
        ("there are two mugs. Leave the blue one. The red one goes back", [RED_MUG]),
        ("#W1000001. Going back: sofa, red mug. Staying: the rug.", [RED_MUG, SOFA]),
        ("Keeping: sofa, rug. To return: the blue mug", [BLUE_MUG]),
        ("Staying: sofa, returning the blue mug", [BLUE_MUG]),
        ("sofa: back. rug (140 cm): stays. phone - keep", [SOFA]),
        ("the rug (140 cm, beige), the rug (200 cm, gray) and the sofa", [SOFA, RUG, OTHER_RUG]),
        ("the red mug", [RED_MUG]),
        ("the rug, i mean the gray one", [OTHER_RUG]),
        ("a mug, its the blue one", [BLUE_MUG]),
        ("the cheaper mug", [BLUE_MUG]),
        ("one of the mugs, the one that cost more", [RED_MUG]),
        ("the more expensive... no wait, the cheaper mug", [BLUE_MUG]),
        ("the rug from order #W1000002", [OTHER_RUG]),
        ("the rug in W1000001 pls", [RUG]),
        ("the 200 cm rug", [OTHER_RUG]),
        ("my rug, the one that came with the sofa", [RUG]),
        ("the sofa and the rug in the same order", [SOFA, RUG]),
        ("my couch", [SOFA]),
        ("the smarphone", [PHONE]),
        ("mobile phone and joystick", [PHONE, JOYSTICK]),
        ("everything from order W1000001 except the sofa", [BLUE_MUG, RED_MUG, RUG]),
        ("everything I received, NOT the mugs. love those", [SOFA, RUG, OTHER_RUG, PHONE, JOYSTICK]),
        ("the sofa please, never mind the phone", [SOFA]),
        ("I thought about the sofa too but let's skip that, only the phone", [PHONE]),
        ("Return the phone. I was thinking of returning the sofa from that order as well but it has grown on us", [PHONE]),
        ("return the sofa, it is too big here, so no use for it", [SOFA]),
        ("return the phone (I've decided to leave the sofa alone)", [PHONE]),
        ("everything gaming related", [JOYSTICK]),
        ("everything gaming or kitchen related", [BLUE_MUG, RED_MUG, JOYSTICK]),
        ("I bought a sofa and a phone, the phone doesn't work", [PHONE]),
        ("I got a sofa and a phone. The sofa is fine, but the phone goes back", [PHONE]),
        ("I got a sofa and a phone. The sofa fits perfectly, but the phone goes back", [PHONE]),
        ("I got a sofa and a phone. The sofa is fun and we keep it, the phone goes back", [PHONE]),
        ("return the phone along with the sofa. The joystick stays.", [SOFA, PHONE]),
        ("take back the sofa. The phone from that order I keep", [SOFA]),
        ("in the one I keep there's a sofa, return it", [SOFA]),
        ("from the order that I'm keeping take the phone back", [PHONE]),
        ("take back the sofa. I keep the phone from that order", [SOFA]),
        ("the phone was for my sister, no need to do anything about it, just the sofa", [SOFA]),
        ("the joystick sofa", [SOFA]),
        ("send back the most expensive thing in the order with the phone", [PHONE]),
        ("I'd like to return the cheapest of what I received", [BLUE_MUG]),
        ("I want to return the red mug. I love the sofa.", [RED_MUG]),
        ("Return the phone. The joystick is wonderful.", [PHONE]),
        ("from the order with the phone I only want to keep the joystick", [OTHER_RUG, PHONE]),
        ("in the order with two mugs, the red one goes back", [RED_MUG]),
    ],
)
def test_words_select_lines(orders: list[Order], text: str, meant: list[OrderLine]) -> None:
    selection = select(text, orders, is_delivered)
    assert (list(selection.lines), selection.unclear) == (meant, ())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I received a beige rug and a sofa and want to swap both. Make the rug a gray one, and the sofa green.", [SOFA, RUG]),
        (
            "I got a phone and a gray rug and want to swap both. Make the phone blue. For the rug, the beige one.",
            [OTHER_RUG, PHONE],
        ),
        ("I got a sofa and a beige rug in one order, swap both. A green sofa. For the rug, the cheapest gray one.", [SOFA, RUG]),
        ("I have a beige rug here. Swap the rug, I mean the gray one, for a green one.", [RUG, OTHER_RUG]),
        ("I got a beige rug. Swap the rug from order #W1000002 for a green one.", [OTHER_RUG]),
    ],
)
def test_what_was_introduced_is_meant_whatever_is_wished_of_it(orders: list[Order], text: str, meant: list[OrderLine]) -> None:
    assert list(select(text, orders, is_delivered, exchanges=True).lines) == meant


def test_what_is_sent_back_is_told_by_what_is_said_of_it_last(orders: list[Order]) -> None:
    assert OTHER_RUG in select("I have a beige rug already. Return the rug, the gray one.", orders, is_delivered).lines


@pytest.mark.parametrize(("text", "group"), [("the mug", (BLUE_MUG, RED_MUG)), ("return a rug", (RUG, OTHER_RUG))])
def test_what_may_be_several_is_unclear(orders: list[Order], text: str, group: tuple[OrderLine, ...]) -> None:
    selection = select(text, orders, is_delivered)
    assert (selection.lines, selection.unclear) == ((), (group,))


def test_what_the_request_cannot_be_about_is_told_apart(orders: list[Order]) -> None:
    selection = select("return the watch and the sofa", orders, is_delivered)
    assert (selection.lines, selection.unfit) == ((SOFA,), (WATCH,))


@pytest.mark.parametrize("text", ["", "yes please", "I want to return something", "the blender", "it is broken"])
def test_other_words_select_nothing(orders: list[Order], text: str) -> None:
    assert select(text, orders, is_delivered).says_nothing


def test_two_of_a_kind_may_have_a_wish_each(orders: list[Order]) -> None:
    found = values_wished_for("exchange both mugs, one for green and the other for white", orders)
    assert found == {"Coffee Mug (blue)": {"color": "green"}, "Coffee Mug (red)": {"color": "white"}}


def test_each_article_has_its_own_wish(orders: list[Order]) -> None:
    text = "exchange the sofa for a green one and the 140 cm rug for a white one, please"
    assert values_wished_for(text, orders) == {
        "Leather Sofa (brown, 3)": {"color": "green"},
        "Wool Rug (140 cm, beige)": {"color": "white"},
    }


def test_a_wish_behind_a_list_goes_for_all_of_it(orders: list[Order]) -> None:
    found = values_wished_for("I'd like the sofa and the red mug in green", orders)
    assert list(found.values()) == [{"color": "green"}, {"color": "green"}]


def test_what_tells_the_order_has_no_wish_of_its_own(orders: list[Order]) -> None:
    found = values_wished_for("the rug in the order with the phone. I'd like it in green", orders)
    assert found == {"Wool Rug (200 cm, gray)": {"color": "green"}}


def test_a_condition_belongs_to_the_article_that_it_names(orders: list[Order]) -> None:
    text = "the sofa in white and the phone in red. If you don't have a white sofa then only do the phone, I'll keep the sofa."
    otherwise = {line: wish.otherwise for line, wish in wishes(text, orders).items()}
    assert otherwise == {SOFA: Otherwise.KEEP, PHONE: None}


def wishes(text: str, orders: list[Order]) -> dict[OrderLine, Wish]:
    """Of each line that is meant, all of which come in four colours."""
    lines = select(text, orders, is_delivered, exchanges=True).lines
    return {line: combined_wish([text], line, lines, orders, variants(line)) for line in lines}


def variants(line: OrderLine) -> list[Variant]:
    return [a_variant(options=line.options | {"color": color}) for color in ("green", "white", "red", "black")]


def values_wished_for(text: str, orders: list[Order]) -> dict[str, dict[str, str]]:
    """Of each line, the one value that is wished for of each option."""
    found = wishes(text, orders)
    return {line.title: {option.option: next(iter(option.tiers[0])) for option in wish.options} for line, wish in found.items()}


def test_an_order_is_called_by_its_articles_before_it_comes_to_one(orders: list[Order]) -> None:
    assert select("the sofa and mugs order: the rug in gray", orders, is_delivered, exchanges=True).lines == (RUG,)


def test_the_most_expensive_that_something_is_to_become_is_not_what_they_have(orders: list[Order]) -> None:
    assert select("I want to upgrade to the most expensive thing", orders, exchanges=True).lines == ()


def test_equally_expensive_articles_are_asked_about() -> None:
    lines = (a_line("Fan", price=usd("9.00")), a_line("Lamp", price=usd("9.00")), a_line("Mug", price=usd("3.00")))
    selection = select("return the most expensive item", [an_order(lines=list(lines))])
    assert (selection.lines, selection.unclear) == ((), (lines[:2],))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # An order is called by what is not to be changed itself.
        ("In the sofa order I'd like the red mug in green", [RED_MUG]),
        # What another one is to be like, or is to become.
        ("there are two mugs in it. Could the red one become the same blue mug as the other?", [RED_MUG]),
        ("the watch in my pending order: change it to the cheapest watch you can get", [WATCH]),
        # Each told for itself.
        ("the rug should be 140 cm, gray, the rug should be 200 cm, beige", [RUG, OTHER_RUG]),
    ],
)
def test_only_what_is_to_be_another_is_exchanged(orders: list[Order], text: str, meant: list[OrderLine]) -> None:
    assert list(select(text, orders, exchanges=True).lines) == meant


def test_one_that_stays_something_changes_with_both(orders: list[Order]) -> None:
    text = "both mugs should be bigger. The blue one stays blue, the red one red"
    assert list(select(text, orders, exchanges=True).lines) == [BLUE_MUG, RED_MUG]


def test_what_is_wished_for_behind_a_condition_is_still_wished_for(orders: list[Order]) -> None:
    text = "the sofa in black, if there's none leave it, and the phone in white"
    assert list(select(text, orders, exchanges=True).lines) == [SOFA, PHONE]


@pytest.mark.parametrize(
    "text",
    [
        "You sent me a mug with a crack. Everything that has been delivered goes back",
        "the mug is ugly, I'm returning everything you shipped me",
        "One blue mug was broken! Both orders go back, every single item.",
    ],
)
def test_everything_that_came_is_of_all_orders_though_one_article_is_named(orders: list[Order], text: str) -> None:
    assert select(text, orders, is_delivered).lines == (BLUE_MUG, RED_MUG, SOFA, RUG, OTHER_RUG, PHONE, JOYSTICK)
