"""What to do next: requests first, then the rules."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

AGENDA = "agenda"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IntentRulePolicy(RulePolicy):
    """Rasa's rules where each names intents: those that quote the customer's text are not looked for, which halves the cost."""

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input:
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RequestPolicy(Policy):
    """Offers every new message to the requests: as the answer to the open one's question, or as one that opens others.

    When they refuse the message, leaves it to the rules, and asks the open question again afterwards.

    A rule must have a single action: after it, this policy decides.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # Above the rules (6), which are as sure.
            "priority": 7,
            "continue_action": "action_continue_request",
            "resume_action": "action_resume_request",
            # Actions that end with a question of their own, after which no other is asked.
            "asking_actions": [],
        }

    @staticmethod
    def supported_data() -> SupportedData:
        return SupportedData.ML_AND_RULE_DATA

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing to learn."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        action = self.next_action(tracker)
        if action is not None:
            probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities)

    def next_action(self, tracker: DialogueStateTracker) -> str | None:
        """The action to take, or None to leave it to the rules."""
        latest = tracker.latest_action_name
        if latest in self._asking_actions():
            return ACTION_LISTEN_NAME
        if latest != ACTION_LISTEN_NAME:
            return str(self.config["resume_action"]) if tracker.get_slot(AGENDA) else None
        return None if self._was_refused(tracker) else str(self.config["continue_action"])

    def _asking_actions(self) -> set[str]:
        return {self.config["continue_action"], self.config["resume_action"], *self.config["asking_actions"]}

    def _was_refused(self, tracker: DialogueStateTracker) -> bool:
        """Whether the requests have refused the message already; others may have refused it since."""
        for event in reversed(tracker.events):
            if isinstance(event, ActionExecuted):
                return False
            if isinstance(event, ActionExecutionRejected) and event.action_name == self.config["continue_action"]:
                return True
        return False
