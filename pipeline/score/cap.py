"""cap: a sum of some accounts counts up to a limit and at least a floor; over a month or a year the sum runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from pipeline.score.lines import earned, given_before, line_of, lines_of, row_lines, worded, written
from pipeline.score.work import Past, Work
from schemas.steps import CapStep
from schemas.strict import to_units
from schemas.vocabulary import Basis, Measure

MONTH = re.compile(r"20\d\d-\d\d$")
"""The month at the end of what a monthly limit's line rests on."""
KEYS = ["unit_code", "person", "month", "measure"]


def cap_lines(step: CapStep, work: Work) -> pd.DataFrame:
    """A line for each unit or person whose sum is over or under, in the last account; for stories one for each row cut."""
    if step.per == "story":
        return _of_stories(step, work, step.limit) if step.limit is not None else lines_of([])
    before = _sums(step, *_pasts(step, work))
    found = _sums(step, work.now).items()
    return lines_of(line for key, now in found for line in _lines(step, work, key, now, before.get(key, 0)))


def _pasts(step: CapStep, work: Work) -> tuple[Past, ...]:
    """The earlier periods in which a running sum began."""
    return {"period": (), "month": work.earlier, "year": work.this_year}[step.period]


def _sums(step: CapStep, *pasts: Past) -> dict[Any, int]:
    """(unit, person or blank, month or blank, measure) → sum of the accounts."""
    sums: dict[Any, int] = {}
    for past in pasts:
        lines = past.ledger[past.ledger["account"].isin(step.of)]
        lines = lines[(lines["person"] != "") == (step.per == "person")]
        months = _months(lines, past) if step.period == "month" else ""
        for key, amount in lines.assign(month=months).groupby(KEYS)["amount"].sum().items():
            sums[key] = sums.get(key, 0) + int(amount)
    return sums


def _months(lines: pd.DataFrame, past: Past) -> pd.Series[str]:
    """The month of each line: of its row, of its entry, of the month's limit it comes from; else the period's last."""
    rows = past.rows["day"].dt.strftime("%Y-%m").set_axis(past.rows["row_id"]).to_dict()
    entered = past.entries["happened_on"].str[:7].set_axis(past.entries["entry_id"]).to_dict()
    last = past.period.end.strftime("%Y-%m")
    months = [
        rows.get(row) or entered.get(key) or (MONTH.search(key) or [last])[0]
        for row, key in zip(lines["row_id"], lines["basis_key"].astype("str"), strict=True)
    ]
    return pd.Series(months, index=lines.index, dtype="str")


def _lines(step: CapStep, work: Work, key: Any, now: int, before: int) -> Iterator[dict[str, Any]]:
    unit, person, month, measure = key[0], key[1], key[2], Measure(key[3])
    when = f"{int(month[5:])}月" if month else ""
    said = f"{when}合计{written(now, measure)}" + (f"，前期已计{written(before, measure)}" if before else "")
    basis, top, bottom = (Basis.SUM, " ".join(filter(None, ["、".join(step.of), month]))), step.limit, step.floor
    if top is not None and (over := max(0, min(now, before + now - to_units(top, measure)))):
        most = f"{said}，最多计{written(to_units(top, measure), measure)}"
        yield line_of(step, work, measure, (unit, person), -over, most, basis, step.of[-1])
    if bottom is not None and (under := max(0, to_units(bottom, measure) - before - now)):
        least = f"{said}，最少计{written(to_units(bottom, measure), measure)}"
        yield line_of(step, work, measure, (unit, person), under, least, basis, step.of[-1])


def _of_stories(step: CapStep, work: Work, most: Decimal) -> pd.DataFrame:
    """What a story has too much is taken from its last rows in canonical order."""
    net = earned(work.ledger, step.of, work.rows)
    limits = {measure: to_units(most, Measure(measure)) for measure in net["measure"].unique()}
    limit = net["measure"].map(limits).astype("int64")
    by = [net["story"].astype("str"), net["measure"]]
    total = net["amount"].groupby(by).transform("sum") + given_before(net, work.rows, _pasts(step, work), step.of)
    gains = net["amount"].clip(lower=0)
    later = gains.groupby(by).transform("sum") - gains.groupby(by).cumsum()
    back = (total - limit - later).clip(lower=0, upper=gains)
    cut = net[back > 0]
    lines = row_lines(cut, cut["measure"], cut["account"], step.clause)

    def words(total: int, limit: int, amount: int, back: int, measure: str) -> str:
        sum_of, top, own, left = (written(each, Measure(measure)) for each in (total, limit, amount, amount - back))
        return f"一稿合计{sum_of}，最多计{top}：本篇{own}，计{left}"

    said = worded(words, *(column[cut.index] for column in (total, limit, net["amount"], back, net["measure"])))
    return lines.assign(amount=-back[cut.index], arithmetic=said)
