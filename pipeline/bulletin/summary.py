"""The office-wide figures of a period, counted once; prose states these and what stands in the annexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import groupby

import pandas as pd

from pipeline.bulletin.duties import count_unplaced
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.papers import PaperCounts, count_papers
from pipeline.bulletin.parts import Fact
from pipeline.bulletin.refused import Refused, count_refused, void_by_lateness
from pipeline.bulletin.task_sums import TaskSums, task_sums
from pipeline.bulletin.upcoming import upcoming
from pipeline.bulletin.words import Count, Fen, Percent, Points, Quoted, Share, Stated, change, quoted, shares
from pipeline.period import Period, chinese_date
from schemas.vocabulary import Measure, Standing, Verdict

RATE_FROM = 10
"""From 1 item to 8 is seven more; nobody says 700%."""


@dataclass(frozen=True)
class Totals:
    """Items submitted and adopted, points, cash, and what units' funds gain or lose, of some days."""

    submitted: Count
    items: Count
    points: Points
    cash: Fen
    funds: Fen


@dataclass(frozen=True)
class TierTotal:
    """Accepted items of a tier and their part of all; neighbouring tiers with the same figures together."""

    names: tuple[Quoted, ...]
    items: Count
    share: Share


@dataclass(frozen=True)
class Funds:
    """What is taken from units' funds in all, and what others are given."""

    taken: Fen
    given: Fen


@dataclass(frozen=True)
class Comparison:
    """This period beside an earlier one."""

    label: str
    items: Count
    direction: int
    difference: Count
    rate: Percent | None
    """None where it says nothing: of no change, or of a handful of items."""


@dataclass(frozen=True)
class Summary:
    """What the bulletin may say of the office as a whole."""

    label: Stated
    window: Stated
    deadline: Stated
    nominal_due: Stated
    due_moved: bool
    owed: Count
    standings: Mapping[Standing, Count]
    now: Totals
    year: Totals
    tiers: tuple[TierTotal, ...]
    comparisons: tuple[Comparison, ...]
    missing: tuple[Stated, ...]
    """The year's earlier periods that nothing is known of."""
    verdicts: Mapping[Verdict, Count]
    late_rows: Count
    refused: Mapping[Verdict, Refused]
    unplaced: Count
    """Files that belong to no unit known, or were set apart."""
    funds: Funds
    penalised: Count
    penalty: Points
    sanctioned_units: Count
    sanctioned_people: Count
    decisions: Count
    papers: PaperCounts
    tasks: tuple[TaskSums, ...]
    upcoming: Stated
    """What the next period is called; blank where its deadline is not settled."""
    next_deadline: Stated


def summarise(figures: Figures) -> Summary:
    """Count everything the prose may need."""
    period, units, rows = figures.period, figures.units, figures.rows
    void, following = void_by_lateness(figures), upcoming(figures)
    return Summary(
        label=Stated(period.label),
        window=Stated(period.window),
        deadline=Stated(period.deadline),
        nominal_due=Stated(chinese_date(period.nominal_due)),
        due_moved=period.due != period.nominal_due,
        owed=Count(len(units)),
        standings={standing: Count((units["standing"] == standing).sum()) for standing in Standing},
        now=_totals(units),
        year=_year_totals(figures),
        tiers=_tiers(figures),
        comparisons=tuple(_comparisons(figures)),
        missing=tuple(Stated(name) for name in figures.missing),
        verdicts={verdict: Count((rows["verdict"][~void] == verdict).sum()) for verdict in Verdict},
        late_rows=Count(void.sum()),
        refused=count_refused(figures),
        unplaced=count_unplaced(figures.receipts),
        funds=_funds(units),
        penalised=Count(_penalties(figures)["person"].nunique()),
        penalty=Points(-int(_penalties(figures)["amount"].sum())),
        sanctioned_units=Count(_sanctioned(figures, "unit_code")),
        sanctioned_people=Count(_sanctioned(figures, "person")),
        decisions=Count(len(figures.decisions)),
        papers=count_papers(figures),
        tasks=task_sums(figures),
        upcoming=Stated(following.label if following else ""),
        next_deadline=Stated(following.deadline if following else ""),
    )


def facts(summary: Summary) -> tuple[Fact, ...]:
    """Every figure of the summary under its name, as printed."""
    return tuple(_facts("", summary))


def _facts(name: str, piece: object) -> Iterator[Fact]:
    if isinstance(piece, Count):
        yield Fact(name, piece.text)
    elif isinstance(piece, Stated):
        yield Fact(name, str(piece))
    else:
        for key, part in _children(piece):
            yield from _facts(f"{name}.{key}".lstrip("."), part)


def _children(piece: object) -> list[tuple[object, object]]:
    if isinstance(piece, Mapping):
        return list(piece.items())
    if isinstance(piece, tuple):
        return list(enumerate(piece))
    if is_dataclass(piece):
        return [(field.name, getattr(piece, field.name)) for field in fields(piece)]
    return []


def _totals(table: pd.DataFrame) -> Totals:
    sums = {name: int(table[name].sum()) for name in ("submitted", "items", "points", "cash", "funds")}
    return Totals(
        Count(sums["submitted"]), Count(sums["items"]), Points(sums["points"]), Fen(sums["cash"]), Fen(sums["funds"])
    )


def _funds(units: pd.DataFrame) -> Funds:
    moved = units["funds"]
    return Funds(taken=Fen(-int(moved.clip(upper=0).sum())), given=Fen(int(moved.clip(lower=0).sum())))


def _penalties(figures: Figures) -> pd.DataFrame:
    """Ledger lines that cost people points for what their unit left undone."""
    ledger = figures.ledger
    return ledger[(ledger["step"] == "penalty") & (ledger["measure"] == Measure.PERSON_POINTS)]


def _sanctioned(figures: Figures, whom: str) -> int:
    """How many units, or how many people, something follows for that has no amount."""
    lines = figures.ledger[figures.ledger["measure"] == Measure.SANCTIONS]
    return int(lines.loc[(lines["person"] != "") == (whom == "person"), whom].nunique())


def _year_totals(figures: Figures) -> Totals:
    """The year up to this period, from the periods and not from the units: one may have been closed since."""
    year = [one.id for one in figures.known if one.assessed_year == figures.period.assessed_year]
    return _totals(figures.periods[figures.periods["period"].isin(year)])


def _tiers(figures: Figures) -> tuple[TierTotal, ...]:
    """Tiers that had any item, highest first."""
    counts = figures.unit_tiers.groupby("tier")["items"].sum()
    names = figures.assessment.tier_names()
    found = [tier for tier in reversed(names) if counts.get(tier, 0)]
    items = [int(counts[tier]) for tier in found]
    parts = shares(items)
    if all(part % 10 == 0 for part in parts):
        parts = [Percent(part) for part in parts]
    entries = zip(quoted(names[tier] for tier in found), zip(items, parts, strict=True), strict=True)
    return tuple(
        TierTotal(tuple(name for name, _ in group), Count(count), share)
        for (count, share), group in groupby(entries, key=lambda entry: entry[1])
    )


def _comparisons(figures: Figures) -> Iterator[Comparison]:
    """With the period before and the same one of last year, where these are known and of the same length."""
    items = dict(zip(figures.periods["period"], figures.periods["items"], strict=True))
    now = int(figures.units["items"].sum())
    beside = ((figures.period.last, previous(figures)), ("上年同期", _last_year(figures)))
    known = [(label, int(items[earlier.id])) for label, earlier in beside if earlier and not figures.over]
    for label, before in figures.over.compared if figures.over else known:
        direction = (now > before) - (now < before)
        rate = change(now, before) if before >= RATE_FROM and now != before else None
        yield Comparison(label, Count(before), direction, Count(abs(now - before)), rate)


def previous(figures: Figures) -> Period | None:
    """The period that ended when this one began, if it is known and of the same length."""
    if figures.over:
        return figures.over.before
    return next((one for one in _alike(figures) if one.comes_before(figures.period)), None)


def _last_year(figures: Figures) -> Period | None:
    """The same period a year ago; a year has no other year ago than the one before it."""
    if figures.period.which.kind == "year":
        return None
    return next((one for one in _alike(figures) if one.which == figures.period.which.last_year()), None)


def _alike(figures: Figures) -> list[Period]:
    return [one for one in figures.known if one.like(figures.period)]
