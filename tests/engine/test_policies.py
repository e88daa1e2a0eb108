"""Which action the open request takes, and when it leaves the message to the rules."""

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.policies import RequestPolicy

LISTEN = ActionExecuted("action_listen")
MESSAGE = UserUttered("hm", {"name": "inform"})
CONTINUE = "action_continue_request"
RESUME = "action_resume_request"


@pytest.fixture
def policy(tmp_path: Any) -> RequestPolicy:
    config = RequestPolicy.get_default_config() | {"asking_actions": ["action_track_order"]}
    return RequestPolicy(config, LocalModelStorage(tmp_path), Resource("policy"), ExecutionContext(GraphSchema({})))


def tracker_after(*events: Event, open_request: bool = True) -> DialogueStateTracker:
    agenda = [{"name": "track_order"}] if open_request else []
    slot = AnySlot("agenda", mappings=[], initial_value=[])
    return DialogueStateTracker.from_events("talk", [SlotSet("agenda", agenda), *events], slots=[slot])


def test_a_new_message_goes_to_the_open_request(policy: RequestPolicy) -> None:
    assert policy.next_action(tracker_after(LISTEN, MESSAGE)) == CONTINUE


def test_a_new_message_may_open_requests(policy: RequestPolicy) -> None:
    assert policy.next_action(tracker_after(LISTEN, MESSAGE, open_request=False)) == CONTINUE


def test_without_an_open_request_nothing_is_asked_after_a_rule(policy: RequestPolicy) -> None:
    assert policy.next_action(tracker_after(LISTEN, MESSAGE, ActionExecuted("utter_greet"), open_request=False)) is None


def test_a_refused_message_is_left_to_the_rules(policy: RequestPolicy) -> None:
    assert policy.next_action(tracker_after(LISTEN, MESSAGE, ActionExecutionRejected(CONTINUE))) is None


def test_a_refused_message_is_not_offered_again_when_others_refuse_it_too(policy: RequestPolicy) -> None:
    refusals = [ActionExecutionRejected(CONTINUE), ActionExecutionRejected("gift_form")]

    assert policy.next_action(tracker_after(LISTEN, MESSAGE, *refusals)) is None


def test_the_next_message_is_offered_again(policy: RequestPolicy) -> None:
    refused = [LISTEN, MESSAGE, ActionExecutionRejected(CONTINUE), ActionExecuted("utter_greet"), ActionExecuted(RESUME)]

    assert policy.next_action(tracker_after(*refused, LISTEN, MESSAGE)) == CONTINUE


def test_the_question_is_asked_again_after_a_rule_answered(policy: RequestPolicy) -> None:
    assert policy.next_action(tracker_after(LISTEN, MESSAGE, ActionExecuted("utter_greet"))) == RESUME


@pytest.mark.parametrize("action", [CONTINUE, RESUME, "action_track_order"])
@pytest.mark.parametrize("open_request", [True, False])
def test_after_a_question_the_assistant_listens(policy: RequestPolicy, action: str, open_request: bool) -> None:
    tracker = tracker_after(LISTEN, MESSAGE, ActionExecuted(action), open_request=open_request)

    assert policy.next_action(tracker) == "action_listen"


def test_what_the_requests_decide_needs_no_rules(policy: RequestPolicy) -> None:
    domain = Domain.from_dict({"actions": [CONTINUE, RESUME]})

    decided = policy.decided(tracker_after(LISTEN, MESSAGE), domain)

    assert decided is not None
    assert domain.action_names_or_texts[decided.max_confidence_index] == CONTINUE


@pytest.mark.parametrize("since", [[ActionExecutionRejected(CONTINUE)], [ActiveLoop("gift_form")]])
def test_what_they_refused_and_what_a_form_asks_is_left_to_the_rules(policy: RequestPolicy, since: list[Event]) -> None:
    domain = Domain.from_dict({"actions": [CONTINUE, RESUME]})
    assert policy.decided(tracker_after(LISTEN, MESSAGE, *since), domain) is None
