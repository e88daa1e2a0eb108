"""Servers of a measurement: begun when healthy, always stopped."""

import os
import sys
from pathlib import Path

import pytest

from bot.evaluate.servers import HOST, ServerFailed, free_port, running


def command(port: int) -> list[str]:
    return [sys.executable, "-m", "http.server", str(port), "--bind", HOST]


def test_block_begins_when_the_server_answers(tmp_path: Path) -> None:
    port = free_port()

    with running(command(port), port=port, health="/", folder=tmp_path, log=tmp_path / "log", environment={}) as server:
        assert server.start_seconds > 0
        assert server.memory() > 1


def test_server_is_stopped_when_the_block_fails(tmp_path: Path) -> None:
    port = free_port()

    with (
        pytest.raises(ZeroDivisionError),
        running(command(port), port=port, health="/", folder=tmp_path, log=tmp_path / "log", environment={}) as server,
    ):
        raise ZeroDivisionError

    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_server_that_ends_at_once_is_reported_with_its_last_words(tmp_path: Path) -> None:
    failing = [sys.executable, "-c", "raise SystemExit('no model here')"]

    with (
        pytest.raises(ServerFailed, match="no model here"),
        running(failing, port=free_port(), health="/", folder=tmp_path, log=tmp_path / "log", environment={}),
    ):
        pass
