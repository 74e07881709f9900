"""One thing that is unsound in an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Location: TypeAlias = tuple[int | str, ...]
"""A path into the document: keys and numbers of list items."""


@dataclass(frozen=True)
class Problem:
    """Where it stands and what is wrong. What is not grave is only pointed out."""

    location: Location
    text: str
    grave: bool = True
