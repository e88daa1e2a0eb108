"""Failures as the log shows them: what and where. An exception's own words may hold what a customer wrote."""

import traceback

# Frames, from the innermost outwards: enough to see whose code it was.
FRAMES = 6


def described(error: BaseException) -> str:
    """The kind of the error and where it came from, in one line."""
    frames = traceback.extract_tb(error.__traceback__)[: -FRAMES - 1 : -1]
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {places}" if places else type(error).__name__
