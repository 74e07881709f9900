"""What files are called when people read of them: a mailed file lies under a hash and is known by the name it was sent with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import PurePosixPath

import pandas as pd

from pipeline.bulletin.words import clean

NAMELESS = "一个没有文件名的附件"
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
    return _putting({path: f"“{name}”" for path, name in names.items()})(text)


def by_name(receipts: pd.DataFrame) -> Callable[[str], str]:
    """What does the same in print for `records.Receipts`, where no place in the office's folders may be read.

    A file put in by hand keeps its own name; a mailed one without a name is called that.
    """
    named = mailed_names(receipts)
    nameless = {path for path in receipts["path"] if path not in named and PurePosixPath(path).name != path}
    put = _putting({path: f"“{name}”" for path, name in named.items()} | dict.fromkeys(nameless, NAMELESS))
    return cache(put)  # most rows share the reason of another


def _putting(told: Mapping[str, str]) -> Callable[[str], str]:
    """What puts words in the place of paths, and of the blanks that set them off."""
    if not told:
        return str
    longest_first = sorted(told, key=lambda path: (-len(path), path))  # one path may begin another
    paths = re.compile(f" ?({'|'.join(map(re.escape, longest_first))}) ?")
    return lambda text: paths.sub(lambda found: told[found[1]], text)
