"""Conditions of rules, as masks over the facts of rows."""

from __future__ import annotations

import pandas as pd

from schemas.conditions import AtLeast, Where


def mask(rows: pd.DataFrame, where: Where) -> pd.Series[bool]:
    """True for the rows that meet every test of `where`; an empty condition is met by all."""
    met = pd.Series(True, index=rows.index, dtype=bool)
    for fact, wanted in where.tests():
        if isinstance(wanted, AtLeast):
            met &= rows[fact] >= wanted.at_least
        else:
            met &= rows[fact].isin(wanted)
    return met
