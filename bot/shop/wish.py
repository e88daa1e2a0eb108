"""What a customer wishes an article to be: values wanted, preferred, refused or kept, and what it may cost."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from bot.shop.words.conditions import Otherwise


class PriceWish(Enum):
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    CHEAPER = "cheaper"
    DEARER = "dearer"


class Rest(Enum):
    """What is to become of the options that were not spoken of."""

    KEPT_IF_POSSIBLE = "kept_if_possible"
    KEPT = "kept"
    FREE = "free"


@dataclass(frozen=True)
class OptionWish:
    option: str
    # Best first; those of one tier are equally welcome.
    tiers: tuple[frozenset[str], ...]
    # Whether no other value will do.
    is_required: bool = True

    def tier_of(self, value: str) -> int:
        """Its place among the preferences; after the last where it is none of them."""
        places = (place for place, tier in enumerate(self.tiers) if value in tier)
        return next(places, len(self.tiers))

    def allows(self, value: str) -> bool:
        return not self.is_required or self.tier_of(value) < len(self.tiers)


@dataclass(frozen=True)
class Wish:
    options: tuple[OptionWish, ...] = ()
    price: PriceWish | None = None
    # To cost less than this.
    below: Decimal | None = None
    rest: Rest = Rest.KEPT_IF_POSSIBLE
    # The very same article again.
    is_same: bool = False
    # It is about articles that were spoken of before: "the cheapest of those".
    refers_back: bool = False
    # If it cannot be met.
    otherwise: Otherwise | None = None

    def refined(self, later: "Wish") -> "Wish":
        """With what was said afterwards, which counts where both speak of the same."""
        kept = [option for option in self.options if option.option not in later.spoken_of]
        return Wish(
            (*kept, *later.options),
            later.price or self.price,
            self.below if later.below is None else later.below,
            self.rest if later.rest is Rest.KEPT_IF_POSSIBLE else later.rest,
            is_same=later.is_same or (self.is_same and later.is_empty),
            # What was spoken of before says what "of those" means.
            refers_back=later.refers_back and self.is_empty if not later.is_empty else self.refers_back,
            otherwise=later.otherwise or self.otherwise,
        )

    @property
    def is_empty(self) -> bool:
        return not (self.options or self.price or self.below or self.is_same)

    @property
    def spoken_of(self) -> frozenset[str]:
        return frozenset(option.option for option in self.options)
