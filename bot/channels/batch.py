"""Reading batches: platforms add new kinds of items, and one of them must not lose its neighbours."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


def understood(kind: type[Model], items: Iterable[Any]) -> Iterator[Model]:
    """Those of the items that are of this kind."""
    for item in items:
        try:
            yield kind.model_validate(item)
        except ValidationError:
            continue
