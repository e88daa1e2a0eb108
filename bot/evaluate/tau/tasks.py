"""What each customer of a task file wants, knows and says, and the writes that are right."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from bot.store.importers.problem import BadFile, Problem, reason_of

T = TypeVar("T")

# Calls of a perfect agent that only look something up.
LOOK_UPS = ("find_", "get_", "list_", "calculate", "think")
TO_A_HUMAN = "transfer_to_human_agents"
ADDRESS_PARTS = ("address1", "address2", "city", "state", "zip", "country")


class WriteKind(Enum):
    """By the names of the benchmark's own calls."""

    CANCEL = "cancel_pending_order"
    ADDRESS = "modify_pending_order_address"
    PAYMENT = "modify_pending_order_payment"
    ITEMS = "modify_pending_order_items"
    RETURN = "return_delivered_order_items"
    EXCHANGE = "exchange_delivered_order_items"
    OWN_ADDRESS = "modify_user_address"


@dataclass(frozen=True)
class Write:
    """One right change to the store; what its kind does not need is empty."""

    kind: WriteKind
    order: str = ""
    customer: str = ""
    articles: tuple[str, ...] = ()
    # One for each article, in the same order.
    replacements: tuple[str, ...] = ()
    method: str = ""
    reason: str = ""
    # Street, second line, city, state, postcode, country.
    address: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind.value} {self.order or self.customer}"


class Identity(BaseModel):
    """What the customer can prove themselves with."""

    model_config = ConfigDict(frozen=True)

    full_name: str | None = None
    postcode: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Turn:
    """Something that the customer wants, in their words; without writes it is a question, or leads to nothing."""

    say: str
    writes: tuple[Write, ...] = ()
    wants_human: bool = False


@dataclass(frozen=True)
class Task:
    id: str
    identity: Identity
    turns: tuple[Turn, ...]
    # All that must be done in the end, in the order of the perfect agent.
    writes: tuple[Write, ...]
    # Facts that the customer must be told, as the task file writes them.
    facts: tuple[str, ...] = ()

    @property
    def wants_human(self) -> bool:
        return any(turn.wants_human for turn in self.turns)


class Call(BaseModel):
    name: str
    arguments: dict[str, Any]


class Criteria(BaseModel):
    actions: list[Call] | None = None
    communicate_info: list[str] | None = None


class TaskEntry(BaseModel):
    id: str
    evaluation_criteria: Criteria


def _as_list(value: object) -> object:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class TurnEntry(BaseModel):
    say: Annotated[str, Field(min_length=1)]
    # Indices of the calls that the turn asks for.
    action: Annotated[list[int], BeforeValidator(_as_list)] = []


class CustomerEntry(BaseModel):
    id: str
    identity: Identity
    turns: Annotated[list[TurnEntry], Field(min_length=1)]


def read_tasks(tasks: Path, customers: Path, only: Sequence[str] = ()) -> list[Task]:
    """The tasks that have a customer, or only those named, in the customers' order; raises BadFile with all that is wrong."""
    read = _all_tasks(tasks, customers)
    if missing := set(only) - {task.id for task in read}:
        raise BadFile([Problem(str(customers), f"has no task {', '.join(sorted(missing))}")])
    return [task for task in read if not only or task.id in only]


def _all_tasks(tasks: Path, customers: Path) -> list[Task]:
    entries = {entry.id: entry for entry in _entries(tasks, TypeAdapter(list[TaskEntry]))}
    read, problems = [], []
    for customer in _entries(customers, TypeAdapter(list[CustomerEntry])):
        if customer.id not in entries:
            problems.append(Problem(f"{customers}: {customer.id}", f"there is no such task in {tasks}"))
            continue
        try:
            read.append(_task(entries[customer.id], customer))
        except BadFile as bad:
            problems += bad.problems
    if problems:
        raise BadFile(problems)
    return read


def _entries(path: Path, form: TypeAdapter[list[T]]) -> list[T]:
    try:
        return form.validate_python(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadFile([Problem(str(path), f"cannot be read: {error}")]) from error
    except ValidationError as error:
        found = [Problem(f"{path}: {'.'.join(map(str, one['loc']))}", reason_of(one)) for one in error.errors()]
        raise BadFile(found) from error


def _task(entry: TaskEntry, customer: CustomerEntry) -> Task:
    calls = entry.evaluation_criteria.actions or []
    if problems := list(_problems(entry.id, calls, customer)):
        raise BadFile(problems)
    writes = {index: _write(call) for index, call in enumerate(calls) if _is_write(call)}
    turns = tuple(
        Turn(
            turn.say,
            tuple(writes[index] for index in turn.action if index in writes),
            wants_human=any(calls[index].name == TO_A_HUMAN for index in turn.action),
        )
        for turn in customer.turns
    )
    facts = entry.evaluation_criteria.communicate_info or []
    return Task(entry.id, customer.identity, turns, tuple(writes.values()), tuple(facts))


def _problems(task_id: str, calls: list[Call], customer: CustomerEntry) -> Iterator[Problem]:
    place = f"task {task_id}"
    known = {kind.value for kind in WriteKind} | {TO_A_HUMAN}
    for index, call in enumerate(calls):
        if call.name not in known and not call.name.startswith(LOOK_UPS):
            yield Problem(f"{place}.actions.{index}", f"there is no write {call.name}")
        elif _is_write(call) and (lacking := _lacking(call)):
            yield Problem(f"{place}.actions.{index}", f"{call.name} lacks {', '.join(lacking)}")
    for number, turn in enumerate(customer.turns):
        for index in turn.action:
            if not 0 <= index < len(calls):
                yield Problem(f"{place}.turns.{number}", f"there is no action {index}")


def _is_write(call: Call) -> bool:
    return call.name in {kind.value for kind in WriteKind}


def _lacking(call: Call) -> list[str]:
    changed = ("order_id", "item_ids", "new_item_ids", "payment_method_id")
    needs = {
        WriteKind.CANCEL: ("order_id", "reason"),
        WriteKind.ADDRESS: ("order_id", *ADDRESS_PARTS),
        WriteKind.PAYMENT: ("order_id", "payment_method_id"),
        WriteKind.ITEMS: changed,
        WriteKind.RETURN: ("order_id", "item_ids", "payment_method_id"),
        WriteKind.EXCHANGE: changed,
        WriteKind.OWN_ADDRESS: ("user_id", *ADDRESS_PARTS),
    }
    return [name for name in needs[WriteKind(call.name)] if name not in call.arguments]


def _write(call: Call) -> Write:
    given = call.arguments
    return Write(
        kind=WriteKind(call.name),
        order=given.get("order_id", ""),
        customer=given.get("user_id", ""),
        articles=tuple(given.get("item_ids", ())),
        replacements=tuple(given.get("new_item_ids", ())),
        method=given.get("payment_method_id", ""),
        reason=given.get("reason", ""),
        address=tuple(given[part] for part in ADDRESS_PARTS) if "address1" in given else (),
    )
