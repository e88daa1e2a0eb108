"""The widget's scripts, and the demo shop's page with the widget on it as any shop would have it."""

from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import format_currency
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from starlette.staticfiles import StaticFiles

from bot.channels.widget.public_route import PublicRoute
from bot.shop.money import Money
from bot.shop.product import Product, Variant
from bot.spine.app import App

HERE = Path(__file__).parent
# As strict as a shop's page can be: its own files alone, nothing inline. The widget has to work under it.
SHOP_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Files are asked for again by their ETag, so that a page never mixes modules of two versions.
REVALIDATE = {"Cache-Control": "no-cache"}
SHELF = 12
# Which picture stands for a product, by a word of its name; the others get a parcel.
PICTURES = (
    "lamp",
    "headphones",
    "shirt",
    "bottle",
    "backpack",
    "kettle",
    "keyboard",
    "shoes",
    "blanket",
    "mug",
    "mat",
    "speaker",
)


def pages(app: App) -> APIRouter:
    scripts = StaticFiles(directory=HERE / "static")
    shop = StaticFiles(directory=HERE / "shop")
    page = shop_template()
    routes = APIRouter(route_class=PublicRoute, include_in_schema=False)

    @routes.get("/firstline.js")
    async def loader(request: Request) -> Response:
        return await _file(scripts, "firstline.js", request)

    @routes.get("/widget/{name}")
    async def module(name: str, request: Request) -> Response:
        return await _file(scripts, f"widget/{name}", request)

    @routes.get("/shop/{name}")
    async def picture(name: str, request: Request) -> Response:
        return await _file(shop, f"files/{name}", request)

    @routes.get("/")
    async def front() -> HTMLResponse:
        products = await app.in_store(_shelf)
        settings = app.settings
        html = page.render(
            shop=settings.shop_name, language=settings.language, return_days=settings.return_window_days, products=products
        )
        return HTMLResponse(html, headers={"Content-Security-Policy": SHOP_CSP})

    return routes


def shop_template() -> Any:
    environment = Environment(loader=FileSystemLoader(HERE / "shop"), autoescape=True, undefined=StrictUndefined)
    environment.filters.update(price=_price, options=_options, picture=_picture)
    return environment.get_template("page.html")


async def _file(files: StaticFiles, path: str, request: Request) -> Response:
    response = await files.get_response(path, request.scope)
    response.headers.update(REVALIDATE)
    return response


def _shelf(db: Session) -> list[Product]:
    query = (
        select(Product).options(selectinload(Product.variants)).where(Product.variants.any()).order_by(Product.name).limit(SHELF)
    )
    return list(db.scalars(query))


def _price(variants: list[Variant], language: str) -> str:
    """The lowest price."""
    lowest: Money = min((variant.price for variant in variants), key=lambda price: price.amount)
    return format_currency(lowest.amount, lowest.currency, locale=Locale.parse(language))


def _options(variants: list[Variant]) -> dict[str, list[str]]:
    """Every option with its values, each once and in the variants' order."""
    values: dict[str, list[str]] = {}
    for variant in variants:
        for name, value in variant.options.items():
            known = values.setdefault(name, [])
            if value not in known:
                known.append(value)
    return values


def _picture(name: str) -> str:
    return next((word for word in PICTURES if word in name.lower()), "parcel")
