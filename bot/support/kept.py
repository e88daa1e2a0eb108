"""How often something was kept that was promised or meant."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    kept: int
    broken: int
    # Not due yet.
    open: int

    @property
    def share(self) -> float | None:
        """Of what was due; None where nothing was."""
        due = self.kept + self.broken
        return self.kept / due if due else None
