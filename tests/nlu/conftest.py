"""Before any test here imports Rasa."""

from bot.engine import inert_imports

inert_imports.install()
