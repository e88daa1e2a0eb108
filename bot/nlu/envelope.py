"""What a message is addressed with and says nothing of its wish: the @name that it is sent to, the word before a subject."""

import re

# Not the end of an e-mail address.
ADDRESSEE = re.compile(r"(?<![\w.@])@[^\W\d]\w*")
# "Subject:" in whatever language: a first line apart from what follows that begins with a word and a colon.
BEFORE_SUBJECT = re.compile(r"\A\s*[^\W\d_]+[:\u055d](?=[^\n]+\n\s*\n)")
WORD = re.compile(r"\w")


def without_envelope(text: str) -> str:
    """The rest of the text; all of it where there is nothing else."""
    rest = ADDRESSEE.sub(" ", BEFORE_SUBJECT.sub("", text)).strip()
    return rest if WORD.search(rest) else text
