"""What scoring costs: a million rows under forty tariff rows, beside what pandas alone needs for a join and a sum."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import product

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from pipeline.score import score
from pipeline.score.work import Work
from schemas.assessment import Assessment
from schemas.records import Settled
from schemas.roster import People
from tests.score.case import Place, period, unit_table

ROWS = 1_000_000
TIERS = [f"级{number}" for number in range(10)]
METHODS, ORIGINS = ["全文", "综合"], ["原发", "转载"]
UNITS = [f"U{number:03}" for number in range(400)]


def assessment() -> Assessment:
    """Forty tariff rows (tier × method × origin), one story counted once."""
    tariff = [
        {"where": {"tier": tier, "method": method, "origin": origin}, "amount": number + 1}
        for number, (tier, method, origin) in enumerate(product(TIERS, METHODS, ORIGINS))
    ]
    return Assessment.model_validate(
        {
            "id": "bench", "title": "测速", "plan_year": 2026, "effective_from": date(2026, 1, 1), "cadence": "quarter",
            "clauses": {"C": {"place": "一", "text": "按级别计分。"}}, "tiers": [{"id": tier, "name": tier} for tier in TIERS],
            "calendar": {"clause": "C", "due": {"month_of_period": 3, "day": 20}, "window": "calendar",
                         "late": {"then": "void", "clause": "C"}},
            "steps": [
                {"step": "base", "id": "points", "clause": "C", "measure": "单位积分", "tariff": tariff},
                {"step": "same_story", "id": "once", "clause": "C", "of": ["points"], "policy": "highest"},
            ],
            "ranking": {"clause": "C", "within": "all"},
        }
    )  # fmt: skip


def rows(count: int) -> pd.DataFrame:
    """Accepted rows with the facts the tariff tests; everything else blank."""
    chance = np.random.default_rng(7)
    frame = pd.DataFrame(dict.fromkeys(Settled.headers(), ""), index=range(count))
    for name, words in (("tier", TIERS), ("method", METHODS), ("origin", ORIGINS), ("unit_code", UNITS)):
        frame[name] = np.array(words)[chance.integers(0, len(words), count)]
    numbers = pd.Series(range(count)).astype("str")
    frame["row_id"], frame["row_key"], frame["story"] = (
        range(count),
        numbers,
        (pd.Series(range(count)) // 2).astype("str"),
    )
    return frame.assign(
        book="采用明细", period="2026Q3", day=pd.Timestamp(2026, 8, 1), page=0, position=0, length=0, fee=0
    )


def _join(frame: pd.DataFrame) -> None:
    """The least any tool must do: look each row's amount up, and sum by unit."""
    amounts = pd.DataFrame(list(product(TIERS, METHODS, ORIGINS)), columns=["tier", "method", "origin"])
    joined = frame.merge(amounts.assign(amount=range(40)), on=["tier", "method", "origin"], how="left")
    joined.groupby("unit_code")["amount"].sum()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def report() -> Table:
    """Seconds a million rows, and as a ratio to pandas' own join and sum; linear when the ratio of rates is 1."""
    plan, place = assessment(), Place(units=dict.fromkeys(UNITS, "各单位"))
    table = Table("rows", "join and sum", "scoring", "ratio", "µs a row", title="scoring under 40 tariff rows")
    for count in (ROWS // 10, ROWS):
        frame = rows(count)
        work = Work(period(plan), frame, unit_table(place), People.blank())
        plain, ours = _seconds(partial(_join, frame)), _seconds(partial(score, work, plan))
        table.add_row(
            f"{count:,}", f"{plain:.2f} s", f"{ours:.2f} s", f"{ours / plain:.1f}", f"{ours / count * 1e6:.1f}"
        )
    return table


if __name__ == "__main__":
    Console().print(report())
