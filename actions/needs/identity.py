"""Who the customer is, before anything is told or changed."""

import re

from actions.heard import Heard
from actions.request import Known, Need, Question, Refusal
from bot.services.identity import Claim, Missing, ProofResult, prove
from bot.support.handoff import HandoffReason

# A name with the words around it ("my name is ..."); longer texts are not taken for one.
MAX_NAME_CHARS = 60
# A run of letters and digits with at least one digit, in one or two groups: 80279, SW1A 1AA, 1012 AB, 00-950.
POSTCODE = re.compile(r"\b(?=[A-Z0-9]*\d)[A-Z0-9]{2,8}(?:[ -](?:\d[A-Z0-9]{1,3}|[A-Z]{2}\b|\d{3,4}))?\b", re.IGNORECASE)

QUESTIONS = {
    Missing.ORDER_NUMBER: Question("utter_ask_order_number"),
    Missing.EMAIL: Question("utter_ask_email"),
    Missing.POSTCODE: Question("utter_ask_postcode"),
    Missing.EMAIL_OR_POSTCODE: Question("utter_ask_email_or_postcode"),
    Missing.EMAIL_OR_NAME: Question("utter_ask_email_or_name"),
    Missing.NAME: Question("utter_ask_full_name"),
}
