"""A server of ours with all vendors around it, on this machine."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from bot.channels.vendors.everyone import EMAIL, VENDORS
from bot.channels.vendors.mail import MailServer, listening_to
from bot.channels.vendors.vendor import Vendor, served
from bot.evaluate.servers import HOST, ServerFailed, free_port
from bot.store.database import Database

READY = "ready\n"


@dataclass(frozen=True)
class Vendors:
    called: Sequence[Vendor]
    mail: MailServer
    # By channel, as our server is told them.
    addresses: dict[str, Any]


@asynccontextmanager
async def all_vendors() -> AsyncIterator[Vendors]:
    called, mail = [vendor() for vendor in VENDORS], MailServer()
    async with AsyncExitStack() as open_:
        addresses: dict[str, Any] = {vendor.name: await open_.enter_async_context(served(vendor.answer)) for vendor in called}
        smtp = await open_.enter_async_context(listening_to(mail.smtp, "smtp"))
        imap = await open_.enter_async_context(listening_to(mail.imap, "imap"))
        yield Vendors(called, mail, {**addresses, EMAIL: [smtp, imap]})


class KillableServer:
    def __init__(self, orders: IO[str], port: int) -> None:
        self._orders = orders
        self.address = f"http://{HOST}:{port}"
        self.kills = 0

    def kill(self) -> None:
        """SIGKILL; the next process takes its place at once."""
        self._orders.write("kill\n")
        self._orders.flush()
        self.kills += 1


@contextmanager
def killable_server(
    database: Database, model_folder: Path, vendors: Mapping[str, Any], turn_limit: float
) -> Iterator[KillableServer]:
    """Raises ServerFailed."""
    port = free_port()
    environment = os.environ | {
        "FIRSTLINE_DATABASE_URL": database.url.render_as_string(hide_password=False),
        "FIRSTLINE_MODEL_DIR": str(model_folder),
        "FIRSTLINE_PORT": str(port),
        "FIRSTLINE_TURN_LIMIT_SECONDS": str(turn_limit),
        "OMP_NUM_THREADS": "1",
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-m", "bot.evaluate.killable", json.dumps(vendors)]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        orders, news = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
        if news.readline() != READY:
            raise ServerFailed("The server did not start.")
        yield KillableServer(orders, port)
        # At their end it kills the serving process, and ends.
        orders.close()
