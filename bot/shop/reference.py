"""Numbers that customers are given to name a return, a report or a complaint by."""

import secrets

# Without letters and digits that are mistaken for one another when read out or copied by hand.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8


def new_reference(prefix: str) -> str:
    """Such as 'RMA-7KQ2M9XP'; 40 random bits, so that nobody guesses another's."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
