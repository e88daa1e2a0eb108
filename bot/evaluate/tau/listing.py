"""Whether what the assistant says it will do is what the customer wants: read with a customer's eyes, from the text alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluate.tau import spoken
from bot.evaluate.tau.shop_state import Article, PlainOrder, ShopState
from bot.evaluate.tau.spoken import BARE_VALUES, says, says_any
from bot.evaluate.tau.tasks import Write, WriteKind

# How any shop would speak of each kind of change.
KIND_WORDS = {
    WriteKind.CANCEL: ("cancel",),
    WriteKind.ADDRESS: ("address", "deliver", "ship", "send", "sent"),
    WriteKind.PAYMENT: ("pay", "charge"),
    WriteKind.ITEMS: ("chang", "exchang", "swap", "replac", "modif", "instead", "new"),
    WriteKind.RETURN: ("return", "send back", "sent back"),
    WriteKind.EXCHANGE: ("exchang", "swap", "replac"),
    WriteKind.OWN_ADDRESS: ("address", "account", "profile", "default"),
}
OWN = ("account", "profile", "default", "your own", "your address")
CARRYING_ARTICLES = (WriteKind.ITEMS, WriteKind.RETURN, WriteKind.EXCHANGE)
PAYING = (WriteKind.PAYMENT, *CARRYING_ARTICLES)
CARD_WORDS = ("credit card", "card ending")
OTHER_REASON = {"no longer needed": "mistake", "ordered by mistake": "no longer"}


@dataclass(frozen=True)
class Listing:
    """A text that asks for a yes; `said` is what the customer has said so far."""

    text: str
    shop: ShopState
    customer: str
    said: str = ""

    def matches(self, wanted: Sequence[Write]) -> list[Write]:
        """The writes that it would do, all of them wanted; none where it is about anything else, or about more."""
        meant = [write for write in wanted if not self.objections(write)]
        return meant if meant and not self._goes_beyond(meant) else []

    def objections(self, write: Write) -> list[str]:
        """What keeps the customer from saying yes to it as this write, in the words in which they correct it."""
        return list(self._objections(write))

    def _objections(self, write: Write) -> Iterator[str]:
        if not self._says_kind(write):
            yield spoken.wish(self.shop, write)
        if write.address and not self._says_address(write.address):
            yield f"the address should be {spoken.address(write.address)}"
        if write.kind is not WriteKind.OWN_ADDRESS:
            yield from self._order_objections(self.shop.orders[write.order], write)
        elif self._numbers() and not says_any(self.text, OWN):
            yield spoken.wish(self.shop, write)

    def _says_kind(self, write: Write) -> bool:
        is_swap = says_any(self.text, ("exchang", "swap"))
        return says_any(self.text, KIND_WORDS[write.kind]) and not (write.kind is WriteKind.RETURN and is_swap)

    def _order_objections(self, order: PlainOrder, write: Write) -> Iterator[str]:
        if not says(self.text, order.number):
            yield f"I mean order {order.number}"
        if write.reason and says_any(self.text, (OTHER_REASON.get(write.reason, "\n"),)):
            yield f"the reason is that {spoken.REASONS[write.reason]}"
        if write.kind in CARRYING_ARTICLES:
            yield from self._article_objections(order, write)
        if write.kind in PAYING and not self._accepts_method(order, write.method):
            yield f"please use my {spoken.method(self.shop.people[order.customer].methods[write.method])}"

    def _article_objections(self, order: PlainOrder, write: Write) -> Iterator[str]:
        chosen = spoken.chosen(order, write)
        # What takes the place of a chosen article may be just what is kept beside it.
        kept = [article for article in order.articles if article not in chosen and article.sku not in write.replacements]
        if any(not self._names(article, order.articles) for article in chosen) or any(
            self._names_in_full(article) and article.name in {one.name for one in chosen} for article in kept
        ):
            yield f"I mean {spoken.articles(chosen)}"
        swaps = spoken.swaps(self.shop, write)
        wanted = {new.sku for _, new in swaps}
        for old, new in swaps:
            if not self._says_replacement(old, new, wanted):
                yield spoken.replacement(old, new)

    def _names(self, article: Article, beside: Sequence[Article]) -> bool:
        """By name, and among articles of the same name by the options that tell them apart."""
        if not says(self.text, article.name) and not says(self.text, article.name + "s"):
            return False
        others = [other for other in beside if other.name == article.name and other.sku != article.sku]
        telling = {value for other in others for value in set(article.values) - set(other.values)}
        return all(says(self.text, value) for value in telling - BARE_VALUES)

    def _names_in_full(self, article: Article) -> bool:
        return spoken.says_in_full(self.text, article)

    def _says_replacement(self, old: Article, new: Article, wanted: set[str]) -> bool:
        if self._names_in_full(new):
            return True
        variants = self.shop.variants_beside(old.sku).values()
        if any(self._names_in_full(other) for other in variants if other.sku not in wanted | {old.sku}):
            return False
        before = dict(old.options)
        changed = [(name, value) for name, value in new.options if before.get(name) != value]
        return all(says(self.text, name if value in BARE_VALUES else value) for name, value in changed)

    def _accepts_method(self, order: PlainOrder, wanted: str) -> bool:
        """The wanted payment method is named, or none is and the order was paid with the wanted one."""
        named = self._methods_named(order.customer)
        if not named:
            return bool(order.payments) and order.payments[0].method == wanted
        return wanted in named

    def _methods_named(self, customer: str) -> set[str]:
        methods = self.shop.people[customer].methods.items()
        said_card = says_any(self.text, CARD_WORDS)
        by_digits = {name for name, method in methods if method.last_four and says(self.text, method.last_four)}
        cards = by_digits or {name for name, method in methods if said_card and method.kind == "credit_card"}
        others = {name for name, method in methods if method.kind != "credit_card" and says(self.text, spoken.kind(method))}
        return cards | others

    def _says_address(self, parts: Sequence[str]) -> bool:
        street, second, city, _, postcode, _ = parts
        return all(says(self.text, part) for part in (street, second, city, postcode))

    def _numbers(self) -> set[str]:
        """The customer's orders that the text names."""
        return {order.number for order in self.shop.orders_of(self.customer) if says(self.text, order.number)}

    def _goes_beyond(self, meant: Sequence[Write]) -> bool:
        """Whether it would touch an order or an article that none of these writes is about."""
        orders = {write.order for write in meant}
        addressed = any(write.address for write in meant)
        extra = {number for number in self._numbers() - orders if not says(self.said, number)}
        if extra and not addressed:
            return True
        names = {
            article.name for write in meant if write.order for article in spoken.chosen(self.shop.orders[write.order], write)
        }
        return any(
            says(self.text, article.name) and not any(says(name, article.name) for name in names)
            for write in meant
            if write.kind in CARRYING_ARTICLES
            for article in self.shop.orders[write.order].articles
            if article.sku not in write.articles
        )
