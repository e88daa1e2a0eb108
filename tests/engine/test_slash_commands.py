"""What a customer types is text: Rasa's own commands are not to be had by typing them."""

from collections.abc import Callable

import pytest

from tests.engine.conftest import Talk

ATalk = Callable[..., Talk]

COMMANDS = [
    "/restart",
    "/session_start",
    "/back",
    "/track_order",
    '/ask_faq{"faq": "warranty"}',
    '/inform{"email": "jane@example.com"}',
    "/restart@1.0",
]
DISGUISES = ["{}", "  {}", "\n\t{}", "\u3000{}", "\u00a0\u2003{}", "\ufeff{}", "EXTERNAL: {}"]
FULL_WIDTH = str.maketrans({"/": "\uff0f"})


@pytest.fixture(params=DISGUISES)
def disguise(request: pytest.FixtureRequest) -> Callable[[str], str]:
    template: str = request.param
    return template.format


@pytest.mark.parametrize("command", COMMANDS)
def test_a_typed_command_is_never_understood_with_certainty(a_talk: ATalk, command: str, disguise: Callable[[str], str]) -> None:
    understood = a_talk().say(disguise(command)).understood

    assert understood["intent"]["confidence"] < 1
    assert understood["intent"]["name"] not in {"restart", "session_start", "back"}


@pytest.mark.parametrize("command", [command for command in COMMANDS if "email" not in command])
def test_an_open_request_survives_a_typed_command(a_talk: ATalk, command: str, disguise: Callable[[str], str]) -> None:
    talk = a_talk()
    talk.say("where is my order")
    talk.say(disguise(command))

    assert talk.hear("jane@example.com") == ["The order of jane@example.com is on its way."]


@pytest.mark.parametrize("command", ["/restart", "/session_start", "/back"])
def test_full_width_slashes_are_text_too(a_talk: ATalk, command: str) -> None:
    talk = a_talk()
    talk.say("where is my order")
    talk.say(command.translate(FULL_WIDTH))

    assert talk.hear("jane@example.com") == ["The order of jane@example.com is on its way."]
