"""What is wrong with a file that the shop wants to bring in."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic_core import ErrorDetails


@dataclass(frozen=True)
class Problem:
    """One reason why a file cannot be imported: where it is ('line 7', 'orders.#W1.status'), and what it is."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


class BadFile(Exception):  # noqa: N818 - a file is bad; the import did not err
    """The file cannot be imported; carries every problem that was found, and nothing of the file was stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = list(problems)


def reason_of(error: ErrorDetails) -> str:
    """Pydantic's finding as part of a sentence."""
    if error["type"] == "missing":
        return "is missing"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return error["msg"].replace("Input should", "should").replace("Decimal input should", "should")
