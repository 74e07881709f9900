"""The commands `quarter`, `halfyear` and `year`: the period's own bulletin where the rules report by it, else the sum."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group
from rich.text import Text

from pipeline.period import PeriodId
from pipeline.produce import produce
from pipeline.run import Setting
from pipeline.summary import PAPERS, figures_line, summary, totals_in_words
from pipeline.summed.parts import is_longer
from pipeline.summed.produce import PublishedSum, produce_span
from schemas.vocabulary import Verdict


def publish_span(setting: Setting, which: PeriodId, *, verbose: bool = False) -> Group:
    """Publish, and what to tell of it; raises UsageError for an id that is neither a period of the rules nor longer."""
    if is_longer(setting, which):
        return told(produce_span(setting, which))
    return summary(produce(setting, which), verbose=verbose)


def told(published: PublishedSum) -> Group:
    """What was added up, the totals, what needs the officer, and where the papers are."""
    figures, parts = published.summed.figures, published.summed.matter.parts
    lines = [
        Text(f"{figures.period.label}（统计期间{figures.period.window}）", style="bold"),
        Text(f"由下列各期合计，没有另行计分：{'、'.join(one.id for one in parts.known)}"),
        figures_line("合计", totals_in_words(figures.units)),
    ]
    if attention := list(_attention(published)):
        lines += [Text("请经办人处理：", style="bold yellow"), *(Text(f"  · {line}") for line in attention)]
    made = [name for name in PAPERS if (published.folder / name).exists()]
    lines += [Text("结果（征求意见稿）：", style="bold"), *(Text(f"  {published.folder / name}") for name in made)]
    return Group(*lines)


def _attention(published: PublishedSum) -> Iterator[str]:
    figures, lost = published.summed.figures, published.summed.matter.parts.lost
    if lost:
        yield f"没有收件登记的各期没有计入，合计和名次不完整：{'、'.join(one.id for one in lost)}"
    if figures.undrawn:
        yield f"因此没有列出的名单：{'、'.join(figures.undrawn)}"
    if pending := int((figures.rows["verdict"] == Verdict.PENDING).sum()):
        yield f"各期还有待认定的行 {pending} 行，请在各期认定后再出本通报"
    if published.missing_glyphs:
        yield f"字体缺字，PDF 中显示不出：{'、'.join(published.missing_glyphs)}"
