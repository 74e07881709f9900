"""How ledger lines are begun and written out, the same for every step."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from schemas.vocabulary import SCALE, SUFFIX, Basis, Measure


def written(amount: int, measure: Measure) -> str:
    """An integer amount in words: 12500 thousandths of a point → 12.5分."""
    value = Decimal(amount) / SCALE[measure]
    plain = f"{value.normalize():f}"
    return f"{plain}{SUFFIX[measure]}"


def row_lines(rows: pd.DataFrame, measure: Measure, clause: str) -> pd.DataFrame:
    """One line per row, resting on that row; amount, arithmetic and person are still the step's to fill."""
    return pd.DataFrame(
        {
            "period": rows["period"],
            "measure": measure.value,
            "unit_code": rows["unit_code"],
            "person": "",
            "amount": 0,
            "clause": clause,
            "arithmetic": "",
            "basis": Basis.ROW.value,
            "basis_key": rows["row_key"],
            "row_id": rows["row_id"],
            "tier": rows["tier"],
        }
    )


def row_amounts(ledger: pd.DataFrame, measure: Measure, rows: pd.DataFrame) -> pd.Series[int]:
    """What each row has earned its unit so far in a measure, aligned with `rows`."""
    lines = ledger[(ledger["measure"] == measure) & (ledger["person"] == "")]
    earned = lines.groupby("row_id")["amount"].sum()
    return rows["row_id"].map(earned).fillna(0).astype("int64")
