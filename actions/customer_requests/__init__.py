"""The kinds of request that the assistant settles by itself. Each is a module in this folder, found by being there."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from actions.request import Request


def _kinds(kind: type[Any]) -> Iterator[type[Request]]:
    for subclass in kind.__subclasses__():
        if "name" in vars(subclass):
            yield subclass
        yield from _kinds(subclass)


for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

REQUESTS: dict[str, type[Request]] = {request.name: request for request in _kinds(Request)}
# What each intent asks for.
ASKED_FOR_BY: dict[str, str] = {intent: name for name, request in REQUESTS.items() for intent in (name, *request.also)}
