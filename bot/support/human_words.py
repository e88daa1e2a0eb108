"""Whether words that may ask for a human do: "the lamp needs to talk to Google" does not."""

import re

HUMAN = re.compile(
    r"(?i)\b(?:humans?|persons?|people|agents?|colleagues?|someone|somebody|anyone|anybody|representatives?|reps?|managers?|staff"
    r"|employees?|operators?|supervisors?|boss|live|advis[eo]rs?|assistants?|team|support|service|speak|call|phone|you guys)\b"
)
# "It's nice to have someone to talk to."
GLAD = re.compile(
    r"(?i)\b(?:nice|good|great|lovely|glad|happy|pleasant|wonderful|relief|comforting)\b[^.;!?]*\b(?:have|having|theres?|is|find)\b"
    r"[^.;!?]*\b(?:talk|speak|chat)\b"
)


def names_human(text: str) -> bool:
    return bool(HUMAN.search(text))


def is_glad_to_talk(text: str) -> bool:
    return bool(GLAD.search(text)) and "?" not in text
