"""Which fonts print the bulletin, whether they have every character, and which a PDF really holds."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from fontTools.ttLib import TTFont

from pipeline.bulletin.dossier import Dossiers
from pipeline.bulletin.parts import View, strings

_OPEN_SERIF = ("Noto Serif CJK SC", "Noto Serif SC")
_OPEN_SANS = ("Noto Sans CJK SC", "Noto Sans SC")
_KAI = ("LXGW WenKai", "霞鹜文楷")

FONTS: dict[str, tuple[str, ...]] = {
    "title": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋",
              "STZhongsong", *_OPEN_SERIF),
    "body": ("仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "仿宋", "FangSong", "华文仿宋", "STFangsong",
             *_KAI, *_OPEN_SERIF),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "楷体", "KaiTi", "华文楷体", "STKaiti", *_KAI,
            *_OPEN_SERIF),
    "hei": ("黑体", "SimHei", "方正黑体_GBK", "华文黑体", "STHeiti", *_OPEN_SANS),
    "song": ("宋体", "SimSun", "华文宋体", "STSong", *_OPEN_SERIF),
}  # fmt: skip
"""Role → families in order of preference: an office's own fonts, then open ones that have the rare characters."""
OPEN = frozenset((*_OPEN_SERIF, *_OPEN_SANS, *_KAI))
"""Those that stand in for an office's own."""


def family(role: str) -> str:
    """The CSS font-family value of a role; single quotes and no spaces, as attributes and WeasyPrint's SVG need."""
    return ",".join(f"'{name}'" for name in FONTS[role])


def missing_glyphs(view: View) -> list[str]:
    """The view's characters that none of the fonts at hand can print, each once, in code order.

    Dossiers are never printed here: on a screen the reader's own fonts serve.
    """
    printed = replace(view, dossiers=Dossiers())
    wanted = {ord(char) for text in strings(printed) for char in text if not char.isspace()}
    return [chr(code) for code in sorted(wanted - _printable())]


@cache
def installed(name: str) -> bool:
    """Whether this machine has a family of this name."""
    return any(True for _ in _files(name))


def fonts_used(pdf: bytes) -> list[str]:
    """The names of the fonts embedded in a PDF, sorted."""
    names = {name for part in _parts(pdf) for name in re.findall(rb"/BaseFont\s*/([^\s/<>\[\]]+)", part)}
    return sorted({name.decode("ascii", "replace").split("+")[-1] for name in names})


def _parts(pdf: bytes) -> Iterator[bytes]:
    """The plain body of a PDF, and each stream of it that can be inflated."""
    yield pdf
    for found in re.finditer(rb"stream\r?\n", pdf):
        try:
            yield zlib.decompressobj().decompress(pdf[found.end() :], 4_000_000)
        except zlib.error:
            continue


@cache
def _printable() -> frozenset[int]:
    """Code points that at least one installed font of the lists has."""
    names = dict.fromkeys(name for families in FONTS.values() for name in families)
    files = dict.fromkeys(file for name in names for file in _files(name))
    return frozenset(code for path, index in files for code in _cmap(path, index))


def _files(name: str) -> Iterator[tuple[str, int]]:
    """The installed font files of a family, and the number of the font in the file."""
    command = ["fc-list", f":family={name}", "--format", "%{file}\t%{index}\n"]
    listed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    for line in listed.stdout.splitlines():
        path, _, index = line.partition("\t")
        yield path, int(index) & 0xFFFF


@cache
def _cmap(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})
