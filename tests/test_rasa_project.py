"""The project stays one that the plain `rasa` commands can work with."""

from pathlib import Path

import yaml
from rasa_sdk.executor import ActionExecutor

ROOT = Path(__file__).parent.parent


def test_rasas_own_action_server_finds_every_action_of_the_domain() -> None:
    """Its loader also imports the bare name of every sub-package: none may be called like an installed library."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    executor = ActionExecutor()

    executor.register_package("actions")

    assert {action for action in domain["actions"] if action.startswith("action_")} <= set(executor.actions)
