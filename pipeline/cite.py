"""How a ruling is cited by what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def cited(ruling: Mapping[str, str]) -> str:
    """A ruling as the reason of something: number, grounds, who approved it and when."""
    return f"认定 {ruling['ruling_id']}：{ruling['grounds']}（{ruling['approved_by']}，{ruling['ruled_on']}）"


def citing(numbers: Iterable[str], ruling_id: str) -> list[str]:
    """The rulings that rows rest on (by 、), with one more; each once."""
    return ["、".join(dict.fromkeys([*filter(None, text.split("、")), ruling_id])) for text in numbers]
