"""Sums of money in the capital numerals that vouchers ask for (合计大写)."""

from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
"""What four places together are called, from the lowest."""
LIMIT = 10 ** (4 * len(GROUPS))
"""The first sum in yuan that has no name here."""


def capitals(fen: int) -> str:
    """`fen` in words: 120500 → 壹仟贰佰零伍元整. 整 closes whole yuan only; a negative sum begins with 负.

    One 零 stands for zeros between digits, and for a last place of yuan that is zero before 角, so that nothing can be
    written in between. Raises ValueError from 1 followed by 16 zeros yuan on.
    """
    yuan, rest = divmod(abs(fen), 100)
    if yuan >= LIMIT:
        raise ValueError(f"{fen} fen is more than can be written in capitals")
    sign = "负" if fen < 0 else ""
    if not rest:
        return f"{sign}{_whole(yuan) or DIGITS[0]}元整"
    return f"{sign}{f'{_whole(yuan)}元' if yuan else ''}{_parts(yuan, rest)}"


def _parts(yuan: int, rest: int) -> str:
    """角 and 分, after 零 where a zero stands before the first of them."""
    jiao, fen = divmod(rest, 10)
    gap = DIGITS[0] if yuan and (not jiao or yuan % 10 == 0) else ""
    return gap + (f"{DIGITS[jiao]}角" if jiao else "") + (f"{DIGITS[fen]}分" if fen else "")


def _whole(yuan: int) -> str:
    """Whole yuan without the word 元; blank for none."""
    said, gap = "", False
    for level in reversed(range(len(GROUPS))):
        four = yuan // 10 ** (4 * level) % 10_000
        gap = gap or four < 1000
        if four:
            said += (DIGITS[0] if gap and said else "") + _four(four) + GROUPS[level]
            gap = False
    return said


def _four(number: int) -> str:
    """Up to four digits: 1050 → 壹仟零伍拾."""
    said, gap = "", False
    for place in reversed(range(len(PLACES))):
        digit = number // 10**place % 10
        if digit:
            said += (DIGITS[0] if gap and said else "") + DIGITS[digit] + PLACES[place]
        gap = not digit
    return said
