"""The same talk with ours and with stock Rasa, message by message in turn: start, memory, time to answer."""

import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.evaluate import script, stock
from bot.evaluate.machine import describe_machine
from bot.evaluate.servers import HOST, Server, ServerFailed, free_port, running
from bot.evaluate.talks import OurTalk, StockTalk, Talk

OURS = str(Path(sys.executable).with_name("firstline"))
QUARTERS = 4
Tell = Callable[[str], None]


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
class Measured:
    """One server over one talk; memory at its end."""

    start_seconds: float
    megabytes: float
    timing: Timing
    # Messages that got no text in answer.
    unanswered: int


@dataclass(frozen=True)
class Comparison:
    machine: str
    command: str
    ours: Measured
    stock: Measured
    our_long_talk: Timing


def compare(messages: int, long_messages: int, tell: Tell) -> Comparison:
    """Measure both; takes some minutes, most of them to train the stock model. `tell` hears what is going on."""
    with tempfile.TemporaryDirectory(prefix="firstline-speed-") as name:
        folder = Path(name)
        tell("Training our model, if its inputs changed ...")
        _run_ours("train", log=folder / "ours-train.log")
        tell("Training the stock model (some minutes) ...")
        project = folder / "stock"
        stock.make_project(project)
        stock.train(project)
        our_store = script.make_store(folder / "ours.db", long_messages)
        stock_store = script.make_store(folder / "stock.db", messages)
        tell("Starting ours, then stock ...")
        with _our_server(folder, our_store) as our_server:
            with stock.serving(project, {"FIRSTLINE_DATABASE_URL": stock_store}) as (stock_server, action_server):
                tell(f"Holding the same talk of {messages} messages with both ...")
                talks = OurTalk(our_server.port), StockTalk(stock_server.port)
                (our_timing, our_silence), (timing, silence) = hold_in_turn(talks, list(islice(script.lines(), messages)))
                ours = Measured(our_server.start_seconds, our_server.memory(), our_timing, our_silence)
                memory = stock_server.memory() + action_server.memory()
                theirs = Measured(stock_server.start_seconds, memory, timing, silence)
            tell(f"Holding a talk of {long_messages} messages with ours alone ...")
            [(long_talk, _)] = hold_in_turn([OurTalk(our_server.port)], list(islice(script.lines(), long_messages)))
    return Comparison(describe_machine(), shlex.join(["firstline", *sys.argv[1:]]), ours, theirs, long_talk)


def hold_in_turn(talks: Sequence[Talk], lines: Sequence[str]) -> list[tuple[Timing, int]]:
    """Say every line in every talk before the next line; of each talk, its timing and how many lines got no text in answer.

    Who goes first changes from line to line, so that none always finds the machine as the other left it.
    """
    milliseconds: list[list[float]] = [[] for _ in talks]
    silences = [0 for _ in talks]
    for number, line in enumerate(lines):
        for turn in range(len(talks)):
            which = (number + turn) % len(talks)
            began = time.perf_counter()
            replies = talks[which].say(line)
            milliseconds[which].append((time.perf_counter() - began) * 1000)
            silences[which] += not replies
    return [(Timing(times), silence) for times, silence in zip(milliseconds, silences, strict=True)]


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
