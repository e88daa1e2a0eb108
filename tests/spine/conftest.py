"""A turn taker, as one server process has it, with a stand-in for the assistant."""

from collections.abc import AsyncIterator

import pytest

from bot.spine.turns import TurnTaker
from bot.store.database import Database
from tests.spine.outgoing import Platform
from tests.spine.promising_shop import Shop
from tests.spine.stand_in import Clockwork, StandIn, a_taker


@pytest.fixture
def assistant() -> StandIn:
    return StandIn()


@pytest.fixture
async def taker(database: Database, assistant: StandIn) -> AsyncIterator[TurnTaker]:
    taker = a_taker(database, assistant)
    yield taker
    await taker.close()


@pytest.fixture
def shop(database: Database) -> Shop:
    return Shop(database)


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def clock() -> Clockwork:
    return Clockwork()
