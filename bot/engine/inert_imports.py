"""Keeps out of our process what Rasa imports at every start and our part of it never calls: TensorFlow above all.

Saves eight seconds and 650 MB. Only our own server and trainer install it; the plain `rasa` commands load the real things.
What is kept out can be imported, inherited from and annotated with; any use raises KeptOutError. A model with a component
that needs it is not served: `needing_what_is_kept_out`.
"""

import sys
from collections.abc import Iterable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from itertools import accumulate
from types import ModuleType
from typing import Any

TENSORFLOW = frozenset({"tensorflow", "tensorflow_hub", "tensorflow_text", "keras"})
# Clients of Rasa's own channels and tracker stores, of which we use none, and what draws the charts of `rasa test`.
CLIENTS = frozenset({"aiogram", "fbmessenger", "mattermostwrapper", "rocketchat_API", "slack_sdk", "webexteamssdk"}) | {
    # Not the whole of it: our own channel checks signatures with it.
    "twilio.base",
    "twilio.rest",
}
STORES = frozenset({"boto3", "botocore", "pymongo"})
KEPT_OUT = TENSORFLOW | CLIENTS | STORES | {"matplotlib"}


class KeptOutError(RuntimeError):
    """Something would use what is kept out of this process."""


class _InertType(type):
    """Every attribute of an inert class is inert; only decorators may be called."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is Inert and len(args) == 1 and callable(args[0]):
            return args[0]
        raise KeptOutError("TensorFlow and other packages are kept out of this process; bot/engine/inert_imports.py says why.")


class Inert(metaclass=_InertType):
    """Stands for whatever is imported from a package that is kept out."""


class _InertModule(ModuleType):
    __path__: list[str] = []  # noqa: RUF012 - a package, so that its submodules are looked for

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert


class _Finder(MetaPathFinder, Loader):
    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        packages = accumulate(fullname.split("."), "{}.{}".format)
        return None if KEPT_OUT.isdisjoint(packages) else ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def install() -> None:
    """Keep these packages out from now on; does nothing where Rasa was loaded with the real ones, or the second time."""
    if "tensorflow" not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def needing_what_is_kept_out(components: Iterable[type]) -> list[str]:
    """Names of the components that were written for a package which is kept out of this process."""
    return sorted({component.__name__ for component in components if _needs_what_is_kept_out(component)})


def _needs_what_is_kept_out(component: type) -> bool:
    modules = (sys.modules[base.__module__] for base in component.__mro__)
    return any(_is_inert(value) for module in modules for value in vars(module).values())


def _is_inert(value: object) -> bool:
    return isinstance(value, _InertModule) or value is Inert
