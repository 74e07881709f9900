"""What stands below a table of money: the total in capitals, and who signs."""

from __future__ import annotations

from pipeline.sheets.book import len_shown
from pipeline.sheets.capitals import capitals

CHANGED = "数额已改动，请重新填写大写"


def capitals_formula(what: str, cell: str, fen: int) -> tuple[str, str]:
    """A formula that shows a total in capitals as long as the cell holds `fen`, and what it shows.

    A program cannot be relied on to write capitals itself, so a total that is changed by hand asks for new ones.
    """
    said, begin = f"人民币{capitals(fen)}", f"{what}：" if what else ""
    return f'=IF(ROUND({cell}*100,0)={fen},"{begin}{said}","{begin}{CHANGED}")', begin + said


def signatures(who: tuple[str, ...], wide: float) -> str:
    """One line for those who sign, with the same room behind each word, on a sheet so many characters wide."""
    words = sum(len_shown(f"{one}：") for one in who)
    room = max(3, int((wide * 0.9 - words) / 2 / len(who)))
    return ("　" * room).join(f"{one}：" for one in who)
