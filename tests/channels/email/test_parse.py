"""What mails mean: questions, answers, machines and bounces."""

import pytest

from bot.channels.email.parse import Names, read
from bot.channels.webhook import Contents
from tests.channels.payloads import payload

NAMES = Names("help@shop.example")
THREAD = "0123456789abcdef0123456789abcdef"


def read_payload(name: str) -> Contents:
    return read(payload("email", name), NAMES)


def test_a_question_begins_a_thread_with_its_sender() -> None:
    [question] = read_payload("question").arrivals
    assert (question.platform_id, question.text) == ("<first@mail.example.com>", "Where is my order?")
    assert question.address.endswith("/emma.clarke@example.com")


def test_an_answer_belongs_to_the_thread_that_our_mail_named() -> None:
    [reply] = read_payload("reply_gmail").arrivals
    assert (reply.address, reply.text) == (f"{THREAD}/emma.clarke@example.com", "It is W-10482.")


def test_a_second_mail_before_any_answer_joins_by_the_first_reference() -> None:
    second = payload("email", "question").replace(b"<first@", b"<later@")
    second = second.replace(b"Date:", b"References: <first@mail.example.com>\nDate:")
    assert read(second, NAMES).arrivals[0].address == read_payload("question").arrivals[0].address


def test_who_answers_somebody_elses_thread_begins_one_of_their_own() -> None:
    forwarded = payload("email", "reply_gmail").replace(b"emma.clarke@", b"eve@")
    assert read(forwarded, NAMES).arrivals[0].address == f"{THREAD}/eve@example.com"


def test_html_is_read_as_text() -> None:
    [mail] = read_payload("html_only").arrivals
    assert (mail.text, mail.details["subject"]) == ("Kus on mu tellimus W-10482?", "Küsimus")


def test_a_picture_without_words_is_named() -> None:
    assert [arrival.text for arrival in read_payload("picture").arrivals] == ["[image]"]


@pytest.mark.parametrize("name", ["auto_reply", "newsletter", "bounce_delayed"])
def test_machines_say_nothing(name: str) -> None:
    contents = read_payload(name)
    assert (list(contents.arrivals), list(contents.undelivered)) == ([], [])


def test_a_bounce_names_the_message_that_came_back() -> None:
    assert read_payload("bounce_failed") == Contents(undelivered=["m1"])


def test_our_own_mail_is_not_answered() -> None:
    assert read(payload("email", "question").replace(b"Emma.Clarke@example.com", b"Help@shop.example"), NAMES) == Contents()


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe\x00", b"From: nobody\n\nhi", b"Content-Type: multipart/mixed\n\nhi", b"From: <a@b>\nFrom: <c@d>\n" * 500],
)
def test_no_mail_breaks_the_reader(raw: bytes) -> None:
    assert len(read(raw, NAMES).arrivals) <= 1


def test_an_unknown_character_set_is_read_as_well_as_it_goes() -> None:
    raw = b"From: a@b.example\nMessage-ID: <x@b>\nContent-Type: text/plain; charset=klingon\n\nhello"
    assert [arrival.text for arrival in read(raw, NAMES).arrivals] == ["hello"]


def test_a_header_cannot_bring_another_along() -> None:
    raw = b"From: a@b.example\nMessage-ID: <x@b>\nSubject: =?utf-8?q?Hi=0D=0ABcc=3A_c=40d?=\n\nhello"
    [mail] = read(raw, NAMES).arrivals
    assert "\n" not in mail.details["subject"]
    assert "\r" not in mail.details["subject"]
