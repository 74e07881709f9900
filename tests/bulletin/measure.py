"""Where things stand on the pages of a laid out bulletin, in millimetres from the sheet's top left, from WeasyPrint's boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MM = 25.4 / 96
MARGINS = {"upright": (37, 26, 35, 28), "lying": (28, 37, 26, 35)}
"""Top, right, bottom, left; a sheet on its side keeps the margins of the upright sheet it is turned from."""


@dataclass(frozen=True)
class Line:
    """One line of text; `tag` and `kind` are its element's name and class, or the name of a margin box."""

    page: int
    tag: str
    kind: str
    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page's number from 1, how it lies, its type area's edges, and what is on it."""

    number: int
    lying: bool
    blank: bool
    margins: tuple[float, float, float, float]
    width: float
    height: float
    lines: tuple[Line, ...]
    foot: tuple[Line, ...]
    """What floats at the foot: charts, 版记."""
    margin: tuple[Line, ...]
    """Page numbers."""
    box: Any

    @property
    def inside(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the type area."""
        top, _, _, left = self.margins
        return left, top, left + self.width, top + self.height


def pages(document: Any) -> list[Page]:
    """Every page of what `render.laid_out` gives."""
    return [_page(number, page._page_box) for number, page in enumerate(document.pages, 1)]


def _page(number: int, box: Any) -> Page:
    parts: dict[str, list[Line]] = {"lines": [], "foot": [], "margin": []}
    for child in box.children:
        name = {"MarginBox": "margin", "FootnoteAreaBox": "foot"}.get(type(child).__name__, "lines")
        parts[name] += _lines(number, child)
    margins = tuple(side * MM for side in (box.margin_top, box.margin_right, box.margin_bottom, box.margin_left))
    return Page(
        number, box.width > box.height, box.page_type.blank, margins, box.width * MM, box.height * MM,
        *(tuple(parts[name]) for name in ("lines", "foot", "margin")), box,
    )  # fmt: skip


def _lines(number: int, box: Any) -> Iterator[Line]:
    for line in (one for one in [box, *box.descendants()] if type(one).__name__ == "LineBox"):
        texts = [part for part in line.descendants() if hasattr(part, "text") and part.text.strip()]
        if texts:
            last, element = texts[-1], line.element
            spacing = last.style["letter_spacing"]
            right = last.position_x + last.width - (0 if spacing == "normal" else spacing)
            yield Line(
                number, line.element_tag or getattr(box, "at_keyword", ""),
                "" if element is None or isinstance(element, str) else element.get("class") or "",
                "".join(text.text for text in texts), texts[0].position_x * MM, right * MM,
                line.position_y * MM, (line.position_y + line.height) * MM,
            )  # fmt: skip


def tables(page: Page) -> list[Any]:
    """The tables on a page, or the parts of them."""
    return [box for box in page.box.descendants() if type(box).__name__ == "TableBox"]


def cells(page: Page) -> list[Any]:
    """The cells of tables on a page."""
    return [box for box in page.box.descendants() if type(box).__name__ == "TableCellBox"]


def overfull(page: Page) -> list[str]:
    """The text of cells that reaches out of its cell."""
    return [
        text.text
        for cell in cells(page)
        for text in cell.descendants()
        if hasattr(text, "text")
        and (
            text.position_x < cell.border_box_x() - 0.5
            or text.position_x + text.width > cell.border_box_x() + cell.border_width() + 0.5
            or text.position_y + text.height > cell.border_box_y() + cell.border_height() + 2
        )
    ]


def outside(page: Page) -> list[str]:
    """Text of the type area that reaches out of it."""
    left, top, right, bottom = page.inside
    return [
        one.text
        for one in (*page.lines, *page.foot)
        if one.left < left - 0.3 or one.right > right + 0.6 or one.top < top - 0.3 or one.bottom > bottom + 0.6
    ]
