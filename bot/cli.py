"""The `firstline` command: what an operator does outside the chat."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from pydantic import ValidationError

from bot.evaluate.commands import evaluate_app
from bot.settings import Settings, get_settings
from bot.store.database import Database, DatabaseUnusable
from bot.store.demo import make_demo_shop, shown_order
from bot.store.importers import import_file
from bot.store.importers.problem import BadFile
from bot.support.agent import Role

app = typer.Typer(help="First-line customer support for online shops.", no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(evaluate_app, name="evaluate")
agents = typer.Typer(help="The humans at the desk.", no_args_is_help=True)
app.add_typer(agents, name="agents")


@app.callback()
def _quiet() -> None:
    # Libraries' warnings are for their developers; they would bury what the operator needs to read.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


@app.command()
def up() -> None:
    """Bring everything up: train, migrate, make the demo shop in an empty store, serve."""
    # Here, because the server loads what the other commands do not need.
    from bot.start import CannotStart  # noqa: PLC0415
    from bot.start import up as bring_up  # noqa: PLC0415

    try:
        bring_up(_settings(), typer.echo)
    except (CannotStart, DatabaseUnusable) as error:
        raise _stop(str(error)) from None


@app.command()
def demo_channels(
    port: Annotated[int, typer.Option(help="Where the page of the customers is.")] = 8010,
) -> None:
    """Bring everything up, with a page on which you are a customer on Telegram, Messenger, WhatsApp, Slack and SMS."""
    from bot.channels.platforms import configured  # noqa: PLC0415
    from bot.channels.vendors.playground import HERE, run_beside  # noqa: PLC0415
    from bot.start import CannotStart  # noqa: PLC0415
    from bot.start import up as bring_up  # noqa: PLC0415

    settings = _settings()
    if settings.host != HERE or configured(settings):
        raise _stop(f"The demo is for {HERE} alone, and not for a server on which platforms are set up.")
    try:
        platforms = run_beside(f"http://{settings.host}:{settings.port}", port)
    except OSError as error:
        raise _stop(f"Port {port} cannot be used ({error.strerror}): choose another with --port.") from None
    try:
        bring_up(settings, typer.echo, platforms, f"Customers everywhere   http://{HERE}:{port}/")
    except (CannotStart, DatabaseUnusable) as error:
        raise _stop(str(error)) from None


@app.command()
def serve() -> None:
    """Serve what is there, as one of several processes; `up` has trained and migrated before."""
    from bot.engine.assistant import ModelUnusable  # noqa: PLC0415
    from bot.start import CannotStart, claim_port  # noqa: PLC0415
    from bot.start import serve as run_server  # noqa: PLC0415

    settings = _settings()
    try:
        with closing(claim_port(settings)) as listener, _store():
            run_server(settings, listener, typer.echo, f"Ready on http://{settings.host}:{settings.port}")
    except (CannotStart, ModelUnusable) as error:
        raise _stop(str(error)) from None


@app.command()
def train() -> None:
    """Train the model if what it is made of has changed: the project, and what agents taught."""
    from bot.engine.training import TrainingError  # noqa: PLC0415
    from bot.engine.training import train as train_model  # noqa: PLC0415
    from bot.services.lessons import taught  # noqa: PLC0415

    try:
        with _store() as database, database.session() as db:
            learnt = taught(db)
        train_model(_settings().model_dir, typer.echo, taught=learnt)
    except TrainingError as error:
        raise _stop(str(error)) from None


@app.command(hidden=True)
def retrain(training: Annotated[str, typer.Argument(help="As the store knows it.")]) -> None:
    """Carry out a training that was asked for in the console; servers run this by themselves."""
    from bot.evaluate.retraining import Retraining  # noqa: PLC0415

    with _store() as database:
        Retraining(database, Path(_settings().model_dir)).run(training)


@app.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    with _store() as database:
        typer.echo(f"The database at {database.address} is up to date.")


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="A tau-retail db.json, or a CSV of orders (docs/import.md).")]) -> None:
    """Bring in customers, products and orders; a file with a bad row changes nothing."""
    settings = _settings()
    with _store() as database:
        try:
            with database.session() as db:
                report = import_file(db, file, currency=settings.currency, zone=ZoneInfo(settings.time_zone))
        except BadFile as bad:
            for problem in bad.problems:
                typer.echo(problem, err=True)
            raise _stop(f"{file}: nothing was imported; problems found: {len(bad.problems)}.") from None
    for kind, tally in report.tallies.items():
        removed = f", {tally.removed} removed" if tally.removed else ""
        typer.echo(f"{kind}: {tally.new} new, {tally.changed} changed{removed}, {tally.unchanged} as before")
    for note in report.notes:
        typer.echo(note)


@app.command()
def demo() -> None:
    """Fill an empty store with the demo shop, and say what to try."""
    with _store() as database, database.session() as db:
        made = make_demo_shop(db, datetime.now(UTC), _settings().currency)
        shown = shown_order(db)
    if made:
        typer.echo("The demo shop is ready.")
    elif shown is None:
        typer.echo("The store holds a shop already; the demo shop was not made.")
    if shown is not None:
        typer.echo(f"Try order {shown.order_number} with e-mail {shown.email}.")


@agents.command("add")
def add_agent(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[
        Role, typer.Option(help="A supervisor also writes questions and sees reports, an administrator also the team.")
    ] = Role.AGENT,
    generate: Annotated[bool, typer.Option("--generate", help="Make a password and print it.")] = False,
) -> None:
    """Let a human sign in at the console."""
    # Here, because checking passwords loads argon2, which no other command needs.
    from bot.services.agents import MIN_PASSWORD_CHARS, NameTakenError, WeakPasswordError  # noqa: PLC0415
    from bot.services.agents import add_agent as add  # noqa: PLC0415

    with _store() as database:
        password = secrets.token_urlsafe(12) if generate else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        try:
            with database.session() as db:
                add(db, name, password, datetime.now(UTC), role)
        except NameTakenError:
            raise _stop(f"There is an agent named {name} already.") from None
        except WeakPasswordError:
            raise _stop(f"A password needs at least {MIN_PASSWORD_CHARS} characters.") from None
    typer.echo(f"{name} can sign in as {role.value}" + (f" with the password {password}" if generate else "."))


@contextmanager
def _store() -> Iterator[Database]:
    """The configured database, migrated; one sentence where it cannot be used."""
    try:
        database = Database(_settings().database_url)
        database.migrate()
    except DatabaseUnusable as error:
        raise _stop(str(error)) from None
    try:
        yield database
    finally:
        database.dispose()


def _settings() -> Settings:
    try:
        return get_settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "FIRSTLINE_" + "_".join(map(str, first["loc"][:1])).upper()
        raise _stop(f"{name}: {first['msg'].removeprefix('Value error, ')}.") from None


def _stop(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(1)
