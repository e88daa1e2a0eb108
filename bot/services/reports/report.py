"""One report: everything about a period."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.services.reports import factors, outcomes, satisfaction, times
from bot.services.reports.factors import ByFactor
from bot.services.reports.outcomes import Ended
from bot.services.reports.period import Period
from bot.services.reports.satisfaction import Satisfaction, Server
from bot.services.reports.times import Hour
from bot.support.handoff import HandoffReason
from bot.support.kept import Kept
from bot.support.outcome import Outcome
from bot.support.promise import PromiseKind
from bot.support.service_level import ServiceLevel, Target


@dataclass(frozen=True)
class Durations:
    """Of one kind of waiting; no median where nobody waited."""

    number: int
    median: timedelta | None
    # Nine of ten waited no longer.
    most: timedelta | None


@dataclass(frozen=True)
class Report:
    period: Period
    # Of each day of the period by the shop's calendar, also of those without a conversation.
    days: dict[date, Counter[Outcome]]
    reasons: Counter[HandoffReason]
    first_response: dict[Server, Durations]
    resolution: dict[Server, Durations]
    # How often humans helped as quickly as they mean to.
    targets: dict[Target, Kept]
    satisfaction: dict[Server, Satisfaction]
    by_request: dict[str, Satisfaction]
    # By what the customers' words name; None: by nothing of it.
    by_factor: ByFactor
    promises: dict[PromiseKind, Kept]
    # How many conversations of known customers were followed by another within a week, and of how many.
    repeated: tuple[int, int]
    load: Counter[Hour]

    @property
    def outcomes(self) -> Counter[Outcome]:
        return sum(self.days.values(), Counter())

    @property
    def conversations(self) -> int:
        return self.outcomes.total()


def make_report(db: Session, period: Period, zone: ZoneInfo, level: ServiceLevel, now: datetime) -> Report:
    ended = outcomes.ended_conversations(db, period, now)
    stays = times.handoffs_of(db, period)
    by_assistant = [one for one in ended if one.outcome in {Outcome.CONFIRMED, Outcome.SILENT}]
    return Report(
        period=period,
        days=_by_day(ended, period, zone),
        reasons=outcomes.escalation_reasons(db, period),
        first_response={
            Server.ASSISTANT: durations([one.answered_in for one in ended if one.answered_in is not None]),
            Server.HUMAN: durations(times.first_responses(stays)),
        },
        resolution={
            Server.ASSISTANT: durations([one.lasted for one in by_assistant]),
            Server.HUMAN: durations(times.resolutions(stays)),
        },
        targets={target: level.kept(target, stays, now) for target in Target},
        satisfaction=satisfaction.satisfaction_by_server(db, period),
        by_request=satisfaction.satisfaction_by_request(db, period),
        by_factor=factors.satisfaction_by_factor(db, period),
        promises=satisfaction.promises_kept(db, period, now),
        repeated=satisfaction.repeat_contacts(db, ended),
        load=times.load_by_hour(db, period, zone),
    )


def durations(waits: Sequence[timedelta]) -> Durations:
    if not waits:
        return Durations(0, None, None)
    ordered = sorted(waits)
    # The nearest rank: the ninth of ten.
    return Durations(len(ordered), ordered[len(ordered) // 2], ordered[-(-9 * len(ordered) // 10) - 1])


def _by_day(ended: Sequence[Ended], period: Period, zone: ZoneInfo) -> dict[date, Counter[Outcome]]:
    first, last = period.start.astimezone(zone).date(), (period.end - timedelta(microseconds=1)).astimezone(zone).date()
    days: dict[date, Counter[Outcome]] = {first + timedelta(days=n): Counter() for n in range((last - first).days + 1)}
    for one in ended:
        days[one.opened_at.astimezone(zone).date()][one.outcome] += 1
    return days
