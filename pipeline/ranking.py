"""Places in a ranking: one function for every list, so that ties are treated alike everywhere."""

from __future__ import annotations

import pandas as pd


def places(scores: pd.Series[int], groups: pd.Series[str] | None = None) -> pd.Series[int]:
    """Places by falling score, ties sharing one and the next left out (1, 2, 2, 4), within each group."""
    grouped = scores.groupby(groups, dropna=False) if groups is not None else scores
    return grouped.rank(method="min", ascending=False).astype("int64")
