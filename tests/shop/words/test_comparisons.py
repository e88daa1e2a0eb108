"""Comparisons in a wish, and by how much."""

import pytest

from tests.shop.products import found, product


def test_a_verb_may_say_what_a_comparison_is_about() -> None:
    camera = product(
        "Digital Camera", "zoom=3x storage=SD_card 80.00", "zoom=10x storage=SD_card 95.00", "zoom=2x storage=SD_card 60.00"
    )
    assert found(camera, "one that zooms further") == ["zoom=10x storage=SD_card 95.00"]


SHELF = product("Bookshelf", "height=5_ft 50.00", "height=4_ft 40.00", "height=3_ft 30.00", "height=6_ft 60.00")


LANTERN = product(
    "Camping Lantern",
    "burning_time=5_hours color=red 20.00",
    "burning_time=8_hours color=red 30.00",
    "burning_time=3_hours color=red 15.00",
)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("three hours more would suit me", "8"),
        ("it goes out after 5 hours, 3 more hours please", "8"),
        ("I'd like two hours less", "3"),
    ],
)
def test_by_how_much_is_said_in_what_only_one_option_is_measured_in(text: str, hours: str) -> None:
    assert [sku.split("_hours")[0] for sku in found(LANTERN, text)] == [f"burning_time={hours}"]


@pytest.mark.parametrize(
    ("text", "height"), [("one foot lower please", "4"), ("24 inches lower", "3"), ("I'd like it a foot taller", "6")]
)
def test_by_how_much_is_said(text: str, height: str) -> None:
    assert [sku.split("_")[0] for sku in found(SHELF, text)] == [f"height={height}"]
