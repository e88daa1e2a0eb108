"""Where the dialogue is, between two turns: the last turns as events, all before them folded into slots and active loop.

So a turn costs the same however long the talk is. What was said is in our own messages: the state holds none of the
customer's words, only which intents and entities they were understood as.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.conversation import Dialogue as RasaDialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    DefinePrevUserUtteredFeaturization,
    Event,
    LoopInterrupted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from bot.engine.events import event_of
from bot.support.dialogue import Dialogue
from bot.tables import table_of

# Rules look back one turn and our policy none. A policy that learns from stories would have to see its last turns here.
TURNS_KEPT = 2
# Turns that a fallback took back are no turns to look back at; so many are kept at most, those included.
MOST_TURNS_KEPT = 6
# Without effect on what comes next: rules do not look at what we said, and tell intents, never texts, apart.
NOT_KEPT = (BotUttered, DefinePrevUserUtteredFeaturization)
# Of an event, what nobody reads again.
DROPPED_KEYS = frozenset({"timestamp", "metadata", "policy", "confidence"})
# Of an entity, what tells states apart.
ENTITY_KEYS = ("entity", "role", "group")

DIALOGUES = table_of(Dialogue)
# The statements of every turn are built once: to build one costs more than to run it.
READ = select(DIALOGUES.c.state).where(DIALOGUES.c.conversation_id == bindparam("conversation"))
BEGIN = insert(DIALOGUES)
GO_ON = update(DIALOGUES).where(DIALOGUES.c.conversation_id == bindparam("conversation"))


@dataclass
class _Turn:
    """Where a turn stores, and whether there is something stored."""

    db: Session
    is_first: bool = True


class DialogueTrackerStore(TrackerStore):
    """Reads and writes the conversation's Dialogue row in the caller's transaction; commits nothing."""

    def __init__(self, domain: Domain) -> None:
        super().__init__(domain)
        self._turn: ContextVar[_Turn] = ContextVar("dialogue_turn")

    @contextmanager
    def within(self, db: Session) -> Iterator[None]:
        """Let what is stored inside the block be part of the session's transaction."""
        token = self._turn.set(_Turn(db))
        try:
            yield
        finally:
            self._turn.reset(token)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        """The conversation's tracker; an empty one for a new conversation."""
        turn = self._turn.get()
        state = turn.db.scalar(READ, {"conversation": sender_id})
        turn.is_first = state is None
        return self._tracker(sender_id, [event_of(fields) for fields in state["events"]] if state else [])

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker that was retrieved in this turn."""
        turn = self._turn.get()
        state = {"events": [_stored(event) for event in self._kept(tracker) if not isinstance(event, NOT_KEPT)]}
        if turn.is_first:
            turn.db.execute(BEGIN, {"conversation_id": tracker.sender_id, "state": state})
        else:
            turn.db.execute(GO_ON, {"conversation": tracker.sender_id, "state": state})

    def _tracker(self, sender_id: str, events: Sequence[Event]) -> DialogueStateTracker:
        tracker = self.init_tracker(sender_id)
        tracker.recreate_from_dialogue(RasaDialogue(sender_id, list(events)))
        return tracker

    def _kept(self, tracker: DialogueStateTracker) -> list[Event]:
        events = _last_session(list(tracker.events))
        start = _start_of_last_turns(events)
        if start == 0:
            return events
        return [*_folded(self._tracker(tracker.sender_id, events[:start])), *events[start:]]


def _last_session(events: list[Event]) -> list[Event]:
    """The events since a restart, if there was one: Rasa then begins a session, which forgets all before."""
    for index in range(len(events) - 1, 0, -1):
        event = events[index]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME:
            return events[index:]
    return events


def _start_of_last_turns(events: Sequence[Event]) -> int:
    """Where the listening begins that was ended by the first of the last customer messages; 0 if there are fewer."""
    turns = turns_that_stand = 0
    is_taken_back = False
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, UserUtteranceReverted):
            is_taken_back = True
        elif isinstance(event, UserUttered):
            turns += 1
            turns_that_stand += not is_taken_back
            is_taken_back = False
        elif _is_listening(event) and (turns_that_stand == TURNS_KEPT or turns == MOST_TURNS_KEPT):
            return index
    return 0


def _is_listening(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME


def _folded(tracker: DialogueStateTracker) -> Iterator[Event]:
    """The shortest series of events that leads to the tracker's slots, active loop and pause."""
    for slot in tracker.slots.values():
        if slot.value != slot.initial_value:
            yield SlotSet(slot.name, slot.value)
    loop = tracker.active_loop
    if loop is not None:
        yield ActiveLoop(loop.name)
        if loop.rejected:
            yield ActionExecutionRejected(loop.name or "")
        if loop.is_interrupted:
            yield LoopInterrupted(True)
    if tracker.is_paused():
        yield ConversationPaused()


def _stored(event: Event) -> dict[str, Any]:
    if isinstance(event, UserUttered):
        entities = [{key: entity[key] for key in ENTITY_KEYS if entity.get(key)} for entity in event.entities]
        return {"event": event.type_name, "parse_data": {"intent": {"name": event.intent_name}, "entities": entities}}
    return {key: value for key, value in event.as_dict().items() if key not in DROPPED_KEYS and value is not None}
