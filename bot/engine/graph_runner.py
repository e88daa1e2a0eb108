"""Runs a model's graph node after node: the graphs are chains, and dask costs more than their nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage

Component = TypeVar("Component")


class SequentialGraphRunner(GraphRunner):
    """Runs only what the targets need, parents first, in the calling thread."""

    def __init__(self, graph_schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        self._schema = graph_schema
        self._nodes = nodes
        self._plans: dict[str, list[tuple[str, list[str]]]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> SequentialGraphRunner:
        nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }
        return cls(graph_schema, nodes)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        results = {name: (name, value) for name, value in (inputs or {}).items()}
        targets = targets or self._schema.target_names
        for target in targets:
            for name, parents in self._plan(target):
                if name not in results:
                    results[name] = self._nodes[name](*(results[parent] for parent in parents))
        return {target: results[target][1] for target in targets}

    def components(self, kind: type[Component]) -> Iterator[Component]:
        """The graph's components of this class."""
        for node in self._nodes.values():
            if isinstance(node._component, kind):
                yield node._component

    def _plan(self, target: str) -> list[tuple[str, list[str]]]:
        if target not in self._plans:
            # A dictionary keeps the first place of each node, which is after its parents.
            self._plans[target] = list(dict(self._ancestry(target)).items())
        return self._plans[target]

    def _ancestry(self, name: str) -> Iterator[tuple[str, list[str]]]:
        """The node with its parents' names, all of its ancestors before it; inputs of the run are no nodes."""
        node = self._schema.nodes.get(name)
        if node is None:
            return
        for parent in node.needs.values():
            yield from self._ancestry(parent)
        yield name, list(node.needs.values())
