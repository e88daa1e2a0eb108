"""Which of two options a customer has, and which they want."""

import pytest

from bot.nlu.findings import Finding
from bot.nlu.roles import with_roles


def roles(text: str, *options: str) -> list[str | None]:
    findings = [Finding("option", text.index(option), text.index(option) + len(option), option) for option in options]
    return [finding.role for finding in with_roles(sorted(findings, key=lambda finding: finding.start), text)]


@pytest.mark.parametrize(
    "text",
    [
        "change it from red to blue",
        "swap the red for blue",
        "can you exchange red with a nice blue",
        "instead of the red one i want blue",
        "замените с red на blue",
        "вместо red хочу blue",
        "red орнына blue болсын",
        "palitan ang red, gusto ko blue",
    ],
)
def test_the_words_around_say_which_is_old(text: str) -> None:
    assert roles(text, "red", "blue")[0] == "old"


@pytest.mark.parametrize("text", ["change it from red to blue", "swap the red for blue", "i prefer blue instead of red"])
def test_the_words_around_say_which_is_new(text: str) -> None:
    assert "new" in roles(text, "red", "blue")


def test_what_stands_beside_an_option_shares_its_role() -> None:
    assert roles("change from the red M to the blue one", "red", "M", "blue") == ["old", "old", "new"]


def test_without_an_exchange_nobody_has_a_role() -> None:
    assert roles("a present from my aunt, red, to be blue", "red", "blue") == [None, None]
