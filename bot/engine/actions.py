"""Runs our custom actions in this process: no HTTP, and an action that fails makes the turn fail."""

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action as CustomAction
from rasa_sdk.interfaces import ActionExecutionRejection as CustomActionRejection
from rasa_sdk.utils import all_subclasses

from bot.engine.events import event_of


class InProcessAction(RemoteAction):
    """A custom action, called directly. Its exceptions reach the caller, rejections as Rasa's own.

    Its result is not checked against Rasa's JSON schema (13 ms): it never left this process, and unknown events are refused.
    """

    def __init__(self, name: str, executor: ActionExecutor, domain: dict[str, Any]) -> None:
        super().__init__(name, action_endpoint=None)
        self._executor = executor
        self._domain = domain

    async def run(
        self, output_channel: OutputChannel, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker, domain: Domain
    ) -> list[Event]:
        try:
            result = await self._executor.run(self._call(tracker)) or {}
        except CustomActionRejection as rejection:
            raise ActionExecutionRejection(rejection.action_name, rejection.message) from rejection
        messages = await self._utter_responses(result["responses"], output_channel, nlg, tracker)
        return [*messages, *map(event_of, result["events"])]

    def _call(self, tracker: DialogueStateTracker) -> Any:
        """What Rasa would send to an action server, as the SDK's ActionCall."""
        return {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            # No action of ours reads past events; to write them out is most of the cost of a call.
            "tracker": tracker.current_state() | {"events": []},
            "domain": self._domain,
        }


def executor_of(package: ModuleType) -> ActionExecutor:
    """An executor of all actions that the package and its modules define."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    executor = ActionExecutor()
    for action in all_subclasses(CustomAction):
        if action.__module__.startswith(f"{package.__name__}.") and not inspect.isabstract(action):
            executor.register_action(action)
    return executor
