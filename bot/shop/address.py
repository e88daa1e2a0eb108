"""Postal addresses."""

from dataclasses import astuple, dataclass


def normal_postcode(postcode: str) -> str:
    """Postcodes are compared without spaces, hyphens and case: 'sw1a 1aa' is 'SW1A1AA'."""
    return "".join(char for char in postcode if char.isalnum()).casefold()


@dataclass(frozen=True)
class Address:
    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: str

    def has_postcode(self, postcode: str) -> bool:
        return normal_postcode(postcode) == normal_postcode(self.postcode)

    def __composite_values__(self) -> tuple[str, ...]:
        """As SQLAlchemy takes it apart where the column set may be empty."""
        return astuple(self)
