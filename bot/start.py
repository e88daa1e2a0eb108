"""Bringing everything up: from a fresh checkout to a served shop in one step."""

import ctypes
import logging
import os
import secrets
import socket
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.engine.assistant import ModelUnusable
from bot.engine.training import TrainingError, train
from bot.server import assemble, create_server
from bot.services.agents import add_agent
from bot.services.lessons import Taught
from bot.services.trainings import taught_live
from bot.settings import Settings
from bot.spine.app import App
from bot.spine.channel import Channel
from bot.spine.clock import utc_now
from bot.spine.garbage import spare_what_is_loaded
from bot.spine.rehearsal import rehearse
from bot.store.database import Database
from bot.store.demo import Shown, make_demo_shop, shown_order
from bot.support.agent import Agent, Role

# The demo shop's agent; a real desk adds its own with `firstline agents add`.
DEMO_AGENT = "demo"
# Kept so that a later start can show it again; only its digest is in the store.
DEMO_PASSWORD_FILE = Path("var/demo-agent-password")
# Requests that are open when the server is stopped have this long to end; then what else is under way has its own time.
SHUTDOWN_SECONDS = 2
# Longer than proxies and clients keep an idle connection (mostly 5 to 60), or they would send on one that we are closing.
KEEP_ALIVE_SECONDS = 75

Say = Callable[[str], None]


class CannotStart(Exception):  # noqa: N818 - reads as the sentence that it carries
    """One sentence that says what is in the way and what helps."""


def up(settings: Settings, say: Say, platforms: Sequence[Channel] = (), hint: str = "") -> None:
    """Migrate, make the demo shop if the store is empty, train if the inputs changed, and serve until stopped.

    Platforms may be given beside those that are set up; the hint says where they are tried. Raises CannotStart before anything
    is done where the port or a folder cannot be used.
    """
    with closing(claim_port(settings)) as listener:
        claim_folder(Path(settings.model_dir))
        say("Bringing the store up to date ...")
        welcome, learnt = _prepare_store(settings, say, hint)
        _train(settings, say, learnt)
        serve(settings, listener, say, welcome, platforms)


def serve(settings: Settings, listener: socket.socket, say: Say, welcome: str, platforms: Sequence[Channel] = ()) -> None:
    """Answer customers and agents on the bound socket until stopped. Raises CannotStart."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    say("Loading the assistant ...")
    server = create_server(_assembled(settings, platforms))
    spare_what_is_loaded()
    _give_back_memory()
    say(welcome)
    # Access lines of every poll would bury what matters.
    config = uvicorn.Config(
        server,
        log_level="warning",
        log_config=None,
        access_log=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    with suppress(KeyboardInterrupt):  # which uvicorn raises again when all is shut down
        uvicorn.Server(config).run(sockets=[listener])


def _assembled(settings: Settings, platforms: Sequence[Channel]) -> App:
    try:
        app = assemble(settings, platforms=platforms)
    except ModelUnusable as error:
        raise CannotStart(str(error)) from None
    rehearse(app.database, app.assistant, settings.language, app.clock)
    return app


def _give_back_memory() -> None:
    """Some 30 MB that loading took for a while: glibc keeps them for more of the kind, which never comes."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # other C libraries have none
        trim(0)


def _train(settings: Settings, say: Say, learnt: Taught) -> None:
    try:
        train(Path(settings.model_dir), say, taught=learnt)
    except TrainingError as error:
        raise CannotStart(str(error)) from None


def claim_port(settings: Settings) -> socket.socket:
    """The listening socket, bound before anything slow is done, so that a busy port is known at once."""
    try:
        return socket.create_server((settings.host, settings.port), backlog=512)
    except OSError as error:
        # Python adds the address, which the sentence has already.
        reason = str(error.strerror).partition(" (")[0]
        raise CannotStart(
            f"Port {settings.port} on {settings.host} cannot be used ({reason}): "
            "stop what holds it, or choose another with FIRSTLINE_PORT."
        ) from None


def claim_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"The folder {folder} cannot be made: {error.strerror}.") from None
    if not os.access(folder, os.W_OK):
        raise CannotStart(f"The folder {folder} cannot be written to.")


@dataclass(frozen=True)
class Welcome:
    """What a newcomer needs to try everything."""

    address: str
    shown: Shown | None
    agent: str
    # Where else something is to be tried.
    hint: str = ""

    def __str__(self) -> str:
        lines = [
            "",
            f"  Shop with the widget   {self.address}/",
            f"  Agents' console        {self.address}/console/   {self.agent}",
            f"  Customer API           {self.address}/docs",
        ]
        if self.shown:
            lines.append(f"  Try in the chat        order {self.shown.order_number} with e-mail {self.shown.email}")
        if self.hint:
            lines.append(f"  {self.hint}")
        return "\n".join([*lines, "", "Ready. Ctrl-C stops."])


def _prepare_store(settings: Settings, say: Say, hint: str) -> tuple[str, Taught]:
    """The welcome, and what agents have taught so far."""
    database = Database(settings.database_url)
    database.migrate()
    with database.session() as db:
        if make_demo_shop(db, utc_now(), settings.currency):
            say("The store was empty: it now holds the demo shop.")
        shown = shown_order(db)
        agent = _sign_in_hint(db, is_demo=shown is not None)
        learnt = taught_live(db)
    database.dispose()
    return str(Welcome(f"http://{settings.host}:{settings.port}", shown, agent, hint)), learnt


def _sign_in_hint(db: Session, is_demo: bool) -> str:
    """How an agent signs in; a demo shop without agents gets one."""
    if is_demo and db.scalar(select(Agent.id).limit(1)) is None:
        return _add_demo_agent(db)
    if is_demo and DEMO_PASSWORD_FILE.exists():
        return f"sign in as {DEMO_AGENT} / {DEMO_PASSWORD_FILE.read_text().strip()}"
    return "agents are added with `firstline agents add NAME`"


def _add_demo_agent(db: Session) -> str:
    claim_folder(DEMO_PASSWORD_FILE.parent)
    password = secrets.token_urlsafe(9)
    add_agent(db, DEMO_AGENT, password, utc_now(), Role.ADMINISTRATOR)
    DEMO_PASSWORD_FILE.touch(mode=0o600)
    DEMO_PASSWORD_FILE.write_text(password + "\n")
    return f"sign in as {DEMO_AGENT} / {password}"
