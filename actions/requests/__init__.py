"""The kinds of request that the assistant settles by itself; each is one module."""

from actions.request import Request
from actions.requests.return_articles import ReturnArticles
from actions.requests.track_order import TrackOrder

REQUESTS: dict[str, type[Request]] = {request.name: request for request in (TrackOrder, ReturnArticles)}
