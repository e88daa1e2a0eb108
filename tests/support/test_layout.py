"""What a platform cannot show as it is, it shows in parts and as a list."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.support.attachment import Attachment, Enclosure
from bot.support.file_kind import FileKind
from bot.support.layout import Limits, PartLabel, laid_out, named_button
from bot.support.message import Message, PrivateNoteError, Sender

BLUE, RED = {"title": "Blue", "token": "b"}, {"title": "Dark red", "token": "r"}
SHORT = Limits(text=30, buttons=2, title=8)


def a_message(text: str, buttons: list[dict[str, Any]] | None = None) -> Message:
    return Message(text=text, buttons=buttons or [], sender=Sender.ASSISTANT)


def test_what_fits_is_one_part_with_its_buttons() -> None:
    [part] = laid_out(a_message("Which?", [BLUE, RED]), SHORT)
    assert (part.text, part.buttons) == ("Which?", [BLUE, RED])


def test_buttons_come_with_the_last_part() -> None:
    parts = laid_out(a_message("A sentence of some length. Which?", [BLUE]), SHORT)
    assert [(part.text, part.buttons) for part in parts] == [("A sentence of some length.", []), ("Which?", [BLUE])]


def test_a_private_note_is_laid_out_nowhere() -> None:
    note = Message(text="only for us", buttons=[], sender=Sender.AGENT, is_note=True)
    with pytest.raises(PrivateNoteError):
        laid_out(note, SHORT)


def a_file(name: str = "label.pdf") -> Enclosure:
    return Enclosure(Attachment(id="f1", name=name, kind=FileKind.PDF, content=b"%PDF-1.7"), "https://shop.example/files/f1")


def test_files_come_after_the_text_each_with_the_words_that_stand_for_it() -> None:
    parts = laid_out(a_message("Your label."), SHORT, enclosures=[a_file()])
    assert [(part.text, len(part.enclosures), part.of) for part in parts] == [
        ("Your label.", 0, 2),
        ("label.pdf\nhttps://shop.example/files/f1", 1, 2),
    ]


def test_a_file_without_words_is_one_part() -> None:
    [part] = laid_out(a_message(FileKind.PDF.alone), SHORT, enclosures=[a_file()])
    assert part.text.startswith("label.pdf")


@pytest.mark.parametrize(("said", "text"), [("Your label.", "Your label."), (FileKind.PDF.alone, "")])
def test_where_messages_enclose_files_they_travel_inside(said: str, text: str) -> None:
    [part] = laid_out(a_message(said), Limits(text=30, encloses=True), enclosures=[a_file(), a_file("other.pdf")])
    assert (part.text, len(part.enclosures)) == (text, 2)


@pytest.mark.parametrize("limits", [Limits(text=100), Limits(text=100, buttons=1, title=8), Limits(text=100, buttons=2, title=4)])
def test_buttons_that_cannot_be_shown_are_a_numbered_list(limits: Limits) -> None:
    [part] = laid_out(a_message("Which?", [BLUE, RED]), limits)
    assert (part.text, part.buttons) == ("Which?\n\n1. Blue\n2. Dark red", [])


def test_text_is_cut_where_a_paragraph_ends_before_it_is_cut_in_a_sentence() -> None:
    parts = laid_out(a_message("First paragraph.\n\nSecond. And third."), SHORT)
    assert [part.text for part in parts] == ["First paragraph.", "Second. And third."]


@given(some.text(min_size=1, max_size=300), some.integers(min_value=2, max_value=50))
def test_nothing_is_lost_and_no_part_is_too_long(text: str, size: int) -> None:
    parts = laid_out(a_message(text), Limits(text=size))
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())
    assert max(len(part.text) for part in parts) <= size


@pytest.mark.parametrize(
    ("said", "token"), [("1", "b"), (" 2. ", "r"), ("dark RED", "r"), ("3", None), ("red", None), ("", None)]
)
def test_a_button_of_a_list_is_named_by_number_or_title(said: str, token: str | None) -> None:
    assert named_button(said, [BLUE, RED]) == token


def test_receipts_name_parts_as_they_were_labelled() -> None:
    message = a_message("First paragraph.\n\nSecond. And third.")
    message.id = "q-Rx_1"
    labels = [PartLabel.read(part.label) for part in laid_out(message, SHORT)]
    assert labels == [PartLabel("q-Rx_1", 1, 2), PartLabel("q-Rx_1", 2, 2)]


@pytest.mark.parametrize("label", ["", "m", "m/1", "m/1/2/3", "m/one/2", "m m/1/2", "m/٣/٣", "m/1/2\n"])
def test_other_labels_are_not_ours(label: str) -> None:
    assert PartLabel.read(label) is None
