"""The project stays one of Rasa's own: the plain `rasa` commands work on it."""

import re
import subprocess
import sys

import pytest

from actions.customer_requests import ASKED_FOR_BY
from bot.engine.training import PROJECT

# As `rasa data validate --fail-on-warnings`, and then whether TensorFlow was the real one.
VALIDATE = """
import sys
from rasa.__main__ import main
sys.argv = ["rasa", "data", "validate", "--fail-on-warnings"]
try:
    main()
finally:
    print("TensorFlow from", sys.modules["tensorflow"].__file__)
"""


@pytest.fixture(scope="module")
def validation() -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", VALIDATE], cwd=PROJECT, capture_output=True, text=True, check=False)


# What asks for a request needs no rule: action_continue_request opens it.
EXPECTED_WARNINGS = {f"The intent '{intent}' is not used in any story or rule." for intent in ASKED_FOR_BY}


def test_rasa_finds_nothing_to_warn_of(validation: subprocess.CompletedProcess[str]) -> None:
    output = validation.stdout + validation.stderr

    assert validation.returncode == 0, output[-3000:]
    assert set(re.findall(r"UserWarning: (.*)", output)) <= EXPECTED_WARNINGS


def test_the_plain_commands_load_the_real_tensorflow(validation: subprocess.CompletedProcess[str]) -> None:
    """Our components are imported by them, our assistant is not."""
    assert "TensorFlow from /" in validation.stdout


def test_rasas_action_server_finds_our_actions() -> None:
    """As `rasa run actions` looks for them; it imports packages of ours under their bare names, and others' of that name."""
    code = "from rasa_sdk.executor import ActionExecutor; e = ActionExecutor(); e.register_package('actions'); print(*e.actions)"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-500:]
    assert "action_continue_request" in done.stdout.split()
