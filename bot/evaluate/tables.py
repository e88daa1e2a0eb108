"""Figures as Markdown tables: fit for a terminal and for the docs."""

from collections.abc import Sequence

from babel import Locale


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """The first row is the head; the first column is of words, the others of figures."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rule = "|" + "|".join("-" * (width + 1) + ("-" if column == 0 else ":") for column, width in enumerate(widths)) + "|"
    return "\n".join([_line(rows[0], widths), rule, *(_line(row, widths) for row in rows[1:])])


def percent(share: float) -> str:
    return f"{share:.1%}"


def language_name(code: str) -> str:
    """In English: Estonian for et."""
    return Locale.parse(code).get_display_name("en") or code


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if column else cell.ljust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "| " + " | ".join(cells) + " |"
