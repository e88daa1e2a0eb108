"""The page that describes the API. It is made here, so that it reads without a network and runs nobody's scripts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.channels.widget.pages import HERE, SHOP_CSP

# As OpenAPI has it.
Schema = Mapping[str, Any]
REF = "#/components/schemas/"
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Kind:
    """What a value is: "text", "list of MessageView"; and the object among it, to be looked up."""

    title: str
    ref: str | None = None


@dataclass(frozen=True)
class Value:
    name: str
    kind: Kind
    is_needed: bool
    description: str


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    summary: str
    description: str
    needs_token: bool
    parameters: list[Value]
    # What is sent, and what is answered, by status.
    body: Kind | None
    answers: list[tuple[str, str, Kind | None]]


def reference() -> APIRouter:
    environment = Environment(loader=FileSystemLoader(HERE / "shop"), autoescape=True, undefined=StrictUndefined)
    environment.filters["prose"] = prose
    page = environment.get_template("reference.html")
    routes = APIRouter(include_in_schema=False)

    @routes.get("/docs")
    async def docs(request: Request) -> HTMLResponse:
        described = request.app.openapi()
        objects = {name: (schema.get("description", ""), values_of(schema)) for name, schema in objects_of(described)}
        html = page.render(info=described["info"], operations=list(operations_of(described)), objects=objects)
        return HTMLResponse(html, headers={"Content-Security-Policy": SHOP_CSP})

    return routes


def operations_of(described: Schema) -> Iterator[Operation]:
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            yield Operation(
                method=method.upper(),
                path=path,
                summary=told["summary"],
                description=told.get("description", ""),
                needs_token="security" in told,
                parameters=[_parameter(parameter) for parameter in told.get("parameters", [])],
                body=_content(told.get("requestBody", {})),
                answers=[(status, answer["description"], _content(answer)) for status, answer in told["responses"].items()],
            )


def objects_of(described: Schema) -> Iterator[tuple[str, Schema]]:
    yield from described["components"]["schemas"].items()


def values_of(schema: Schema) -> list[Value]:
    needed = schema.get("required", [])
    return [
        Value(name, kind_of(value), name in needed, value.get("description", ""))
        for name, value in schema.get("properties", {}).items()
    ]


def kind_of(schema: Schema) -> Kind:
    """In words, whatever the schema holds."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REF)
        return Kind(name, name)
    if "anyOf" in schema:
        kinds = [kind_of(one) for one in schema["anyOf"]]
        return Kind(" or ".join(kind.title for kind in kinds), next((kind.ref for kind in kinds if kind.ref), None))
    if schema.get("type") == "array":
        inner = kind_of(schema.get("items", {}))
        return Kind(f"list of {inner.title}", inner.ref)
    if "enum" in schema:
        return Kind(" or ".join(f'"{value}"' for value in schema["enum"]))
    return Kind(schema.get("format") or schema.get("type") or "anything")


def prose(text: str) -> Markup:
    """Paragraphs, with `code`."""
    paragraphs = [CODE.sub(r"<code>\1</code>", str(escape(part))) for part in text.split("\n\n") if part.strip()]
    return Markup("").join(Markup(f"<p>{part}</p>") for part in paragraphs)  # noqa: S704 - escaped above


def _parameter(parameter: Schema) -> Value:
    name = f"{parameter['name']} ({parameter['in']})"
    return Value(name, kind_of(parameter["schema"]), parameter.get("required", False), parameter.get("description", ""))


def _content(message: Schema) -> Kind | None:
    """What a request or an answer carries."""
    for kind, content in message.get("content", {}).items():
        return kind_of(content["schema"]) if content.get("schema") and "json" in kind else Kind(kind)
    return None
