"""Lengths of time as agents read them."""

from datetime import timedelta

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
# Below, tenths of a second tell something.
EXACT_SECONDS = 10
DAY = timedelta(days=1)


def brief(length: timedelta) -> str:
    """Also where it is no minute: '0.4 s', '12 s', else as `duration` says it."""
    seconds = length.total_seconds()
    if length >= MINUTE:
        return duration(length)
    return f"{seconds:.0f} s" if seconds >= EXACT_SECONDS else f"{seconds:.1f} s"


def duration(length: timedelta) -> str:
    """The length in its largest fitting unit and the next one below: '3 min', '1 h 20 min', '2 d 4 h'."""
    if length < MINUTE:
        return "under 1 min"
    if length < HOUR:
        return f"{length // MINUTE} min"
    if length < DAY:
        return f"{length // HOUR} h {length % HOUR // MINUTE} min"
    return f"{length // DAY} d {length % DAY // HOUR} h"
