"""The last page: 版记 stands at its foot, and the page is an even one.

`break-before: left` asks for a left page *after* a break, so WeasyPrint breaks even where the text already ends on a
left page, and adds a blank one. Whether a new page is needed is known only while pages are made; laying everything
out twice to find out doubled the time. `install` makes `left` mean "be on a left page": it breaks only from a right
one. `verso` keeps the meaning of CSS. `layout.block.force_page_break` is no public API: the version is pinned in the
lock, and tests count the pages, so that an upgrade that breaks this is seen.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block

_always = block.force_page_break


def install() -> None:
    """Make `break-before: left` break from right pages only; doing so twice changes nothing."""
    block.force_page_break = _only_from_right_pages


def closes_well(pages: list[Any]) -> bool:
    """Whether the pages are even in number and text stands on the one before the last.

    False where 版记 found no room on an even page, or follows a sheet on its side that is an even page.
    """
    return not len(pages) % 2 and not (len(pages) > 1 and pages[-2]._page_box.page_type.blank)


def _only_from_right_pages(page_break: str, context: Any) -> bool:
    if page_break == "left" and context.current_page % 2 == 0:
        return False
    return bool(_always(page_break, context))
