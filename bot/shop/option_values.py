"""The options of an article as a customer reads them."""

from collections.abc import Mapping

# What tells nothing without the option's name beside it: "waterproof: yes", "brightness: low".
BARE_VALUES = frozenset({"yes", "no", "none", "low", "medium", "high"})


def in_words(options: Mapping[str, str]) -> str:
    """'9, leather, waterproof: yes': the values, with the option's name where a value says nothing alone."""
    return ", ".join(f"{option}: {value}" if value.lower() in BARE_VALUES else value for option, value in options.items())


def in_full(options: Mapping[str, str]) -> str:
    """'size: 9, material: leather, waterproof: yes'."""
    return ", ".join(f"{option}: {value}" for option, value in options.items())
