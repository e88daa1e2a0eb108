"""What a customer came for, turn by turn, and which of its writes are still open."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.evaluate.tau import spoken
from bot.evaluate.tau.shop_state import ShopState
from bot.evaluate.tau.spoken import says, says_any
from bot.evaluate.tau.tasks import Task, Turn, Write

OF_ACCOUNT = ("account", "profile", "default")


@dataclass
class Script:
    task: Task
    shop: ShopState
    _position: int = 0
    # Writes that the customer said yes to, or gave up.
    _done_with: list[Write] = field(default_factory=list)

    @property
    def turn(self) -> Turn:
        return self.task.turns[self._position]

    @property
    def open(self) -> list[Write]:
        return [write for write in self.task.writes if write not in self._done_with]

    @property
    def open_of_turn(self) -> list[Write]:
        return [write for write in self.turn.writes if write in self.open]

    def confirm(self, writes: Sequence[Write]) -> None:
        self._done_with += writes

    def give_up(self) -> None:
        """Of what this turn is about."""
        self._done_with += self.open_of_turn

    def go_on(self) -> Turn | None:
        """The next turn, whatever has become of this one; None after the last."""
        self.give_up()
        if self._position + 1 == len(self.task.turns):
            return None
        self._position += 1
        return self.turn

    def subject(self, text: str) -> Write | None:
        """The write that a text is about: of this turn's the one that it fits best, else another one that it names."""
        candidates = self.open_of_turn or [write for write in self.open if self._fit(write, text) > 0]
        return max(candidates, key=lambda write: self._fit(write, text), default=None)

    def _fit(self, write: Write, text: str) -> int:
        if not write.order:
            return int(says_any(text, OF_ACCOUNT))
        articles = spoken.chosen(self.shop.orders[write.order], write)
        return 2 * says(text, write.order) + any(says(text, article.name) for article in articles)
