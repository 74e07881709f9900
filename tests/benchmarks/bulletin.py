"""What the PDF costs beside bare WeasyPrint on the same HTML, as ratios within one run, and how much memory it takes."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from statistics import median

import weasyprint
from rich.console import Console
from rich.table import Table
from weasyprint.layout import block, inline

from pipeline.bulletin import render
from pipeline.bulletin.parts import View
from pipeline.bulletin.view import view
from tests.bulletin.made_up import figures

SIZES = ((9, 40), (42, 200), (120, 400))
"""Units and rows of the made-up quarters."""
ROUNDS = 5
BY_SPACES, ALWAYS = inline.justify_line, block.force_page_break
"""What WeasyPrint does by itself, before `render.pdf` puts its own in the place."""


def _bare(made: View) -> Callable[[], object]:
    source = render.paper_html(render.for_paper(made))

    def work() -> None:
        inline.justify_line, block.force_page_break = BY_SPACES, ALWAYS
        weasyprint.HTML(string=source).write_pdf(pdf_tags=True)

    return work


def _seconds(works: list[Callable[[], object]]) -> list[float]:
    """Median processor seconds of each, the works taking turns so that drift falls on all alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            begun = time.process_time()
            work()
            taken[number].append(time.process_time() - begun)
    return [median(its) for its in taken]


def _passes(made: View) -> int:
    """How often WeasyPrint lays the bulletin out."""
    laid: list[str] = []
    once = render._laid_out

    def counted(source: str) -> object:
        laid.append(source)
        return once(source)

    render._laid_out = counted
    try:
        render.laid_out(made)
    finally:
        render._laid_out = once
    return len(laid)


def report() -> Table:
    """Seconds, passes, and the ratio for each pass (1.0 is bare WeasyPrint); memory only grows within a process."""
    table = Table("units, rows", "bare", "ours", "passes", "ratio a pass", "peak MB", title="PDF, medians of 5")
    for units, rows in SIZES:
        made = view(figures(units, rows))
        passes = _passes(made)
        bare, ours = _seconds([_bare(made), lambda made=made: render.pdf(made)])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.add_row(
            f"{units}, {rows}",
            f"{bare:.2f} s",
            f"{ours:.2f} s",
            f"{passes}",
            f"{ours / bare / passes:.2f}",
            f"{peak:.0f}",
        )
    return table


if __name__ == "__main__":
    Console().print(report())
