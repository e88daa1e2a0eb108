"""Starting: what is in the way is said in one sentence; stopping: at once, whoever is connected."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner
from websockets import connect

from bot.cli import app
from bot.engine.assistant import Assistant
from bot.settings import Settings, get_settings
from bot.spine.clock import utc_now
from bot.spine.rehearsal import rehearse
from bot.start import Welcome
from bot.store.database import Database
from bot.store.demo import Shown
from bot.support.conversation import Conversation
from bot.support.message import Message

STOPPED_WITHIN = 3  # seconds


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A place of its own for each start; the settings of one test are read by no other."""
    monkeypatch.setenv("FIRSTLINE_DATABASE_URL", f"sqlite:///{tmp_path}/firstline.db")
    monkeypatch.setenv("FIRSTLINE_MODEL_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("FIRSTLINE_PORT", str(free_port()))
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def refusal(command: str) -> str:
    """The one sentence with which a start is refused."""
    result = CliRunner().invoke(app, [command])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    *steps, sentence = result.output.strip().splitlines()
    assert all(step.endswith("...") for step in steps)
    return sentence


@pytest.mark.parametrize("command", ["up", "serve"])
def test_busy_port_is_refused_before_anything_is_done(command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as busy:
        port = busy.getsockname()[1]
        monkeypatch.setenv("FIRSTLINE_PORT", str(port))

        sentence = refusal(command)

    assert sentence.startswith(f"Port {port} on 127.0.0.1 cannot be used (Address already in use)")
    assert list(tmp_path.iterdir()) == []


def test_model_folder_that_cannot_be_made_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FIRSTLINE_MODEL_DIR", str(tmp_path / "file" / "models"))

    assert refusal("up").startswith(f"The folder {tmp_path}/file/models cannot be made")


def test_server_without_a_model_says_how_to_get_one() -> None:
    assert "train" in refusal("serve")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing", "Connection refused"),
        ("DATABASE_URL", "not a url", "is not a database URL"),
        ("DATABASE_URL", "sqlite:////dev/null/firstline.db", "The folder /dev/null cannot be created"),
        ("REDIS_URL", "localhost", "FIRSTLINE_REDIS_URL: "),
        ("PORT", "eighty", "FIRSTLINE_PORT: "),
        ("HOST", "300.1.1.1", "on 300.1.1.1 cannot be used"),
    ],
)
def test_wrong_setting_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    monkeypatch.setenv(f"FIRSTLINE_{name}", value)

    assert words in refusal("serve")


def test_file_that_is_no_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "firstline.db").write_text("a letter to a friend, and no database at all" * 100)

    assert "file is not a database" in refusal("serve")


@pytest.mark.parametrize(
    "setting",
    [{"HOST": "0.0.0.0"}, {"TELEGRAM_TOKEN": "1:real", "TELEGRAM_SECRET": "sixteen-letters-or-more"}],
    ids=["others could reach it", "a real platform is set up"],
)
def test_demo_of_the_channels_is_for_this_machine_and_made_up_customers(
    monkeypatch: pytest.MonkeyPatch, setting: dict[str, str]
) -> None:
    for name, value in setting.items():
        monkeypatch.setenv(f"FIRSTLINE_{name}", value)

    assert "The demo is for 127.0.0.1 alone" in refusal("demo-channels")


def test_demo_of_the_channels_says_when_its_own_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = CliRunner().invoke(app, ["demo-channels", "--port", str(taken.getsockname()[1])])

    assert (result.exit_code, "choose another with --port" in result.output) == (1, True)


def test_welcome_says_what_else_can_be_tried() -> None:
    welcome = str(Welcome("http://127.0.0.1:8000", None, "agents are added", "Customers everywhere   http://127.0.0.1:8010/"))

    assert welcome.index("Customers everywhere") < welcome.index("Ready")


def test_welcome_names_all_that_a_newcomer_needs() -> None:
    welcome = str(Welcome("http://127.0.0.1:8000", Shown("W-1", "emma@example.com"), "sign in as demo / secret"))

    addresses = {word for word in welcome.split() if word.startswith("http")}
    assert addresses == {f"http://127.0.0.1:8000/{page}" for page in ("", "console/", "docs")}
    assert "sign in as demo / secret" in welcome
    assert "order W-1 with e-mail emma@example.com" in welcome


def test_welcome_of_a_real_shop_shows_no_order() -> None:
    assert "Try in the chat" not in str(Welcome("http://127.0.0.1:8000", None, "agents are added"))


def test_rehearsal_leaves_nothing_behind(database: Database, model: Path) -> None:
    rehearse(database, Assistant.load(model, Settings().terms), "en", utc_now)

    with database.session() as db:
        assert db.scalar(select(func.count()).select_from(Message)) == 0
        assert db.scalar(select(func.count()).select_from(Conversation)) == 0


@pytest.fixture
def server(model: Path) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"FIRSTLINE_MODEL_DIR": str(model.parent)}
    command = [sys.executable, "-c", "from bot.cli import app; app()", "serve"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    yield server
    server.kill()
    server.wait()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
async def test_server_stops_at_once_with_customers_connected(
    server: subprocess.Popen[str], sent: signal.Signals, code: int
) -> None:
    host = f"127.0.0.1:{os.environ['FIRSTLINE_PORT']}"
    with httpx.Client(base_url=f"http://{host}") as client:
        wait_until_healthy(client, server)
        opened = (await asyncio.to_thread(client.post, "/api/conversations")).json()
        async with connect(f"ws://{host}/api/conversations/{opened['conversation_id']}/live") as live:
            await live.send(json.dumps({"token": opened["token"]}))
            assert json.loads(await live.recv())["type"] == "state"
            server.send_signal(sent)
            output, _ = await asyncio.to_thread(server.communicate, timeout=STOPPED_WITHIN)

    assert server.returncode == code
    assert output.splitlines() == ["Loading the assistant ...", f"Ready on http://{host}"]


def wait_until_healthy(client: httpx.Client, server: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            client.get("/health").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server does not start")
