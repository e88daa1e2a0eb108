"""Keeps TensorFlow out of our process: Rasa imports it everywhere, and nothing in our pipeline calls it.

Saves six seconds and 600 MB at every start. Only our own server and trainer install it; the plain `rasa` commands load the
real thing. A model with a component that needs TensorFlow is refused by `require_none_in`.
"""

import sys
from collections.abc import Iterable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

PACKAGES = frozenset({"tensorflow", "tensorflow_hub", "tensorflow_text", "keras"})


class TensorFlowNeededError(RuntimeError):
    """Something tried to use TensorFlow where it is kept out."""


class _InertType(type):
    """Every attribute of an inert class is inert; only decorators may be called."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is Inert and len(args) == 1 and callable(args[0]):
            return args[0]
        raise TensorFlowNeededError("TensorFlow is kept out of this process; use the plain `rasa` commands for what needs it.")


class Inert(metaclass=_InertType):
    """Stands for whatever is imported from TensorFlow: good as a base class or in an annotation, and for nothing else."""


class _InertModule(ModuleType):
    __path__: list[str] = []  # noqa: RUF012 - a package, so that its submodules are looked for

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert


class _Finder(MetaPathFinder, Loader):
    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] in PACKAGES:
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def install() -> None:
    """Keep TensorFlow out from now on; does nothing where it is loaded already."""
    if "tensorflow" not in sys.modules:
        sys.meta_path.insert(0, _Finder())


def is_installed() -> bool:
    return isinstance(sys.modules.get("tensorflow"), _InertModule) or any(isinstance(f, _Finder) for f in sys.meta_path)


def require_none_in(components: Iterable[type]) -> None:
    """Raise TensorFlowNeededError if one of the components was written for TensorFlow and it is kept out of this process."""
    needing = sorted({component.__name__ for component in components if _was_written_for_it(component)})
    if needing:
        raise TensorFlowNeededError(
            f"The model uses {', '.join(needing)}, which need TensorFlow; our server runs without it. "
            "Take them out of config.yml and train again, or serve the model with `rasa run`."
        )


def _was_written_for_it(component: type) -> bool:
    modules = (sys.modules[base.__module__] for base in component.__mro__)
    return any(_is_inert(value) for module in modules for value in vars(module).values())


def _is_inert(value: object) -> bool:
    return isinstance(value, _InertModule) or value is Inert
