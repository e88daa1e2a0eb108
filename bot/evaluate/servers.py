"""Servers that a measurement starts on this machine, watches and always stops."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
START_LIMIT = 300.0  # seconds
STOP_LIMIT = 10.0  # seconds until a server that was asked to end is made to


class ServerFailed(Exception):  # noqa: N818 - reads as the sentence that it carries
    """A server did not start; the message ends with the last lines of its log."""


@dataclass(frozen=True)
class Server:
    pid: int
    port: int
    start_seconds: float

    def memory(self) -> float:
        """Resident megabytes of the process and all that it started."""
        listing = subprocess.run(["ps", "-A", "-o", "pgid=,rss="], capture_output=True, text=True, check=True)
        processes = (line.split() for line in listing.stdout.splitlines())
        return sum(int(kilobytes) for group, kilobytes in processes if int(group) == self.pid) / 1024


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str], *, port: int, health: str, folder: Path, log: Path, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Run the command until the block ends; the block begins when `GET health` is answered with 200."""
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_healthy(process, port, health, log, began + START_LIMIT)
        yield Server(process.pid, port, time.perf_counter() - began)
    finally:
        _stop(process)


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, health: str, log: Path, deadline: float) -> None:
    while not _is_healthy(port, health):
        if process.poll() is not None or time.perf_counter() > deadline:
            lines = log.read_text(errors="replace").splitlines()[-15:]
            raise ServerFailed("\n".join([f"{Path(process.args[0]).name} did not start:", *lines]))  # type: ignore[index,arg-type]
        time.sleep(0.05)


def _is_healthy(port: int, health: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", health)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and what it started: its whole process group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_LIMIT)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
