"""Satisfaction by the five things that customers judge a service by, as they name them in their ratings."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.reports.period import Period
from bot.services.reports.satisfaction import Satisfaction, summed
from bot.support.factor import Factor, factor_in
from bot.support.rating import Rating

# None: the rating came without words, or its words name none of the five. Every rating is in one of the six.
ByFactor = Mapping[Factor | None, Satisfaction]


def satisfaction_by_factor(db: Session, period: Period) -> ByFactor:
    groups: defaultdict[Factor | None, list[Rating]] = defaultdict(list)
    for rating in db.scalars(select(Rating).where(Rating.conversation_id.in_(period.conversation_ids))):
        groups[factor_in(rating.comment)].append(rating)
    return {factor: summed(groups[factor]) for factor in (*Factor, None)}


def verdict(by_factor: ByFactor) -> float | None:
    """Of 10: the factors' averages, each by its weight; None where none of them was rated by a number."""
    rated = [(factor.weight, one.average) for factor, one in by_factor.items() if factor is not None and one.average is not None]
    return sum(weight * average for weight, average in rated) / sum(weight for weight, _ in rated) if rated else None
