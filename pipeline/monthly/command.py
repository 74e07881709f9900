"""The command `month`: the period's own bulletin where the rules report by the month, else the counts of one book."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group
from rich.text import Text

from pipeline.errors import UsageError
from pipeline.monthly.produce import PublishedMonth, produce_month
from pipeline.period import PeriodId
from pipeline.produce import produce
from pipeline.run import Setting
from pipeline.summary import PAPERS, figures_line, summary, totals_in_words
from pipeline.summed.parts import is_own, require_kind
from schemas.vocabulary import RETURNED_BOOKS, Book, Verdict


def publish_month(setting: Setting, which: PeriodId, book: str) -> Group:
    """Publish, and what to tell of it; raises UsageError for another kind of id or a book that does not fit."""
    require_kind(which, "month")
    if is_own(setting, which):
        if book:
            raise UsageError("考核办法按月出通报，报送和采用都在里面，请不要写 --book")
        return summary(produce(setting, which))
    return told(produce_month(setting, which, book_of(book)))


def book_of(text: str) -> Book:
    """报送 or 采用 as a book; raises UsageError for anything else."""
    books = {book.short: book for book in RETURNED_BOOKS}
    if text not in books:
        raise UsageError(
            f"请写明统计哪一种（用 make 的写 BOOK=报送 或 BOOK=采用）：--book {' 或 --book '.join(reversed(books))}"
        )
    return books[text]


def told(published: PublishedMonth) -> Group:
    """What was counted, what is not known yet, and where the papers are."""
    figures, month = published.counts.figures, published.counts.month
    totals = totals_in_words(figures.units)
    used = "、".join(one.checked.period.id for one in month.scored)
    lines = [
        Text(f"{figures.period.label}{month.book.short}（{figures.period.window}）", style="bold"),
        Text(f"只统计数量，据 {used} 已收到的统计表和办公室的登记"),
        figures_line("合计", {name: said for name, said in totals.items() if name == month.book.short}),
        *(Text(f"  · {line}") for line in _attention(published)),
        Text("结果（征求意见稿）：", style="bold"),
    ]
    made = [name for name in PAPERS if (published.folder / name).exists()]
    return Group(*lines, *(Text(f"  {published.folder / name}") for name in made))


def _attention(published: PublishedMonth) -> Iterator[str]:
    month, rows = published.counts.month, published.counts.figures.rows
    if month.lost:
        yield f"本月有几日属于 {'、'.join(one.id for one in month.lost)}，还没有收件登记，没有计入"
    if pending := int((rows["verdict"] == Verdict.PENDING).sum()):
        yield f"待认定的行 {pending} 行，没有计入"
    if published.missing_glyphs:
        yield f"字体缺字，PDF 中显示不出：{'、'.join(published.missing_glyphs)}"
