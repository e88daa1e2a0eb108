"""The shop that scripted customers go to."""

from pathlib import Path

import pytest

from bot.evaluate.tau.shop_state import ShopState
from tests.evaluate.tau.small_shop import small_shop


@pytest.fixture
def shop(tmp_path: Path) -> ShopState:
    return small_shop(tmp_path)
