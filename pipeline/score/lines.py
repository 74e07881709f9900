"""How ledger lines are begun and written out, the same for every step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd

from pipeline.score.work import Past, Work
from schemas.ledger import Ledger
from schemas.returned import normal
from schemas.strict import Rule
from schemas.vocabulary import SCALE, SUFFIX, Basis, Measure

COLUMNS = [name for name in Ledger.headers() if name not in ("line_id", "step", "rule")]
"""What a step fills in; its name and the line's number are added to every step's lines alike."""


def written(amount: int, measure: Measure) -> str:
    """An integer amount in words: 12500 thousandths of a point → 12.5分."""
    value = Decimal(amount) / SCALE[measure]
    plain = f"{value.normalize():f}"
    return f"{plain}{SUFFIX[measure]}"


def row_lines(rows: pd.DataFrame, measure: str | pd.Series, account: str | pd.Series, clause: str) -> pd.DataFrame:
    """One line per row, resting on that row; amount, arithmetic and person are still the step's to fill."""
    return pd.DataFrame(
        {
            "period": rows["period"],
            "measure": measure,
            "unit_code": rows["unit_code"],
            "person": "",
            "amount": 0,
            "account": account,
            "clause": clause,
            "arithmetic": "",
            "basis": Basis.ROW.value,
            "basis_key": rows["row_key"],
            "row_id": rows["row_id"],
            "tier": rows["tier"].astype("str"),
        }
    )


def worded(write: Callable[..., str], *columns: pd.Series[Any]) -> list[str]:
    """The words for each row of some columns, put together once for every different row: many rows say the same."""
    said = cache(write)
    return [said(*facts) for facts in zip(*(column.tolist() for column in columns), strict=True)]


def line_of(
    step: Rule, work: Work, measure: Measure, who: tuple[str, str], amount: int, said: str, basis: tuple[Basis, str],
    account: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A line that rests on something else than a row. `who` is unit and person (blank: the unit itself)."""
    return {
        "period": work.period.id,
        "measure": measure,
        "unit_code": who[0],
        "person": who[1],
        "amount": amount,
        "account": account or step.id,
        "clause": step.clause,
        "arithmetic": said,
        "basis": basis[0],
        "basis_key": basis[1],
        "row_id": -1,
        "tier": "",
    }


def lines_of(records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A table of such lines."""
    return pd.DataFrame(list(records), columns=COLUMNS)


def earned(ledger: pd.DataFrame, accounts: Iterable[str], rows: pd.DataFrame) -> pd.DataFrame:
    """What rows have earned their units so far: `rows` with account, measure and net amount, one line each.

    In the order of `rows`; rows and accounts that come to nothing are left out.
    """
    lines = ledger[ledger["account"].isin(list(accounts)) & (ledger["person"] == "") & (ledger["row_id"] >= 0)]
    net = lines.groupby(["row_id", "account", "measure"], sort=False)["amount"].sum().reset_index()
    found = rows.reset_index(names="_order").merge(net[net["amount"] != 0], on="row_id")
    return found.sort_values("_order", kind="stable").drop(columns="_order").reset_index(drop=True)


def given_before(
    lines: pd.DataFrame, rows: pd.DataFrame, pasts: Iterable[Past], accounts: Iterable[str]
) -> pd.Series[int]:
    """What each line's story earned in earlier periods before it was shared out, aligned with `lines`; 0 where nothing.

    A story is known again by title and authors: a unit's numbers begin anew in every return.
    """
    found: dict[tuple[str, str], int] = {}
    own = _called(rows).drop_duplicates()
    for past in pasts:
        net = earned(past.ledger[past.ledger["step"] != "share"], accounts, past.rows)
        sums = net.astype({"story": "str"}).groupby(["story", "measure"])["amount"].sum().reset_index()
        same = own.merge(_called(past.rows), on="called", suffixes=("", "_then"))[["story", "story_then"]]
        known = same.drop_duplicates().merge(sums, left_on="story_then", right_on="story", suffixes=("", "_past"))
        total = known.groupby(["story", "measure"])["amount"].sum().reset_index()
        for story, measure, amount in zip(total["story"], total["measure"], total["amount"], strict=True):
            found[story, measure] = found.get((story, measure), 0) + int(amount)
    keys = zip(lines["story"].astype("str"), lines["measure"], strict=True)
    return pd.Series([found.get(key, 0) for key in keys], index=lines.index, dtype="int64")


def _called(rows: pd.DataFrame) -> pd.DataFrame:
    """What stories are called: title and authors, of which units."""
    texts = (rows[name].astype("str") for name in ("units", "title", "authors"))
    called = [
        f"{units}:{normal(title)}:{'、'.join(sorted(by.split('、')))}" for units, title, by in zip(*texts, strict=True)
    ]
    return pd.DataFrame(
        {"story": rows["story"].astype("str"), "called": pd.Series(called, index=rows.index, dtype="str")}
    )


def running(lines: pd.DataFrame) -> pd.Series[int]:
    """What the lines above earned for the same story in the same measure."""
    by = [lines["story"].astype("str"), lines["measure"]]
    return lines["amount"].groupby(by).cumsum() - lines["amount"]
