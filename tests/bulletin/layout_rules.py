"""What GB/T 9704 asks of every page, as checks that any laid out bulletin must pass; each returns what breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from tests.bulletin.measure import MARGINS, Page, outside, overfull, tables

Rule = Callable[[Sequence[Page]], list[str]]
BOTTOM, NUMBER_BELOW, CHARACTER = 262.0, 7.0, 14 / 72 * 25.4
"""Where the upright type area ends, how far below it numbers stand, one character of theirs (四号)."""


def margins(pages: Sequence[Page]) -> list[str]:
    """37, 26, 35 and 28 mm, turned with a sheet on its side."""
    wanted = [MARGINS["lying" if page.lying else "upright"] for page in pages]
    return [
        f"第{page.number}页 {page.margins}"
        for page, want in zip(pages, wanted, strict=True)
        if any(abs(is_ - should) > 0.05 for is_, should in zip(page.margins, want, strict=True))
    ]


def on_the_grid(pages: Sequence[Page]) -> list[str]:
    """Lines of the body after the first page stand on 22 lines of 225 mm, and none is skipped but where one is due."""
    body = [
        line for page in pages[1:] for line in page.lines if line.tag == "h2" or (line.tag == "p" and not line.kind)
    ]
    return [line.text for line in body if abs((line.top - 37) / (225 / 22) % 1 - 0.5) < 0.45]


def flush(pages: Sequence[Page]) -> list[str]:
    """Full lines end at the right edge of the type area."""
    wrong = []
    for page in pages:
        body = [line for line in page.lines if line.tag == "p" and not line.kind]
        for line, after in pairwise(body):
            goes_on = after.left < 30 and abs(after.top - line.bottom) < 0.5
            if goes_on and not page.lying and abs(line.right - 184) > 0.7:
                wrong.append(f"第{page.number}页 {line.text} {line.right:.2f}")
    return wrong


def numbers(pages: Sequence[Page]) -> list[str]:
    """— 7 — at the outer edge: odd right, even left, one character in, 7 mm below; on its side, at the same place."""
    wrong = []
    for page in pages:
        said = [line.text for line in page.margin]
        if said != [f"— {page.number} —"] and not _unnumbered(page, pages):
            wrong.append(f"第{page.number}页 {said}")
        wrong += [f"第{page.number}页 {line}" for line in page.margin if not _at_its_place(page)]
    return wrong


def _at_its_place(page: Page) -> bool:
    (line,) = page.margin
    if page.lying:
        return line.tag == ("@left-bottom" if page.number % 2 else "@left-top")
    edge = line.right - (184 - CHARACTER) if page.number % 2 else line.left - (28 + CHARACTER)
    return abs(edge) < 0.5 and abs(line.top - BOTTOM - NUMBER_BELOW) < 0.5


def _unnumbered(page: Page, pages: Sequence[Page]) -> bool:
    """A blank page, and the sheet of 版记 after it."""
    return page.blank or (page is pages[-1] and pages[-2].blank)


def closed(pages: Sequence[Page]) -> list[str]:
    """版记 stands at the foot of the last page alone, and that page is even."""
    found = [page.number for page in pages if any("抄送：" in line.text for line in page.foot)]
    last = max((line.bottom for line in pages[-1].foot), default=0.0)
    good = found == [len(pages)] and len(pages) % 2 == 0 and abs(last - BOTTOM) < 1.5
    return [] if good else [f"{found}，共{len(pages)}页，止于{last:.1f}毫米"]


def heads_repeated(pages: Sequence[Page]) -> list[str]:
    """Every part of a table on a page begins with its head."""
    return [
        f"第{page.number}页"
        for page in pages
        for table in tables(page)
        if next((group for group in table.children if group.is_header), None) is None
    ]


def no_row_alone(pages: Sequence[Page]) -> list[str]:
    """No head of a table, and no caption, without a row under it."""
    return [
        f"第{page.number}页"
        for page in pages
        for table in tables(page)
        if not any(group.children for group in table.children if not group.is_header)
    ]


def nothing_outside(pages: Sequence[Page]) -> list[str]:
    """No text outside the type area, or outside its cell."""
    return [f"第{page.number}页 {text}" for page in pages for text in (*outside(page), *overfull(page))]


def no_heading_alone(pages: Sequence[Page]) -> list[str]:
    """No heading is the last line of a page."""
    last = [page.lines[-1] for page in pages if page.lines]
    return [line.text for line in last if line.tag in ("h1", "h2", "caption") or line.kind == "tag"]


def signed_beside_text(pages: Sequence[Page]) -> list[str]:
    """The signature's page has a line of the body, so that the seal need not stand on an empty page."""
    signed = next(page for page in pages if any(re.search("（此件不公开）", line.text) for line in page.lines))
    first = signed.lines[0]
    return [] if first.tag in ("p", "h2") and "annex-line" not in first.kind else [first.text]


RULES: tuple[Rule, ...] = (
    margins, on_the_grid, flush, numbers, closed, heads_repeated, no_row_alone, nothing_outside, no_heading_alone,
    signed_beside_text,
)  # fmt: skip
