"""Search over everything, and the page that it gives."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse

from bot.console.access import Desk
from bot.console.bar import bar_values
from bot.console.site import Rendered, Spine
from bot.services.search import QUERY_CHARS, search
from bot.store.word_index import WORD

router = APIRouter(prefix="/search")

# Of a long message so much is shown on either side of the words.
AROUND = 70


@dataclass(frozen=True)
class Piece:
    text: str
    # Whether it is what was looked for.
    is_hit: bool


@router.get("")
async def search_page(
    app: Spine,
    pages: Rendered,
    desk: Desk,
    q: Annotated[str, Query(max_length=QUERY_CHARS)] = "",
    before: Annotated[int | None, Query(ge=1)] = None,
) -> HTMLResponse:
    def whole(db: Session) -> str:
        results = search(db, q, before)
        return pages.render("search.html", **bar_values(db, desk), q=q, results=results, pieces=pieces)

    return HTMLResponse(await app.in_store(whole))


def pieces(text: str, query: str) -> list[Piece]:
    """The text around the first of the words, with all of them marked."""
    words = sorted(map(re.escape, WORD.findall(query)), key=len, reverse=True)
    hits = re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})", re.IGNORECASE)
    first = hits.search(text)
    start = max(0, first.start() - AROUND) if first else 0
    shown = ("…" if start else "") + text[start : start + 3 * AROUND] + ("…" if len(text) > start + 3 * AROUND else "")
    found, place = [], 0
    for hit in hits.finditer(shown):
        found += [Piece(shown[place : hit.start()], False), Piece(hit.group(), True)]
        place = hit.end()
    return [piece for piece in [*found, Piece(shown[place:], False)] if piece.text]
