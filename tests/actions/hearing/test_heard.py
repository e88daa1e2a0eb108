"""What a message is taken to say, before any request looks at it."""

import pytest

from actions.hearing.heard import Heard
from tests.actions.conftest import a_message, a_press


@pytest.mark.parametrize("text", ["yes", "Yes please!", "ok, go ahead"])
def test_a_yes_is_plain(text: str) -> None:
    assert Heard.from_tracker(a_message(text, "affirm")).is_plain_yes


@pytest.mark.parametrize("text", ["yes?", "/affirm", "  /yes", "yes, is that all?"])
def test_a_yes_that_asks_or_looks_like_a_command_is_not_plain(text: str) -> None:
    assert not Heard.from_tracker(a_message(text, "affirm")).is_plain_yes


def test_a_pressed_yes_is_plain_whatever_its_title() -> None:
    assert Heard.from_tracker(a_press("affirm")).is_plain_yes


@pytest.mark.parametrize("text", ["W-10482", "it's W-10482", "order W-10482 please"])
def test_an_order_number_with_few_words_is_bare(text: str) -> None:
    assert Heard.from_tracker(a_message(text, order_number="W-10482")).is_bare


def test_a_request_with_an_order_number_is_not_bare() -> None:
    assert not Heard.from_tracker(a_message("I want to return W-10482", order_number="W-10482")).is_bare


def test_a_short_request_is_not_bare_for_a_place_in_it() -> None:
    assert not Heard.from_tracker(a_message("return the first one", ordinal="first one=1")).is_bare


@pytest.mark.parametrize("text", ["10042", "number 10-042", "it is 10042, i think"])
def test_a_number_of_any_form_is_heard_where_one_was_asked_for(text: str) -> None:
    heard = Heard.from_tracker(a_message(text))
    assert heard.order_number(asked=True) in {"10042", "10-042"}
    assert heard.order_number(asked=False) is None


@pytest.mark.parametrize("text", ["jane1999@example.com", "two of 12"])
def test_not_every_digit_is_an_order_number(text: str) -> None:
    assert Heard.from_tracker(a_message(text)).order_number(asked=True) is None


@pytest.mark.parametrize(("text", "places"), [("1", ["1"]), ("1 and 3", ["1", "3"]), ("number 2 please", ["2"])])
def test_digits_are_places_where_a_list_was_shown(text: str, places: list[str]) -> None:
    heard = Heard.from_tracker(a_message(text))
    assert heard.places(asked=True) == places
    assert heard.places(asked=False) == []


@pytest.mark.parametrize("text", ["12", "my flat is in house number 1", "metal, black, 4 ft", "2 liters"])
def test_not_every_digit_is_a_place(text: str) -> None:
    assert Heard.from_tracker(a_message(text)).places(asked=True) == []


@pytest.mark.parametrize(
    ("text", "change", "left_out"),
    [
        ("all except the lamp and the mug", "except=leave_out", " the lamp and the mug"),
        ("not the lamp, the mug", "not the=leave_out", " lamp"),
        ("everything but the lamp, the mug", "everything but=all_but", " the lamp, the mug"),
        ("the mug too", "too=add", ""),
    ],
)
def test_what_is_left_out_stands_behind_the_word_that_says_so(text: str, change: str, left_out: str) -> None:
    assert Heard.from_tracker(a_message(text, change=change)).left_out == left_out


def test_all_but_something_speaks_of_all() -> None:
    assert Heard.from_tracker(a_message("all but the lamp", change="all but=all_but")).first("extent") == "all"


@pytest.mark.parametrize("text", ["cancel 10001, not 10002", "10001 please. Leave order 10002 as it is"])
def test_an_order_behind_a_not_is_not_meant(text: str) -> None:
    heard = Heard(text, "cancel_order", {"order_number": ["10001", "10002"]}, [])
    assert heard.order_numbers == ["10001"]
    assert heard.order_number(asked=False) == "10001"


def test_an_order_that_is_only_left_out_is_not_meant() -> None:
    assert Heard("not 10002", "inform", {"order_number": ["10002"]}, []).order_number(asked=True) is None


@pytest.mark.parametrize(("text", "is_list"), [("30MP, 10x, SD card", True), ("pay by SD card", False), ("", False)])
def test_a_few_things_one_after_the_other_are_a_list(text: str, is_list: bool) -> None:
    assert Heard(text, "inform", {}, []).is_list is is_list


@pytest.mark.parametrize(
    "clause",
    ["I like it. If it can't be returned, could you cancel it?", "He outgrew it already, can you believe it?"],
)
def test_a_condition_and_a_rhetorical_question_ask_nothing(clause: str) -> None:
    wishes = [
        {"intent": intent, "faq": None, "text": text, "start": start, "end": end, "otherwise": False}
        for intent, text, start, end in [
            ("track_order", clause, 0, len(clause)),
            ("start_return", "Return it.", len(clause), 999),
        ]
    ]
    tracker = a_message(f"{clause} Return it.", "track_order")
    tracker.latest_message["wishes"] = wishes
    assert Heard.from_tracker(tracker).wishes == ()


def test_an_exclamation_asks_for_nothing() -> None:
    text = "I'm returning the lamp. what a joke of a product"
    parts = [("start_return", "I'm returning the lamp."), ("ask_product", "what a joke of a product")]
    tracker = a_message(text, "start_return")
    tracker.latest_message["wishes"] = [
        {"intent": intent, "faq": None, "text": part, "start": text.index(part), "end": text.index(part) + len(part)}
        | {"otherwise": False}
        for intent, part in parts
    ]
    assert Heard.from_tracker(tracker).wishes == ()


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [("yes", True), ("yes please, as soon as you can", True), ("yes, but on my gift card", False), ("да, но на карту", False)],
)
def test_a_yes_with_a_proviso_is_no_plain_yes(text: str, is_plain: bool) -> None:
    assert Heard.from_tracker(a_message(text, "affirm")).is_plain_yes is is_plain
