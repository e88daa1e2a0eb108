"""How long parses take."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Latency:
    """Milliseconds of one whole parse, each text parsed once."""

    median: float
    p95: float
    slowest: float


def latency(milliseconds: Sequence[float]) -> Latency:
    """Of at least two parses."""
    return Latency(
        statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20, method="inclusive")[-1], max(milliseconds)
    )
