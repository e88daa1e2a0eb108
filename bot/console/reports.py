"""The report of a period, as a page with pictures and as CSV."""

import csv
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from io import StringIO
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot.console.access import Desk, holding
from bot.console.bar import bar_values
from bot.console.pictures import Heat, Segment, columns, heat, shares
from bot.console.site import Rendered, Spine
from bot.console.words import plain
from bot.console.words.handoffs import REASONS
from bot.console.words.reports import FACTORS, OUTCOMES, PROMISES_MADE, SERVERS, TARGETS
from bot.services.reports.factors import verdict
from bot.services.reports.period import Period
from bot.services.reports.report import Durations, Report, make_report
from bot.services.reports.satisfaction import Satisfaction
from bot.spine.app import App
from bot.support.agent import Right
from bot.support.service_level import ServiceLevel

router = APIRouter(prefix="/reports", dependencies=[holding(Right.READ_REPORTS)])

# Up to and with today.
CHOICES = (7, 30, 90)
Days = Annotated[int, Query(ge=1, le=366)]
Row = tuple[Any, ...]


@router.get("")
async def reports_page(app: Spine, pages: Rendered, desk: Desk, days: Days = 30) -> HTMLResponse:
    def whole(db: Session) -> str:
        report = _report(db, app, days)
        values = {
            "report": report,
            "days": days,
            "choices": CHOICES,
            "verdict": verdict(report.by_factor),
            "now": app.clock(),
            "level": desk.view.level,
        }
        drawn = {"outcome_shares": outcome_shares(report), "day_columns": columns(report.days), "hours": hours(report)}
        return pages.render("reports.html", **bar_values(db, desk), **values, **drawn)

    return HTMLResponse(await app.in_store(whole))


@router.get("/{table}.csv")
async def table_as_csv(table: str, app: Spine, desk: Desk, days: Days = 30) -> Response:
    if table not in TABLES:
        raise HTTPException(404, "There is no such table.")
    report = await app.in_store(lambda db: _report(db, app, days))
    written = StringIO()
    csv.writer(written).writerows(TABLES[table](report))
    headers = {"Content-Disposition": f'attachment; filename="{table}-{days}-days.csv"'}
    return Response(written.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def outcome_shares(report: Report) -> list[Segment]:
    return shares([(outcome.value, label, report.outcomes[outcome]) for outcome, label in OUTCOMES.items()])


def hours(report: Report) -> Heat:
    return heat(report.load)


def _report(db: Session, app: App, days: int) -> Report:
    """Of whole days by the shop's calendar."""
    zone, now = app.settings.terms.zone, app.clock()
    midnight = datetime.combine(now.astimezone(zone).date(), datetime.min.time(), zone)
    period = Period(midnight - timedelta(days=days - 1), midnight + timedelta(days=1))
    return make_report(db, period, zone, ServiceLevel.of(app.settings.terms), now)


def _outcomes(report: Report) -> Iterable[Row]:
    yield ("day", *(outcome.value for outcome in OUTCOMES), "all")
    for day, counted in report.days.items():
        yield (day.isoformat(), *(counted[outcome] for outcome in OUTCOMES), counted.total())


def _reasons(report: Report) -> Iterable[Row]:
    yield ("reason", "handoffs")
    yield from ((REASONS[reason], number) for reason, number in report.reasons.most_common())


def _times(report: Report) -> Iterable[Row]:
    yield ("what", "who", "number", "median_seconds", "nine_of_ten_seconds")
    for what, by_server in (("first response", report.first_response), ("resolution", report.resolution)):
        yield from ((what, SERVERS[server], *_seconds(lasted)) for server, lasted in by_server.items())


def _seconds(lasted: Durations) -> Row:
    return (lasted.number, *("" if one is None else round(one.total_seconds(), 1) for one in (lasted.median, lasted.most)))


def _satisfaction(report: Report) -> Iterable[Row]:
    yield ("of", "ratings", "average_of_10", "unhappy")
    yield from ((SERVERS[server], *_rated(one)) for server, one in report.satisfaction.items())
    yield from ((plain(request), *_rated(one)) for request, one in report.by_request.items())


def _rated(satisfaction: Satisfaction) -> Row:
    average = "" if satisfaction.average is None else round(satisfaction.average, 2)
    return (satisfaction.ratings, average, satisfaction.unhappy)


def _factors(report: Report) -> Iterable[Row]:
    yield ("of", "weight_of_10", "ratings", "average_of_10", "unhappy")
    yield from (
        (FACTORS[factor], "" if factor is None else factor.weight, *_rated(one)) for factor, one in report.by_factor.items()
    )


def _repeats(report: Report) -> Iterable[Row]:
    yield ("conversations_of_known_customers", "followed_by_another_within_7_days")
    yield (report.repeated[1], report.repeated[0])


def _promises(report: Report) -> Iterable[Row]:
    yield ("promise", "kept", "broken", "not_due_yet")
    yield from ((PROMISES_MADE[kind], one.kept, one.broken, one.open) for kind, one in report.promises.items())


def _targets(report: Report) -> Iterable[Row]:
    yield ("target", "kept", "missed", "not_due_yet")
    yield from ((TARGETS[target], one.kept, one.broken, one.open) for target, one in report.targets.items())


def _load(report: Report) -> Iterable[Row]:
    yield ("weekday", "hour", "messages")
    yield from ((weekday + 1, hour, number) for (weekday, hour), number in sorted(report.load.items()))


TABLES: dict[str, Callable[[Report], Iterable[Row]]] = {
    "outcomes": _outcomes,
    "escalations": _reasons,
    "times": _times,
    "satisfaction": _satisfaction,
    "factors": _factors,
    "promises": _promises,
    "repeats": _repeats,
    "targets": _targets,
    "load": _load,
}
