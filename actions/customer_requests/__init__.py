"""The kinds of request that the assistant settles by itself; each is one module."""

from actions.customer_requests.return_articles import ReturnArticles
from actions.customer_requests.track_order import TrackOrder
from actions.request import Request

REQUESTS: dict[str, type[Request]] = {request.name: request for request in (TrackOrder, ReturnArticles)}
