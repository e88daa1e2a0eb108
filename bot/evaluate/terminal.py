"""What measurements say on the terminal: their figures on standard output, news and problems beside them."""

from collections.abc import Callable

import typer

Tell = Callable[[str], None]


def tell(news: str) -> None:
    typer.echo(news, err=True)


def stopped(sentence: str) -> typer.Exit:
    """To be raised when the sentence, which says why, is told."""
    tell(sentence)
    return typer.Exit(1)


def conclude(figures: object, *, holds: bool) -> None:
    """Show the figures; the command fails where they are not as they must be."""
    typer.echo(figures)
    if not holds:
        raise typer.Exit(1)
