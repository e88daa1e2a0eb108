"""The assistant as it is served, and a fresh shop for every talk."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.engine import inert_imports

# Before any test imports Rasa.
inert_imports.install()

from bot.engine.assistant import Assistant  # noqa: E402
from bot.shop.office_hours import DAYS, OfficeHours  # noqa: E402
from bot.shop.terms import Proof, Terms  # noqa: E402
from bot.store.database import Database  # noqa: E402
from tests.conversations.player import Player  # noqa: E402
from tests.conversations.shop import make_shop  # noqa: E402

TERMS = {
    "default": Terms(),
    # The proofs that tau-retail takes.
    "tau": Terms(proofs=frozenset({Proof.EMAIL, Proof.NAME_AND_POSTCODE})),
    "email": Terms(proofs=frozenset({Proof.ORDER_AND_EMAIL})),
    "postcode": Terms(proofs=frozenset({Proof.ORDER_AND_POSTCODE})),
    # Nobody is at the desk: it opens in three days.
    "closed": Terms(office_hours=OfficeHours.of(f"{DAYS[(datetime.now(UTC).weekday() + 3) % 7]} 09:00-18:00", ZoneInfo("UTC"))),
    "name": Terms(proofs=frozenset({Proof.NAME_AND_POSTCODE})),
}
Begin = Callable[..., Player]


@pytest.fixture(scope="session")
def assistants(model: Path) -> dict[str, Assistant]:
    """One for each of the terms; they differ in nothing else, and share what was loaded."""
    loaded = Assistant.load(model, Terms())
    return {name: Assistant(loaded._processor, terms, loaded._reload) for name, terms in TERMS.items()}


@pytest.fixture(scope="session")
def stocked_file(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stocked") / "shop.db"
    shutil.copy(migrated_sqlite_file, path)
    database = Database(f"sqlite:///{path}")
    with database.session() as db:
        make_shop(db, datetime.now(UTC))
    database.dispose()
    return path


@pytest.fixture
def shop(stocked_file: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "shop.db"
    shutil.copy(stocked_file, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.dispose()


@pytest.fixture
def begin(assistants: dict[str, Assistant], shop: Database) -> Begin:
    """Begin a talk in the shop."""

    def _begin(terms: str = "default", signed_in: str | None = None) -> Player:
        return Player.begin(assistants[terms], shop, signed_in)

    return _begin
