"""partners: what is told of the units that a row names as its partners."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from pipeline.suggest import asked, nearest, spellings
from schemas.faults import FAULTS
from schemas.returned import normal
from schemas.vocabulary import Verdict


def partner_findings(
    settled: pd.DataFrame, units: pd.DataFrame, cell: Callable[..., dict[str, str | int]]
) -> Iterator[dict[str, str | int]]:
    """A partner that is not on the roster (S11, the row waits), or under another name than the roster's (C08).

    `cell` makes a finding at a row's column.
    """
    known = spellings(units)
    names = {normal(spelling): name for spelling, name in known.items()}
    live = settled[settled["verdict"].isin([Verdict.ACCEPTED, Verdict.PENDING]) & (settled["partners"] != "")]
    for row in live.to_dict("records"):
        for typed in row["partners"].split("、"):
            name = names.get(normal(typed))
            if name is None:
                yield cell("S11", row, "partners", typed, asked(FAULTS["S11"].action, nearest(typed, known)))
            elif normal(name) != normal(typed):
                yield cell("C08", row, "partners", typed, f"已认作“{name}”，请以后照名录填写")
