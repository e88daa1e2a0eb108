"""What a message says of articles."""

import pytest

from actions.needs.articles_said import says_which


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("No, I want to change the lamp (white, tall) and the mug in order 10001.", True),
        ("No, I'd like to replace my lamp.", True),
        ("No, I want to change the lamp to a white one.", False),
        ("No, I want to change the lamp. It should be white.", False),
        ("No, the lamp should be white.", False),
    ],
)
def test_an_objection_may_say_which_are_to_be_changed(text: str, is_told: bool) -> None:
    assert says_which({"text": text, "objects": True}) is is_told
    assert says_which({"text": text, "objects": False}) is False
