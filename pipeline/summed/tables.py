"""Tables of several periods put together: numbers run on, and every key says of which period it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.run import Scored
from schemas.assessment import Assessment
from schemas.ledger import Ledger, Quotas
from schemas.records import Entries, Receipts, Rows, Settled
from schemas.vocabulary import Basis


@dataclass(frozen=True)
class Tables:
    """The tables of all periods, in the order of the periods."""

    receipts: pd.DataFrame
    rows: pd.DataFrame
    settled: pd.DataFrame
    ledger: pd.DataFrame
    quotas: pd.DataFrame
    entries: pd.DataFrame


def put_together(periods: Sequence[Scored], plans: Sequence[Assessment]) -> Tables:
    """The tables of some periods, oldest first, each with the rules it was scored by; amounts are theirs, untouched."""
    moved = list(zip(periods, _offsets(periods), plans, strict=True))
    now = plans[-1]

    def of(move: Callable[[Scored, int], pd.DataFrame]) -> pd.DataFrame:
        frames = [(move(one, by), whose(plan, now)) for one, by, plan in moved]
        return pd.concat([_citing(frame, title) for frame, title in frames], ignore_index=True)

    return Tables(
        receipts=Receipts.conform(of(lambda one, _: _placed(one, one.checked.receipts))),
        rows=Rows.conform(of(lambda one, by: _numbered(one, one.rows, by))),
        settled=Settled.conform(of(lambda one, by: _numbered(one, one.settled, by))),
        ledger=_counted_on(of(_ledger)),
        quotas=Quotas.conform(of(lambda one, _: _quotas(one))),
        entries=Entries.conform(of(lambda one, _: _entries(one))),
    )


def _offsets(periods: Sequence[Scored]) -> Iterator[int]:
    """By how much the row numbers of each period are raised, so that no two rows have the same."""
    by = 0
    for one in periods:
        yield by
        by += max(one.rows["row_id"], default=-1) + 1


def within(one: Scored, key: pd.Series[str]) -> pd.Series[str]:
    """Keys that are told apart by their period: 2026Q1/…."""
    return f"{one.checked.period.id}/" + key


def _placed(one: Scored, frame: pd.DataFrame) -> pd.DataFrame:
    """Files by their place in inputs/."""
    return frame.assign(path=within(one, frame["path"]))


def _numbered(one: Scored, frame: pd.DataFrame, by: int) -> pd.DataFrame:
    keyed = frame.assign(row_id=frame["row_id"] + by, row_key=within(one, frame["row_key"]))
    if "story" in keyed:
        keyed = keyed.assign(story=within(one, keyed["story"]))
    return _placed(one, keyed)


def whose(plan: Assessment, now: Assessment) -> str:
    """What is put before the clauses of rules that were replaced within the span; nothing before those in force at its end."""
    return "" if plan.clauses == now.clauses else f"《{plan.title}》"


def _citing(frame: pd.DataFrame, title: str) -> pd.DataFrame:
    """With the title of the rules before each clause."""
    if not title or "clause" not in frame:
        return frame
    return frame.assign(clause=(title + frame["clause"]).where(frame["clause"] != "", ""))


def _ledger(one: Scored, by: int) -> pd.DataFrame:
    """Where a line rests on a row, a quota or an entry, on that of its period."""
    lines = one.ledger
    keyed = within(one, lines["basis_key"]).where(lines["basis"] != Basis.SUM, lines["basis_key"])
    return lines.assign(row_id=(lines["row_id"] + by).where(lines["row_id"] >= 0, -1), basis_key=keyed)


def _counted_on(lines: pd.DataFrame) -> pd.DataFrame:
    """Every line once, numbered from the first."""
    return Ledger.conform(lines.assign(line_id=range(1, len(lines) + 1)))


def _quotas(one: Scored) -> pd.DataFrame:
    quotas = one.quotas
    return quotas.assign(quota_key=within(one, quotas["quota_key"]))


def _entries(one: Scored) -> pd.DataFrame:
    entries = one.checked.entries
    return entries.assign(entry_id=within(one, entries["entry_id"]))
