"""Which open fonts print in the place of an office's own (小标宋, 仿宋, 黑体, 宋体), told after every run."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.bulletin.fonts import FONTS, OPEN, installed

ROLES = {"title": "方正小标宋简体", "body": "仿宋_GB2312", "hei": "黑体", "song": "宋体"}
"""Role → the font that the standard's own practice asks for."""


def stand_ins(has: Callable[[str], bool] = installed) -> dict[str, str]:
    """Font an office would use → the open one that stands in for it, "" where there is none either.

    `has` tells whether a family is installed on this machine.
    """
    found = {role: next((name for name in FONTS[role] if has(name)), "") for role in ROLES}
    return {ROLES[role]: name for role, name in found.items() if name in OPEN or not name}


def warning(stood_in: dict[str, str]) -> str:
    """One sentence for the console; blank when the office's own fonts are all there."""
    if not stood_in:
        return ""
    said = "，".join(f"{own}用{name}代替" if name else f"{own}没有可代替的字体" for own, name in stood_in.items())
    return f"本机没有公文字体，PDF 中{said}；装上这些字体后再运行，即用公文字体排版"
