"""The same talk with ours and with stock Rasa, message by message in turn: start, memory, time to answer."""

import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.evaluate import script, stock
from bot.evaluate.machine import describe_machine
from bot.evaluate.servers import HOST, Server, ServerFailed, free_port, running
from bot.evaluate.talks import OurTalk, StockTalk, Talk
from bot.evaluate.terminal import Tell

OURS = str(Path(sys.executable).with_name("firstline"))
QUARTERS = 4


@dataclass(frozen=True)
class Timing:
    """Milliseconds that each message of one talk took, from sending it to having read the whole answer."""

    milliseconds: list[float]

    def quarters(self) -> list["Timing"]:
        length = len(self.milliseconds) // QUARTERS
        return [Timing(self.milliseconds[start : start + length]) for start in range(0, length * QUARTERS, length)]

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.milliseconds, n=20, method="inclusive")[-1]

    @property
    def growth(self) -> float:
        """Median of the last quarter over that of the first; 1 is flat."""
        quarters = self.quarters()
        return quarters[-1].median / quarters[0].median


@dataclass(frozen=True)
class HeldTalk:
    """A talk as it went. Its times mean something only if it went as it should: a server that gave up is fast."""

    timing: Timing
    # Messages that got no text in answer.
    unanswered: int
    returns_asked: int
    returns_made: int

    @property
    def went_well(self) -> bool:
        return self.unanswered == 0 and self.returns_made == self.returns_asked


@dataclass(frozen=True)
class Measured:
    """One server over one talk; memory at its end."""

    start_seconds: float
    megabytes: float
    talk: HeldTalk


@dataclass(frozen=True)
class Comparison:
    machine: str
    command: str
    ours: Measured
    stock: Measured
    our_long_talk: HeldTalk


def compare(messages: int, long_messages: int, tell: Tell) -> Comparison:
    """Measure both; takes some minutes, most of them to train the stock model. `tell` hears what is going on."""
    lines = list(islice(script.lines(), messages))
    long_lines = list(islice(script.lines(first_return=lines.count(script.YES) + 1), long_messages))
    with tempfile.TemporaryDirectory(prefix="firstline-speed-") as name:
        folder = Path(name)
        tell("Training our model, if its inputs changed ...")
        _run_ours("train", log=folder / "ours-train.log")
        tell("Training the stock model (some minutes) ...")
        project = folder / "stock"
        stock.make_project(project)
        stock.train(project)
        our_store = script.make_store(folder / "ours.db", messages + long_messages)
        stock_store = script.make_store(folder / "stock.db", messages)
        tell("Starting ours, then stock ...")
        with _our_server(folder, our_store) as our_server:
            with stock.serving(project, {"FIRSTLINE_DATABASE_URL": stock_store}) as (stock_server, action_server):
                tell(f"Holding the same talk of {messages} messages with both ...")
                held = (OurTalk(our_server.port), our_store), (StockTalk(stock_server.port), stock_store)
                our_talk, stock_talk = hold_in_turn(held, lines)
                ours = Measured(our_server.start_seconds, our_server.memory(), our_talk)
                memory = stock_server.memory() + action_server.memory()
                theirs = Measured(stock_server.start_seconds, memory, stock_talk)
            tell(f"Holding a talk of {long_messages} messages with ours alone ...")
            [long_talk] = hold_in_turn([(OurTalk(our_server.port), our_store)], long_lines)
    return Comparison(describe_machine(), shlex.join(["firstline", *sys.argv[1:]]), ours, theirs, long_talk)


def hold_in_turn(talks: Sequence[tuple[Talk, str]], lines: Sequence[str]) -> list[HeldTalk]:
    """Say every line in every talk before the next line; each talk comes with the URL of the store behind it.

    Who goes first changes from line to line, so that none always finds the machine as the other left it.
    """
    milliseconds: list[list[float]] = [[] for _ in talks]
    silences = [0 for _ in talks]
    made_before = [script.returns_made(store) for _, store in talks]
    for number, line in enumerate(lines):
        for turn in range(len(talks)):
            which = (number + turn) % len(talks)
            began = time.perf_counter()
            replies = talks[which][0].say(line)
            milliseconds[which].append((time.perf_counter() - began) * 1000)
            silences[which] += not replies
    return [
        HeldTalk(Timing(times), silence, lines.count(script.YES), script.returns_made(store) - before)
        for times, silence, (_, store), before in zip(milliseconds, silences, talks, made_before, strict=True)
    ]


def _our_server(folder: Path, store: str) -> AbstractContextManager[Server]:
    port = free_port()
    return running(
        [OURS, "serve"],
        port=port,
        health="/health",
        folder=stock.ROOT,
        log=folder / "ours.log",
        environment={"FIRSTLINE_DATABASE_URL": store, "FIRSTLINE_HOST": HOST, "FIRSTLINE_PORT": str(port)},
    )


def _run_ours(*arguments: str, log: Path) -> None:
    with log.open("wb") as output:
        done = subprocess.run(
            [OURS, *arguments], cwd=stock.ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        )
    if done.returncode:
        raise ServerFailed("\n".join([f"`firstline {arguments[0]}` failed:", log.read_text(errors="replace")]))
