"""Runs migrations: on the connection that Database.migrate passes in, or for developers on the configured database."""

import importlib
import pkgutil
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.types import Enum, TypeDecorator

import bot.shop
import bot.support
from bot.settings import get_settings
from bot.store.database import Database
from bot.store.word_index import is_mapped
from bot.tables import Base


def import_mapped_classes() -> None:
    for package in (bot.shop, bot.support):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


def plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Migrations name the database's own types, so that they still run when ours have changed."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_item=plain_type, render_as_batch=True, include_name=is_mapped
    )
    with context.begin_transaction():
        context.run_migrations()


import_mapped_classes()
if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    with Database(get_settings().database_url).engine.begin() as own:
        run(own)
