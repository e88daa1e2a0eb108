"""What a template leaves to be filled in, such as {{Order Number}}, [order id] or <name>."""

import re

PLACEHOLDER = re.compile(r"\{\{?[^{}]{1,40}\}?\}|\[[^\[\]]{1,40}\]|<[^<>]{1,40}>")
WORD = re.compile(r"\w")


def without_placeholders(text: str) -> str:
    """The rest of the text; all of it where there is nothing else."""
    rest = " ".join(PLACEHOLDER.sub(" ", text).split())
    return rest if WORD.search(rest) else text
