"""What files are called when people read of them: a mailed file lies under a hash and is known by the name it was sent with."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.bulletin.words import clean

Names = Mapping[str, str]
"""Path → the sender's name of the file, on one line; files without one (put into the folder by hand) are left out."""


def mailed_names(receipts: pd.DataFrame) -> Names:
    """The names in `records.Receipts`."""
    named = receipts[receipts["name"].str.strip() != ""]
    return dict(zip(named["path"], named["name"].map(clean), strict=True))


def called(path: str, names: Names) -> str:
    """The name of a file, or its path where it has none."""
    return names.get(path, path)


def called_at(path: str, names: Names) -> str:
    """The name with the path behind it, for the officer who has to find the file."""
    return f"{names[path]}（{path}）" if path in names else path


def in_words(text: str, names: Names) -> str:
    """A text of the product's own with every path that has a name replaced by it: 以后件“统计表.xlsx”为准."""
    for path, name in names.items():
        text = text.replace(f" {path} ", f"“{name}”").replace(path, f"“{name}”") if path in text else text
    return text
