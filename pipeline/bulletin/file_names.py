"""Files in what units read: called what their sender called them, never by the place the office keeps them in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import PurePosixPath

import pandas as pd

from pipeline.bulletin.words import clean

NAMELESS = "一个没有文件名的附件"


def by_name(receipts: pd.DataFrame) -> Callable[[str], str]:
    """What puts, in a text, each path of `records.Receipts` into words; a file put in by hand keeps its own name."""
    told = {
        path: f"“{clean(name)}”" if name else NAMELESS
        for path, name in zip(receipts["path"], receipts["name"], strict=True)
        if name or PurePosixPath(path).name != path
    }
    longest_first = sorted(told, key=len, reverse=True)
    paths = re.compile(f" ?({'|'.join(map(re.escape, longest_first))}) ?")

    @cache  # most rows share the reason of another
    def put(text: str) -> str:
        return paths.sub(lambda found: told[found[1]], text) if told else text

    return put
