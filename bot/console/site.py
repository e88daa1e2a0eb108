"""What every route of the console reaches for: the running application and its pages."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from bot.console.pages import Pages
from bot.spine.app import App


def _spine(connection: HTTPConnection) -> App:
    app: App = connection.app.state.spine
    return app


def _pages(connection: HTTPConnection) -> Pages:
    pages: Pages = connection.app.state.pages
    return pages


Spine = Annotated[App, Depends(_spine)]
Rendered = Annotated[Pages, Depends(_pages)]
