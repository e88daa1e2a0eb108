"""Other variants in the place of what was ordered: what they are, and what the difference costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.shop.money import Money
from bot.shop.order_line import OrderLine
from bot.shop.product import Variant


@dataclass(frozen=True)
class Replacement:
    line: OrderLine
    variant: Variant
    # So many of the line's articles.
    quantity: int

    @property
    def difference(self) -> Money:
        """What the customer pays on top, or gets back where negative: today's price against the price paid."""
        return (self.variant.price - self.line.price) * self.quantity

    @property
    def is_of_same_product(self) -> bool:
        ordered = self.line.variant
        if ordered is not None:
            return ordered.product_id == self.variant.product_id
        # The catalogue no longer has what was ordered.
        return self.line.name == self.variant.product.name

    def apply(self) -> OrderLine:
        """Change the order; what is not replaced stays in a line of its own. The line that now holds the new variant."""
        line = self.line if self.quantity == self.line.quantity else self.line.split(self.quantity)
        if self.line.variant is not None:
            self.line.variant.put_back(self.quantity)
        self.variant.take(self.quantity)
        line.become(self.variant)
        return line


def total_difference(replacements: Sequence[Replacement]) -> Money:
    return Money.total(replacement.difference for replacement in replacements)
