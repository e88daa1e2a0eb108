"""Rasa's events out of dictionaries."""

from typing import Any, cast

from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

TYPES: dict[str, type[Event]] = {kind.type_name: kind for kind in all_subclasses(Event)}


class UnknownEventError(ValueError):
    """No event of Rasa's has this name."""


def event_of(fields: dict[str, Any]) -> Event:
    """The event; what Event.from_parameters does, which searches all event classes anew for every event."""
    kind = TYPES.get(fields["event"])
    if kind is None:
        raise UnknownEventError(f"no event is named {fields['event']!r}")
    return cast(Event, kind._from_parameters(fields))
