"""The PDF (bulletin.pdf) read by its tags: what a screen reader says. Text is decoded from the pages themselves."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.generic import ContentStream, DictionaryObject

from tests.bulletin.printed.said import Annex, Grid, Said, Section, bare, joined

Marked = dict[tuple[int, int], str]
"""(page object's number, number of the marked content on it) → its text."""
_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass(frozen=True)
class Tagged:
    """An element of the document's structure."""

    tag: str
    text: str
    children: tuple[Tagged, ...]

    def all(self, *tags: str) -> Iterator[Tagged]:
        """The elements of these tags, outermost first, in order."""
        for child in self.children:
            if child.tag in tags:
                yield child
            else:
                yield from child.all(*tags)


def read_paper(content: bytes) -> Said:
    """What the PDF says."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    marked = {key: text for page in reader.pages for key, text in _marked(page, reader)}
    root: Any = reader.trailer["/Root"]["/StructTreeRoot"]
    blocks = [*_tagged(root, marked, 0).all("P", "H1", "H2", "Table", "Figure")]
    front, *annexes = _parted(blocks, "H1")[1:]
    opening, *sections = _parted(front, "H2")
    prose = [one.text for one in opening if one.tag == "P" and not one.text.endswith("：")]  # without the addressees
    return Said(joined(prose), tuple(map(_section, sections)), tuple(map(_annex, annexes)))


def _parted(blocks: Iterable[Tagged], tag: str) -> list[list[Tagged]]:
    parts: list[list[Tagged]] = [[]]
    for block in blocks:
        if block.tag == tag:
            parts.append([])
        parts[-1].append(block)
    return parts


def _section(blocks: list[Tagged]) -> Section:
    prose = [one.text for one in blocks if one.tag == "P"]
    ends = [n for n, text in enumerate(prose) if text.startswith("附件：")]
    charts = tuple((bare(one.text),) for one in blocks if one.tag == "Figure")
    return Section(bare(blocks[0].text), joined(prose[: ends[0]] if ends else prose), charts)


def _annex(blocks: list[Tagged]) -> Annex:
    prose = [one.text for one in blocks if one.tag == "P" and not re.fullmatch(r"附件\d*", bare(one.text))]
    return Annex(bare(blocks[0].text), joined(prose), tuple(_grids(one for one in blocks if one.tag == "Table")))


def _grids(tables: Iterable[Tagged]) -> Iterator[Grid]:
    """Tables; what a new page carries on (the same head, no caption) belongs to the one before."""
    found: list[list[tuple[str, ...]]] = []
    for table in tables:
        head, *rows = _rows(table)
        carried_on = found and found[-1][0] == head and not [*table.all("Caption")]
        if carried_on:
            found[-1] += rows
        else:
            found.append([head, *rows])
    return (tuple(rows) for rows in found)


def _rows(table: Tagged) -> list[tuple[str, ...]]:
    return [tuple(bare(cell.text) for cell in row.all("TH", "TD")) for row in table.all("TR")]


def _tagged(element: Any, marked: Marked, page: int) -> Tagged:
    """An element with the text of everything below it."""
    page = element.raw_get("/Pg").idnum if "/Pg" in element else page
    texts: list[str] = []
    children: list[Tagged] = []
    for kid in _kids(element):
        if isinstance(kid, int):
            texts.append(marked.get((page, kid), ""))
        elif "/MCID" in kid:
            on = kid.raw_get("/Pg").idnum if "/Pg" in kid else page
            texts.append(marked.get((on, kid["/MCID"]), ""))
        elif kid.get("/Type") != "/OBJR":
            children.append(_tagged(kid, marked, page))
            texts.append(children[-1].text)
    return Tagged(str(element.get("/S", "")).lstrip("/"), "".join(texts), tuple(children))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    return [kid.get_object() for kid in kids] if isinstance(kids, list) else [kids]


def _marked(page: Any, reader: pypdf.PdfReader) -> Iterator[tuple[tuple[int, int], str]]:
    """Each stretch of marked content on a page with its text."""
    texts: dict[int, str] = {}
    for mark, shown in _shown(page, page.get_contents(), -1, reader):
        texts[mark] = texts.get(mark, "") + shown
    yield from (((page.indirect_reference.idnum, mark), text) for mark, text in texts.items())


def _shown(on: Any, content: Any, mark: int, reader: pypdf.PdfReader) -> Iterator[tuple[int, str]]:
    """What a page shows, or a drawing on it (which has the mark it is drawn under), with the number of its mark."""
    resources = on.get("/Resources", DictionaryObject())
    fonts = {name: _letters(font) for name, font in resources.get("/Font", DictionaryObject()).items()}
    marks, letters = [mark], dict[int, str]()
    for operands, operator in content.operations:
        if operator in (b"BDC", b"BMC"):
            named = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
            marks.append(named.get("/MCID", marks[-1]))
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            yield marks[-1], _decoded(operands[0], letters)
        elif operator == b"Do" and (drawing := resources["/XObject"][operands[0]].get_object())["/Subtype"] == "/Form":
            yield from _shown(drawing, ContentStream(drawing, reader), marks[-1], reader)


def _decoded(shown: Any, letters: dict[int, str]) -> str:
    parts = shown if isinstance(shown, list) else [shown]
    codes = b"".join(part.original_bytes for part in parts if hasattr(part, "original_bytes"))
    return "".join(letters[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    """Code of a glyph → what it stands for, by the font's own table."""
    table = font.get_object()["/ToUnicode"].get_object().get_data().decode("ascii")
    pairs = _PAIR.findall(table.split("endcodespacerange", 1)[-1])
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
