"""A server that can be killed and is back at once: the model is loaded by a parent that forks the serving process.

Run as a program; each line on standard input kills the serving process (SIGKILL) and starts the next one. The first argument may
name the vendors that stand in for the real ones, as JSON: {"telegram": "http://127.0.0.1:4711", "email": ["smtp://...", "imap://..."]}.
"""

import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import uvicorn

from bot.channels.vendors.everyone import platforms_of
from bot.server import assemble, create_server
from bot.settings import Settings
from bot.spine.app import App


def main(arguments: Sequence[str]) -> None:
    settings = Settings()
    vendors: Mapping[str, Any] = json.loads(arguments[0]) if arguments else {}
    app = assemble(settings, platforms=platforms_of(vendors))
    logging.disable(logging.WARNING)
    # The parent keeps the port, so that a customer's connection waits for the next process instead of being refused.
    listener = socket.create_server((settings.host, settings.port), backlog=512)
    child = start(app, listener)
    print("ready", flush=True)  # noqa: T201 - who started it reads it
    for _ in sys.stdin:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        child = start(app, listener)
    os.kill(child, signal.SIGKILL)


def start(app: App, listener: socket.socket) -> int:
    """Fork a serving process; nothing of the parent's runs in it but the loaded model."""
    child = os.fork()
    if child:
        return child
    sys.stdin.close()
    uvicorn.Server(uvicorn.Config(create_server(app), log_level="critical", access_log=False)).run(sockets=[listener])
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
