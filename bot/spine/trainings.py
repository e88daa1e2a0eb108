"""Trainings that were asked for run in a process of their own; a model that was put live is answered with, without a restart."""

import asyncio
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy.orm import Session

from bot.engine.assistant import ModelUnusable
from bot.services import trainings
from bot.spine.app import App
from bot.spine.live import DESK
from bot.spine.rounds import in_rounds
from bot.support.training import Training

logger = logging.getLogger(__name__)

ROUND_SECONDS = 2.0
# Of what the process printed before it failed.
LOG_CHARS = 600
COMMAND = [sys.executable, "-c", "from bot.cli import app; app()", "retrain"]


async def train_on_request(app: App) -> None:
    """In rounds, until cancelled."""

    async def take_up() -> None:
        training_id = await app.in_store(lambda db: trainings.take_up(db, app.clock()))
        if training_id is not None:
            await _train(app, training_id)

    await in_rounds(take_up, ROUND_SECONDS, "trainings cannot be carried out")


async def follow_trainings(app: App) -> None:
    """Serve what was put live since this process loaded its model, and tell agents' pages how a training goes on."""
    loaded_at, told = app.clock(), None

    async def follow() -> None:
        nonlocal loaded_at, told
        now = await _told(app)
        if now != told:
            told = now
            await app.live.publish(DESK, {})
        live = await app.in_store(trainings.live)
        if live is not None and live.ended_at is not None and live.ended_at > loaded_at:
            loaded_at = live.ended_at
            await _serve(app, live)

    await in_rounds(follow, ROUND_SECONDS, "trainings cannot be followed")


async def _train(app: App, training_id: str) -> None:
    where = {"FIRSTLINE_DATABASE_URL": app.settings.database_url, "FIRSTLINE_MODEL_DIR": app.settings.model_dir}
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        training_id,
        env=os.environ | where | {"OMP_NUM_THREADS": "1"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        printed, _ = await process.communicate()
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.terminate()
            await process.wait()
        raise
    problem = f"The process that trains ended with {process.returncode}. {printed.decode(errors='replace').strip()[-LOG_CHARS:]}"
    # Changes nothing where the process came to its own end.
    await app.in_store(lambda db: trainings.fail(db, training_id, problem.strip(), app.clock()))


async def _serve(app: App, training: Training) -> None:
    model = Path(app.settings.model_dir) / str(training.model)
    try:
        await asyncio.to_thread(app.assistant.replace_model, model)
    except (ModelUnusable, OSError) as error:
        logger.error("the model %s cannot be served, the present one goes on: %s", model.name, error)


async def _told(app: App) -> tuple[object, ...] | None:
    """What agents' pages show of the latest training."""

    def read(db: Session) -> tuple[object, ...] | None:
        latest = trainings.latest(db)
        return (latest[0].id, latest[0].state, latest[0].measured) if latest else None

    return await app.in_store(read)
