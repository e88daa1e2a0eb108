"""Python's garbage collector, as it suits a server."""

import gc

# New objects after which the youngest are looked through, against Python's 700: a turn reads thousands, and nearly all of them
# are gone with it, without the collector.
YOUNG_OBJECTS = 20_000


def spare_what_is_loaded() -> None:
    """When all is loaded: it stays, and to look through it for garbage again and again is a good part of a turn."""
    gc.collect()
    gc.freeze()
    _, *older = gc.get_threshold()
    gc.set_threshold(YOUNG_OBJECTS, *older)
