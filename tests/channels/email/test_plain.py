"""Only the sender's own words are read."""

import pytest

from bot.channels.email.plain import own_words, text_of_html


@pytest.mark.parametrize(
    "below",
    [
        "On Friday, The shop <help@shop.example> wrote:\n> What number?",
        "On Friday, 14 March 2025 at 10:30, The shop\n<help@shop.example> wrote:\n\n> What number?",
        "жұма, 14 наурыз 2025 ж., The shop <help@shop.example>:\n> What number?",
        "On Friday, 14 March 2025 at 10:30, The shop <help@shop.example>\nwrote:\n\n> What number?",
        "> What number?",
        "-- \nEmma Clarke\nLeeds",
        "-----Original Message-----\nFrom: The shop",
        "________________________________\nVon: The shop",
        "Saatja: The shop <help@shop.example>\nSaadetud: reede\nTeema: My lamp\n\nWhat number?",
    ],
)
def test_quotes_and_signatures_are_cut(below: str) -> None:
    assert own_words(f"It is W-10482.\n\nThank you: Emma\n\n{below}") == "It is W-10482.\n\nThank you: Emma"


@pytest.mark.parametrize(
    "text", ["Hello.\nOrder: W-1\nName: Emma", "a > b", "two--dashes -- here", "-", "Note: mail me@example.com"]
)
def test_what_only_looks_like_a_quote_stays(text: str) -> None:
    assert own_words(text) == text


def test_what_stands_right_above_a_quote_is_kept() -> None:
    assert own_words("emma@example.com\nThe shop wrote:\n> E-mail?") == "emma@example.com"


def test_answers_between_the_quotes_are_read() -> None:
    assert own_words("> Number?\nW-10482\n> E-mail?\nemma@example.com\n--\nEmma") == "W-10482\nemma@example.com"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello&nbsp;<b>you</b> &lt;3</p><p>Bye</p>", "Hello you <3\n\nBye"),
        ("<script>steal()</script><style>p{}</style>Hi<!-- no -->", "Hi"),
        ("Hi<br>there<img src=x onerror=steal()>", "Hi\nthere"),
        ("Yes<blockquote><p>Shall<br>I?</p></blockquote>", "Yes\n>"),
        ('Yes<div class="x gmail_quote"><div>wrote:</div></div>', "Yes\n>"),
        ("<p>open <b>for ever", "open for ever"),
        ("<blockquote><p>quoted</blockquote>mine", ">\nmine"),
    ],
)
def test_of_html_only_the_words_are_left(html: str, text: str) -> None:
    assert text_of_html(html) == text
