import gc
from collections.abc import Iterator

import pytest

from bot.spine.garbage import YOUNG_OBJECTS, spare_what_is_loaded


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_what_is_loaded_is_not_searched_for_garbage_again() -> None:
    loaded = [[number] for number in range(1000)]

    spare_what_is_loaded()

    assert gc.get_freeze_count() >= len(loaded)


def test_the_objects_of_a_turn_are_too_few_to_be_searched() -> None:
    spare_what_is_loaded()

    assert gc.get_threshold()[0] == YOUNG_OBJECTS
