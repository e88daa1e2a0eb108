"""Rasa's message processor without what makes it slow or unsafe for us."""

import importlib
import itertools
import logging
import tarfile
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import structlog
from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction, action_for_name_or_text
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    DefinePrevUserUtteredFeaturization,
    Event,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa_sdk.executor import ActionExecutor
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.engine import inert_imports
from bot.engine.actions import InProcessAction, executor_of
from bot.engine.assistant import ModelUnusable
from bot.engine.graph_runner import SequentialGraphRunner
from bot.engine.policies import RequestPolicy
from bot.engine.responses import Responses
from bot.engine.tracker_store import DialogueTrackerStore
from bot.engine.training import newest_model
from bot.nlu.catalogue import Products
from bot.nlu.embeddings.component import SentenceEmbeddings
from bot.nlu.entities import PhraseEntityExtractor
from bot.nlu.language import LanguageIdentifier
from bot.nlu.questions import QuestionMatcher, Questions


class EndlessTurnError(RuntimeError):
    """The policies kept predicting actions; the turn was given up."""


class TurnProcessor(MessageProcessor):
    """Handles one message as Rasa does, with these differences.

    - Text is only ever text: Rasa's parser of `/intent{...}` is left out of the graph that reads it.
    - An action's exception ends the turn with that exception; Rasa logs it and goes on without the action's events.
    - Nodes run without dask, actions without HTTP, and nothing is copied for log lines that nobody writes.
    """

    def __init__(self, model: Path, responses: Responses, executor: ActionExecutor) -> None:
        store = DialogueTrackerStore(Domain.empty())
        super().__init__(model, store, InMemoryLockStore(), responses)
        store.domain = self.domain
        self.responses = responses
        self.storing_in = store.within
        self._executor = executor
        self._text_target = _target_before_slash_parser(self.model_metadata)
        self._domain_for_actions = self.domain.as_dict()
        self._actions: dict[str, Action] = {}
        self._require_all_actions()

    @classmethod
    def load(cls, model: Path, responses: Path, actions: ModuleType | None = None) -> "TurnProcessor":
        """A processor of the model, or of the newest in a folder, with the actions of a package, by default ours."""
        # Unless told, structlog prints Rasa's debug lines, and with them what customers write.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING), cache_logger_on_first_use=True)
        executor = executor_of(actions or importlib.import_module("actions"))
        processor = cls(_newest(model), Responses.load(responses), executor)
        # The matrices of a message are small: with a second thread it takes no less time, but a third more of the processors.
        threadpool_limits(1)
        return processor

    @staticmethod
    def _load_model(model_path: Path | str) -> tuple[str, ModelMetadata, SequentialGraphRunner]:
        path = Path(model_path)
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            try:
                storage, metadata = LocalModelStorage.from_model_archive(Path(folder), path)
            except tarfile.ReadError as error:
                raise ModelUnusable(f"{path} is no model: {error}.") from error
            schema = metadata.predict_schema
            if needing := inert_imports.needing_what_is_kept_out(node.uses for node in schema.nodes.values()):
                raise ModelUnusable(
                    f"The model uses {', '.join(needing)}, which need TensorFlow; our server runs without it. "
                    "Take them out of config.yml and train again, or serve the model with `rasa run`."
                )
            context = ExecutionContext(graph_schema=schema, model_id=metadata.model_id)
            return path.name, metadata, SequentialGraphRunner.create(schema, storage, context)

    def learn_catalogue(self, products: Products) -> None:
        runner = cast(SequentialGraphRunner, self.graph_runner)
        for identifier in runner.components(LanguageIdentifier):
            identifier.learn_catalogue(products)
        for extractor in runner.components(PhraseEntityExtractor):
            extractor.learn_catalogue(products)

    def learn_questions(self, questions: Questions) -> None:
        runner = cast(SequentialGraphRunner, self.graph_runner)
        for embeddings in runner.components(SentenceEmbeddings):
            for matcher in runner.components(QuestionMatcher):
                matcher.learn(questions, embeddings.provide().encoder)

    async def handle_message(self, message: UserMessage) -> None:
        tracker = await self.log_message(message, should_save_tracker=False)
        tracker = await self.run_action_extract_slots(message.output_channel, tracker)
        await self._run_prediction_loop(message.output_channel, tracker)
        await self.save_tracker(tracker)

    async def get_tracker(self, conversation_id: str) -> DialogueStateTracker:
        # Without the ids of model and assistant, which Rasa writes into every event.
        return await self.tracker_store.get_or_create_tracker(conversation_id, append_action_listen=False)

    async def _update_tracker_session(
        self, tracker: DialogueStateTracker, output_channel: OutputChannel, metadata: dict[str, Any] | None = None
    ) -> None:
        # Our metadata is the message's; Rasa would keep the first message's in a slot.
        await super()._update_tracker_session(tracker, output_channel, metadata=None)

    def _parse_message_with_graph(
        self, message: UserMessage, tracker: DialogueStateTracker, only_output_properties: bool = True
    ) -> dict[str, Any]:
        inputs = {PLACEHOLDER_MESSAGE: [message], PLACEHOLDER_TRACKER: tracker}
        parsed: Message = self.graph_runner.run(inputs, [self._text_target])[self._text_target][0]
        blank: dict[str, Any] = {"text": "", "intent": {"name": None, "confidence": 0.0}, "entities": []}
        return blank | parsed.as_dict(only_output_properties=only_output_properties)

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """The domain is compared with the training data when these are validated; Rasa makes an empty one for every message."""

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        if _actions_of_turn(tracker) >= self.max_number_of_predictions:
            raise EndlessTurnError(f"more than {self.max_number_of_predictions} actions in a turn of {tracker.sender_id}")
        prediction = self._decided_by_requests(tracker) or self._predict_next_with_tracker(tracker)
        return self._get_action(self.domain.action_names_or_texts[prediction.max_confidence_index]), prediction

    def _decided_by_requests(self, tracker: DialogueStateTracker) -> PolicyPrediction | None:
        """What the requests decide without the rules, which they outrank anyway: to match these costs more than to act."""
        policy = next(cast(SequentialGraphRunner, self.graph_runner).components(RequestPolicy), None)
        return None if policy is None else policy.decided(tracker, self.domain)

    def _get_action(self, action_name: str) -> Action:
        if action_name not in self._actions:
            action = action_for_name_or_text(action_name, self.domain, action_endpoint=None)
            if action_name in self.domain.form_names:
                return action  # keeps what it learned about its tracker
            if isinstance(action, RemoteAction):
                action = InProcessAction(action_name, self._executor, self._domain_for_actions)
            self._actions[action_name] = action
        return self._actions[action_name]

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        try:
            events = await action.run(output_channel, nlg, self._as_predicted(tracker, prediction), self.domain)
        except ActionExecutionRejection:
            tracker.update(ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence))
            return self.should_predict_another_action(action.name())
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self.execute_side_effects(events, tracker, output_channel)
        return self.should_predict_another_action(action.name())

    def _require_all_actions(self) -> None:
        """What is missing shows at the start, not in the first talk that comes to it."""
        there = {*self._executor.actions, *self.responses.names, *self.domain.form_names}
        if missing := sorted(set(self.domain.user_actions) - there):
            raise ModelUnusable(f"The model expects actions or sentences that do not exist: {', '.join(missing)}.")

    def _as_predicted(self, tracker: DialogueStateTracker, prediction: PolicyPrediction) -> DialogueStateTracker:
        """The tracker with the policies' events, which are discarded if the action rejects."""
        if all(isinstance(event, DefinePrevUserUtteredFeaturization) for event in prediction.events):
            # No action reads these; copying replays all events.
            return tracker
        copy = tracker.copy()
        copy.update_with_events(prediction.events, self.domain)
        return copy

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)


def _actions_of_turn(tracker: DialogueStateTracker) -> int:
    """Actions since the customer's message. Those that refused count: Rasa does not count them, and can go on for ever."""
    since = itertools.takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events))
    return sum(isinstance(event, (ActionExecuted, ActionExecutionRejected)) for event in since)


def _newest(model: Path) -> Path:
    if model.is_file():
        return model
    newest = newest_model(model)
    if newest is None:
        raise ModelUnusable(f"There is no model in {model}: make one with `firstline train`.")
    return newest


def _target_before_slash_parser(metadata: ModelMetadata) -> str:
    """The node whose messages go into RegexMessageHandler, the last of Rasa's pipeline, which turns text into commands."""
    schema: GraphSchema = metadata.predict_schema
    last = schema.nodes.get(metadata.nlu_target or "")
    if last is None or not issubclass(last.uses, RegexMessageHandler):
        raise ModelUnusable("The model's pipeline does not end as Rasa 3.6 builds it; customers could type commands.")
    return last.needs["messages"]
