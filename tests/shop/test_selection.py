"""Which lines of which orders a customer's words mean."""

import pytest

from bot.shop.exchange_wishes import combined_wish
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.product import Variant
from bot.shop.selection import select
from bot.shop.wish import Wish
from bot.shop.words.conditions import Otherwise
from tests.factories import a_line, a_variant, an_address, an_order, usd

BLUE_MUG = a_line("Coffee Mug", options={"color": "blue"}, price=usd("9.00"))
RED_MUG = a_line("Coffee Mug", options={"color": "red"}, price=usd("12.00"))
SOFA = a_line("Leather Sofa", options={"color": "brown", "seats": "3"}, price=usd("900.00"))
RUG = a_line("Wool Rug", options={"size": "140 cm", "color": "beige"}, price=usd("120.00"))
OTHER_RUG = a_line("Wool Rug", options={"size": "200 cm", "color": "gray"}, price=usd("180.00"))
PHONE = a_line("Smartphone", options={"storage": "64GB", "color": "black"}, price=usd("500.00"))
WATCH = a_line("Smart Watch", options={"band material": "leather"}, price=usd("200.00"))
TEE = a_line("T-Shirt", options={"color": "blue", "size": "M"}, price=usd("20.00"))
JOYSTICK = a_line("Joystick", options={"color": "black"}, price=usd("35.00"))


@pytest.fixture
def orders() -> list[Order]:
    return [
        an_order(number="#W1000001", lines=[BLUE_MUG, RED_MUG, SOFA, RUG]),
        an_order(number="#W1000002", lines=[OTHER_RUG, PHONE, JOYSTICK]),
        an_order(number="#W1000003", status=OrderStatus.PENDING, lines=[WATCH, TEE]),
    ]


def is_delivered(line: OrderLine) -> bool:
    return line.order.status is OrderStatus.DELIVERED


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


def test_the_one_in_a_state_is_told_from_the_other() -> None:
    here, coming = a_line("Wool Rug"), a_line("Wool Rug")
    orders = [an_order(lines=[here]), an_order(number="#W2", status=OrderStatus.PENDING, lines=[coming])]
    text = "I got the same rug twice, one is here and one is still coming."
    assert list(select(f"{text} The one that's here can go back", orders).lines) == [here]
    assert list(select(f"{text} Make the one that's still coming a red one", orders, exchanges=True).lines) == [coming]


def test_equal_articles_are_any_of_them() -> None:
    lines = [a_line("Coffee Mug", sku="mug") for _ in range(2)]
    assert list(select("one of the two mugs", [an_order(lines=lines)]).lines) == lines[:1]


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


def test_what_is_loved_stays_and_whatever_else_came_with_it_goes_back(orders: list[Order]) -> None:
    text = "there's the order with the gray rug. the rug i love. whatever else was in there can be returned"
    assert select(text, orders, is_delivered).lines == (PHONE, JOYSTICK)


def test_what_is_only_asked_of_the_shop_is_not_sent_back(orders: list[Order]) -> None:
    text = "Please return the sofa. The phone in white would be nice, do you sell it?"
    assert select(text, orders, is_delivered).lines == (SOFA,)


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


def test_what_is_left_alone_is_not_what_goes_back(orders: list[Order]) -> None:
    assert select("Return the sofa and leave everything else alone.", orders, is_delivered).lines == (SOFA,)


@pytest.mark.parametrize(
    "text",
    [
        "Whatever came with the phone can be returned, the phone I like.",
        "Please take back all that came with the phone, the phone itself I keep.",
        "What came with the phone can go back.",
    ],
)
def test_what_came_with_an_article_goes_back_without_it(text: str, orders: list[Order]) -> None:
    assert select(text, orders, is_delivered).lines == (OTHER_RUG, JOYSTICK)


@pytest.mark.parametrize("text", ["What came with the phone can stay.", "What came with the phone? I'd like to know."])
def test_what_came_with_an_article_and_stays_does_not_go_back(text: str, orders: list[Order]) -> None:
    assert OTHER_RUG not in select(text, orders, is_delivered).lines


def test_what_is_only_kept_sends_nothing_back(orders: list[Order]) -> None:
    assert select("I keep the phone, the rest is fine too", orders).lines == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I got two mugs and only want to keep the red one. Take the other one back.", [BLUE_MUG]),
        (
            "return everything from my two orders except for the rugs (both of the rugs)",
            [BLUE_MUG, RED_MUG, SOFA, PHONE, JOYSTICK],
        ),
    ],
)
def test_what_is_kept_is_told_beside_the_rest(text: str, meant: list[OrderLine], orders: list[Order]) -> None:
    assert list(select(text, orders, is_delivered).lines) == meant


@pytest.mark.parametrize(
    "rest", ["Everything else we keep.", "I'm happy with everything else.", "All the others stay here.", "Keep everything else."]
)
def test_the_rest_that_is_kept_sends_nothing_else_back(rest: str, orders: list[Order]) -> None:
    selection = select(f"I'd like to return the sofa. The phone can go back, too. {rest}", orders, is_delivered)
    assert selection.lines == (SOFA, PHONE)


def test_an_order_is_called_by_its_articles_before_it_comes_to_one(orders: list[Order]) -> None:
    assert select("the sofa and mugs order: the rug in gray", orders, is_delivered, exchanges=True).lines == (RUG,)


def test_the_most_expensive_that_something_is_to_become_is_not_what_they_have(orders: list[Order]) -> None:
    assert select("I want to upgrade to the most expensive thing", orders, exchanges=True).lines == ()


def test_equally_expensive_articles_are_asked_about() -> None:
    lines = (a_line("Fan", price=usd("9.00")), a_line("Lamp", price=usd("9.00")), a_line("Mug", price=usd("3.00")))
    selection = select("return the most expensive item", [an_order(lines=list(lines))])
    assert (selection.lines, selection.unclear) == ((), (lines[:2],))


def test_of_two_of_a_kind_one_is_told_by_what_it_is_for() -> None:
    lines = [a_line("Air Filter", sku=size, options={"room": size, "type": "HEPA"}) for size in ("small", "large")]
    text = "I've ordered two air filters. Change the one for the small room to an ionic one."
    assert [line.sku for line in select(text, [an_order(lines=lines)], exchanges=True).lines] == ["small"]


def test_two_of_a_kind_with_a_wish_each_are_both_meant() -> None:
    lines = [a_line("Pet Bed", sku=size, options={"size": size, "material": "fleece"}) for size in ("small", "large")]
    text = "I ordered two pet beds, both fleece. The small one should be brown, and the large one in grey."
    assert len(select(text, [an_order(lines=lines)], exchanges=True).lines) == len(lines)


def test_the_one_that_may_stay_where_it_went_is_not_sent_back() -> None:
    orders = [an_order(lines=[a_line("Shelf")], address=an_address(city=town)) for town in ("Reno", "Boston")]
    selection = select("The one that was sent to Reno can stay there, the other shelf I want to return.", orders)
    assert [line.order.address.city for line in selection.lines] == ["Boston"]


def test_a_set_that_is_called_in_plural_is_one() -> None:
    orders = [an_order(lines=[a_line("Dumbbell Set", sku=weight)]) for weight in ("5 kg", "9 kg")]
    assert select("my dumbbells are too heavy", orders).lines == ()
    assert len(select("both dumbbell sets", orders).lines) == len(orders)


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


def test_what_would_be_missed_is_left_out() -> None:
    orders = [an_order(number="#W1", lines=[WATCH, SOFA])]
    selection = select("I'd only miss the watch. What I want is my sofa exchanged", orders, exchanges=True)
    assert (selection.lines, selection.left_out) == ((SOFA,), (WATCH,))


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


@pytest.mark.parametrize(
    "text",
    [
        "The phone I wanted in white, but on second thoughts leave it. The sofa in green please.",
        "The sofa in green please. The phone I'd have liked bigger, but actually keep it as it is.",
    ],
)
def test_what_is_left_on_second_thoughts_is_no_wish(text: str, orders: list[Order]) -> None:
    assert select(text, orders, is_delivered, exchanges=True).lines == (SOFA,)


def test_what_is_left_only_if_there_is_no_other_is_wished_for(orders: list[Order]) -> None:
    text = "The phone in white please, but if there is none leave it. The sofa in green."
    assert select(text, orders, is_delivered, exchanges=True).lines == (SOFA, PHONE)


def test_the_one_of_two_goes_back_beside_an_article_named_behind_it(orders: list[Order]) -> None:
    text = "Two rugs have arrived. I keep the large one, the beige one can go back, and so can the phone."
    assert select(text, orders, is_delivered).lines == (RUG, PHONE)
