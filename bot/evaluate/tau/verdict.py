"""How a talk came out: what it did to the store, next to what was right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import combinations

from bot.evaluate.tau.shop_state import Difference, ShopState, differences
from bot.evaluate.tau.talk import Said
from bot.evaluate.tau.tasks import Task, Write
from bot.evaluate.tau.writes import ImpossibleWrite, done


class Verdict(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    HANDED_OVER = "handed over"


@dataclass(frozen=True)
class Expected:
    """The state of the store that is right in the end; writes that the benchmark's own rules refuse change nothing."""

    state: ShopState
    refused: Sequence[str]


def expected_of(task: Task, shop: ShopState) -> Expected:
    refused = []
    for write in task.writes:
        try:
            shop = done(shop, write)
        except ImpossibleWrite as reason:
            refused.append(f"{write}: {reason}")
    return Expected(shop, refused)


@dataclass
class Ledger:
    """What the talk wrote so far; told of every message of the customer after which the store had changed."""

    state: ShopState
    # Right writes that have not been made.
    open: list[Write]
    # Changes that are none of them.
    wrong: list[str] = field(default_factory=list)
    without_yes: list[str] = field(default_factory=list)

    def note(self, after: ShopState, said: Said, records: Iterable[str]) -> None:
        """The store as it is after the customer's words, and what was put on record in that turn."""
        changes = differences(self.state, after)
        if not said.is_yes:
            self.without_yes += list(records) or [str(change) for change in changes]
        made = self._made(after) if changes else []
        if changes and not made:
            self.wrong.append("; ".join(map(str, changes)))
        for write in made:
            self.open.remove(write)
        self.state = after

    def _made(self, after: ShopState) -> Sequence[Write]:
        """The open writes that lead from the last state to this one; none where something else happened."""
        for count in range(1, len(self.open) + 1):
            for writes in combinations(self.open, count):
                if self._leads_to(after, writes):
                    return writes
        return []

    def _leads_to(self, after: ShopState, writes: Sequence[Write]) -> bool:
        state = self.state
        try:
            for write in writes:
                state = done(state, write)
        except ImpossibleWrite:
            return False
        return not differences(state, after)


@dataclass(frozen=True)
class Line:
    """One line of the transcript."""

    speaker: str
    text: str
    buttons: Sequence[str] = ()
    expects: str | None = None
    milliseconds: float | None = None


@dataclass(frozen=True)
class Outcome:
    task: str
    verdict: Verdict
    lines: Sequence[Line]
    seconds: float
    # What the store lacks or has in excess in the end.
    differences: Sequence[Difference] = ()
    wrong_writes: Sequence[str] = ()
    writes_without_yes: Sequence[str] = ()
    # Facts that the customer should have been told, and was not.
    untold: Sequence[str] = ()
    facts: int = 0
    # Expected writes that the benchmark's own rules refuse.
    refused: Sequence[str] = ()

    @property
    def messages(self) -> int:
        """How many the customer sent."""
        return sum(line.milliseconds is not None for line in self.lines)

    @property
    def milliseconds(self) -> list[float]:
        """Of each turn."""
        return [line.milliseconds for line in self.lines if line.milliseconds is not None]

    @property
    def signature(self) -> tuple[object, ...]:
        """What must be the same whenever the talk is held again; numbers drawn at random in the texts may differ."""
        return self.verdict, self.messages, [str(one) for one in self.differences]


def verdict_of(
    task: Task, found: Sequence[Difference], wrong: Sequence[str], *, handed_over: bool, stuck: bool = False
) -> Verdict:
    """The state of the store decides, and that a human was called exactly where the task wants one.

    `stuck` says that some expected write is refused by the rules: what cannot be done within them may go to a human.
    """
    if found and wrong:
        return Verdict.WRONG
    if handed_over and not (task.wants_human or stuck):
        return Verdict.HANDED_OVER
    if found or (task.wants_human and not handed_over):
        return Verdict.INCOMPLETE
    return Verdict.RIGHT


def untold(facts: Sequence[str], lines: Sequence[Line]) -> list[str]:
    """Those of the facts that nothing but the customer's own words contain; thousands' commas and case do not count."""
    heard = " ".join(line.text for line in lines if line.milliseconds is None).replace(",", "").casefold()
    return [fact for fact in facts if fact.replace(",", "").casefold() not in heard]
