from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from tests.channels.email.night import Night, a_night
from tests.spine.stand_in import Clockwork


@pytest.fixture
def clock() -> Clockwork:
    return Clockwork()


@pytest.fixture
async def night(one_database: Database, clock: Clockwork) -> AsyncIterator[Night]:
    async with a_night(one_database, clock) as night:
        yield night
