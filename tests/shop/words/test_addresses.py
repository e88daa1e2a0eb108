import pytest

from bot.shop.words.addresses import Whose, address_words, asks_where_to

OWN, ORDERS = Whose.OWN, Whose.ORDERS


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("my default address should be the new home as well", [OWN]),
        ("set it as the default in my profile", [OWN]),
        ("my account should have the Denver address as its default", [OWN]),
        ("my account address is wrong, correct it to 5 Elm St", [OWN]),
        ("add 5 Elm Street to my profile", [OWN]),
        ("from now on send everything to my new home", [OWN]),
        ("the package has to go to 5 Elm Street", [ORDERS]),
        ("ship the tent to my sister, please", [ORDERS]),
        ("in my profile, and on every order where you still can", [OWN, ORDERS]),
        ("change that order, and my account too", [ORDERS, OWN]),
        ("put my profile back to what it was, and leave the order as it is", [OWN]),
        ("not in my profile, only for the order", [ORDERS]),
        ("this is the wrong street", []),
        ("my profile still has my old address", [OWN]),
        ("My profile still has my old address. It's now 12 Elm St, Springfield, IL 62701.", [OWN]),
        ("You have that address on one of my orders, make it my standard address.", [OWN]),
        ("What is my default address? I've moved, so that needs changing. Also for the order.", [OWN, ORDERS]),
    ],
)
def test_words_say_whose_address_is_to_change(text: str, whose: list[Whose]) -> None:
    assert list(address_words(text).whose) == whose


@pytest.mark.parametrize(
    "text",
    [
        "send that order to my default address",
        "the order should go to my default one, it's in my profile",
        "use the address from my profile for order W-30001",
        "wrong number on my order, my profile has the right one",
        "please ship it to my usual address on file",
        "the order should come home instead, to the address that you have in my profile",
        "send the parcel to my home",
        "my tent order should go to my own place",
    ],
)
def test_the_own_address_may_be_the_one_that_an_order_goes_to(text: str) -> None:
    words = address_words(text)

    assert words.is_own
    assert words.whose == (ORDERS,)


@pytest.mark.parametrize(
    ("text", "found_in", "told"),
    [
        ("send the tent to the same address as the lamp", "lamp", "tent"),
        ("ship the tent to where my lamp went", "lamp", "tent"),
        ("I want the tent delivered to the same place you brought the lamp to", "lamp", "tent"),
        ("it's the address my lamp is going to. change the tent", "lamp", "tent"),
        ("i had a lamp sent to the new house, the tent should go there as well", "lamp", "tent"),
        ("the lamp is going to the right address, please send the tent there too", "lamp", "tent"),
        ("one of my orders has the reno address already, could the others get it too", "reno", "others"),
        ("the order that goes to the new flat on elm street; change the other one to it", "elm street", "other"),
    ],
)
def test_what_only_tells_where_the_address_is_found_is_kept_apart(text: str, found_in: str, told: str) -> None:
    words = address_words(text)

    assert found_in in words.found_in
    assert told not in words.found_in
    assert told in words.told
    assert found_in not in words.told


@pytest.mark.parametrize("text", ["change the address the tent is going to", "the address my tent is going to is wrong"])
def test_an_address_that_is_to_change_is_no_source(text: str) -> None:
    assert address_words(text).found_in == ""


@pytest.mark.parametrize("text", ["look it up in my orders", "it's on my other order", "one of my orders has it"])
def test_another_order_may_have_the_address(text: str) -> None:
    assert address_words(text).is_of_order


@pytest.mark.parametrize("text", ["put it back to what it was before", "undo that", "my old address again, please"])
def test_the_former_address_may_be_asked_for(text: str) -> None:
    assert address_words(text).is_former


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("where are my orders going?", True),
        ("which address was it sent to", True),
        ("where is my order", False),
        ("my orders", False),
    ],
)
def test_a_question_is_where_orders_go(text: str, asks: bool) -> None:
    assert asks_where_to(text) is asks


@pytest.mark.parametrize(
    ("text", "is_for_others"),
    [
        ("1 of my orders has the new place on elm street, the other still has the old address", True),
        ("the rug order has the right address already, all the others should have it, too", True),
        ("one pending order already goes to Reno. Could the rest go there too?", True),
        ("order #W1234567 already has the right address, please use it for the other pending orders", True),
        ("only one of my orders has my Reno address, put it on the other ones as well", True),
        ("one of my orders has the new address already, the other one stays as it is", False),
        ("one of my orders has the new address already, leave the other one", False),
        ("the order that goes to the Reno address should go to Austin, the other one as well", False),
    ],
)
def test_one_order_may_have_the_address_that_the_others_are_to_get(text: str, is_for_others: bool) -> None:
    assert address_words(text).is_for_others is is_for_others


def test_an_order_that_is_to_be_sent_there_says_not_where_that_is() -> None:
    words = address_words("New address: 5 Elm St, Reno. Please have my order sent there.")
    assert (words.whose, words.found_in) == ((ORDERS,), "")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("send the order with the luggage set to my home rather than to Reno", (Whose.ORDERS,)),
        ("that's for my account, and the grill order as well", (Whose.OWN, Whose.ORDERS)),
    ],
)
def test_home_is_where_to_and_the_account_what_changes(text: str, whose: tuple[Whose, ...]) -> None:
    assert address_words(text).whose == whose


def test_their_own_place_in_a_town_is_known() -> None:
    assert address_words("have that order delivered to my place in Chicago").goes_to_known


def test_a_town_that_the_account_is_to_have_is_not_the_address_that_it_has() -> None:
    assert not address_words("my profile should get the Denver address as its default one").is_own
