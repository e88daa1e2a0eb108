"""What to do next: requests first, then the rules."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, DefinePrevUserUtteredFeaturization
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

# Names of the last action and of the intent that was understood; a rule need not say either.
Ending = tuple[Any, Any]
AGENDA = "agenda"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IntentRulePolicy(RulePolicy):
    """Rasa's rules where each names intents, at a fraction of the cost.

    Those that quote the customer's text are not looked for, and only those are compared with the talk that end as it does.
    """

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input:
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        by_ending = _rules_by_ending(tuple(lookup))
        action, intent = _ending_of(states[-1])
        endings = {(action, intent), (action, None), (None, intent), (None, None)}
        possible = {rule: lookup[rule] for ending in endings for rule in by_ending.get(ending, ())}
        keys: set[str] = super()._get_possible_keys(possible, states)
        return keys


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

    def decided(self, tracker: DialogueStateTracker, domain: Domain) -> PolicyPrediction | None:
        """The prediction with what Rasa's ensemble adds to it; None where it is left to the rules."""
        if tracker.active_loop_name or self.next_action(tracker) is None:
            # A form outranks the requests.
            return None
        prediction = self.predict_action_probabilities(tracker, domain)
        if tracker.latest_action_name == ACTION_LISTEN_NAME:
            # Told by its intent: no policy of ours reads the text.
            prediction.events.append(DefinePrevUserUtteredFeaturization(False))
        return prediction

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


@lru_cache(maxsize=16)
def _rules_by_ending(rules: tuple[str, ...]) -> Mapping[Ending, Sequence[str]]:
    """Rasa writes a rule as the JSON of the states that lead to its action."""
    by_ending: dict[Ending, list[str]] = defaultdict(list)
    for rule in rules:
        by_ending[_ending_of(json.loads(rule)[-1])].append(rule)
    return by_ending


def _ending_of(state: State) -> Ending:
    return state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME), state.get(USER, {}).get(INTENT)
