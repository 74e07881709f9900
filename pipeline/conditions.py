"""Conditions of rules, as masks over the facts of rows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from schemas.conditions import FACTS, Among, Bounds, Days, Fact, Test, Where


def mask(rows: pd.DataFrame, where: Where) -> pd.Series[bool]:
    """True for the rows that meet every test of `where`; an empty condition is met by all."""
    met = np.ones(len(rows), dtype=bool)
    for fact, test in where.tests():
        met &= _met(rows[fact], test, FACTS[fact])
    return pd.Series(met, index=rows.index, dtype=bool)


def possible(rows: pd.DataFrame, where: Where) -> pd.Series[bool]:
    """True for rows that meet `where` or may once they are mended: what is blank may be filled in, a yes or no may turn.

    Words that are there, numbers and days speak against a row; a list of several words may grow.
    """
    met = np.ones(len(rows), dtype=bool)
    for fact, test in where.tests():
        kind = FACTS[fact].kind
        if kind in (str, int, date):
            blank = rows[fact].isin(["", 0]).to_numpy()
            met &= blank | _met(rows[fact], test, FACTS[fact])
    return pd.Series(met, index=rows.index, dtype=bool)


def prepared(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with their worded facts as categories, so that each test looks at every different word once."""
    worded = [fact for fact, known in FACTS.items() if known.kind in (str, set)]
    return rows.astype(dict.fromkeys(worded, "category"))


def _met(values: pd.Series, test: Test, fact: Fact) -> np.ndarray:
    if isinstance(test, Days):
        return np.asarray(values.dt.date.between(test.first, test.last), dtype=bool)
    if isinstance(test, Bounds):
        numbers = values.to_numpy()
        top = np.iinfo(np.int64).max if test.at_most is None else test.at_most * fact.scale
        return (numbers >= test.lowest * fact.scale) & (numbers <= top)
    if fact.kind in (bool, int):
        wanted = [value * fact.scale if fact.scale != 1 else value for value in test] if isinstance(test, tuple) else []
        return values.isin(wanted).to_numpy()
    worded = values if isinstance(values.dtype, pd.CategoricalDtype) else values.astype("category")
    hits = np.array([_holds(test, str(word)) for word in worded.cat.categories], dtype=bool)
    return hits[worded.cat.codes.to_numpy()] if len(hits) else np.zeros(len(values), dtype=bool)


def _holds(test: Test, text: str) -> bool:
    """Whether a fact's text passes: one of the values, or several words that meet the form."""
    if isinstance(test, Among):
        return test.holds(frozenset(filter(None, text.split("、"))))
    return isinstance(test, tuple) and text in test
