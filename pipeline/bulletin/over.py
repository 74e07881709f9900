"""What a bulletin over several periods, or over a month of one, says instead of a period's own sentences. Facts only."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.bulletin.figures import Figures, Over
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.parts import Fact
from pipeline.bulletin.words import Count, Quoted, Stated, named, with_figures
from schemas.papers import PaperKind
from schemas.vocabulary import Book, Standing

STANDINGS = {
    Standing.ON_TIME: "按时报送",
    Standing.NIL: "零采用申报",
    Standing.LATE: "逾期报送",
    Standing.MISSING: "未报送",
    Standing.HELD: "来件待经办处理",
}
DATED = {Book.SUBMISSION: "报送日期", Book.ADOPTION: "采用日期"}

NOTHING = {Book.SUBMISSION: "当月没有报送信息的：", Book.ADOPTION: "当月没有认定采用信息的："}


def basis(matter: Matter) -> Iterator[str]:
    """统计口径: what is added up, that nothing was scored anew, and what is not known."""
    figures, over = matter.figures, _over(matter)
    if over.book:
        yield from _of_month(matter, over.book)
        return
    names = "、".join(f"{Stated(name)}" for name in over.names)
    yield (
        f"统计期间为{matter.summary.window}。各项数字由{names}的核算结果合计，各期按当时的规定和决定核算，没有另行计算；"
        f"待认定的信息在认定以后计入。"
    )
    if over.missing:
        lost = "、".join(f"{Stated(name)}" for name in over.missing)
        yield f"{lost}的数据没有提供，没有计入，本通报的合计和名次不完整。"
    if over.changed:
        count = Count(len(over.changed))
        yield f"{named(over.changed, count, '单位')}不是各期都应报送，按应报送的各期合计。"
    if figures.decisions:
        yield _decided(matter)


def _of_month(matter: Matter, book: Book) -> Iterator[str]:
    """A month's: the rows dated in it as they are judged so far, and that nothing but their number is told."""
    summary, over = matter.summary, _over(matter)
    where = "、".join(f"{Stated(part.label)}" for part in over.parts)
    yield (
        f"统计期间为{summary.window}，按{DATED[book]}计，据{where}已收到的统计表和办公室的登记。"
        f"本通报只统计{book.short}的数量，不计积分和奖励；尚未报来的没有计入，是否认定以当期通报为准。"
    )
    if book == Book.SUBMISSION and matter.figures.papers.governs(PaperKind.REGISTER):
        yield "报送条数以办公室收稿登记为准。"
    if over.missing:
        lost = "、".join(f"{Stated(name)}" for name in over.missing)
        yield f"本月有几日属于{lost}的统计期间，{lost}尚未收到统计表，没有计入。"
    if over.pace is not None:
        yield f"《办法》要求报送进度均衡，各单位当期各月的条数另列{matter.see('pace')}。"
    if summary.decisions:
        yield _decided(matter)


def _decided(matter: Matter) -> str:
    return (
        f"《办法》没有规定或者可作两种理解的{matter.summary.decisions}个事项，由本单位决定，"
        f"不是《办法》原文{matter.see('decisions')}。"
    )


def returns(matter: Matter) -> str:
    """总体情况: how many returns were due and came, over all periods; of a month nothing is due."""
    over = _over(matter)
    if over.book:
        return ""
    counts = standing_counts(over)
    parts = [f"{words}{counts[standing]}份" for standing, words in STANDINGS.items() if counts[standing]]
    each = f"（{Count(len(over.parts))}期合计）" if len(over.parts) > 1 else ""
    return f"各单位应报送统计表{Count(len(over.standings))}份{each}，其中{'，'.join(parts)}。" if parts else ""


def standing_counts(over: Over) -> dict[Standing, Count]:
    """How many returns stood how."""
    return {one: Count((over.standings["standing"] == one).sum()) for one in Standing}


def silent(matter: Matter) -> Iterator[str]:
    """存在的问题: who was late or sent nothing, and how often; of a month, who has nothing in it."""
    over = _over(matter)
    if over.book and over.silent:
        yield f"{NOTHING[over.book]}{named(over.silent, Count(len(over.silent)), '单位')}。"
    for standing, head in (
        (Standing.LATE, "没有在规定时限内报送的："),
        (Standing.MISSING, "没有报送统计表的："),
        (Standing.HELD, "来件须由经办人处理、有关数据尚未确定的："),
    ):
        entries = times(matter.figures, over, standing)
        if entries:
            yield f"{head}{with_figures([(f'{Quoted(name)}', count) for name, count in entries], '次')}{matter.see('standings')}。"


def times(figures: Figures, over: Over, standing: Standing) -> list[tuple[str, Count]]:
    """How often each unit stood so, the most often first, then in the order of the roster."""
    found = over.standings.loc[over.standings["standing"] == standing, "unit_code"].value_counts()
    names = zip(figures.units["unit_code"], figures.units["name"], strict=True)
    counted = [(name, Count(found[code])) for code, name in names if code in found]
    return sorted(counted, key=lambda one: -one[1])


def _over(matter: Matter) -> Over:
    over = matter.figures.over
    assert over is not None
    return over


def over_facts(figures: Figures) -> Iterator[Fact]:
    """Every figure and name the sentences above state, as printed."""
    over = figures.over
    if over is None:
        return
    yield from (Fact("over.part", name) for name in (*over.names, *over.missing, *(one.label for one in over.parts)))
    counts = {
        "parts": len(over.parts),
        "returns": len(over.standings),
        "changed": len(over.changed),
        "silent": len(over.silent),
    }
    yield from (Fact(f"over.{name}", str(count)) for name, count in counts.items())
    for standing, count in standing_counts(over).items():
        yield Fact(f"over.standings.{standing}", count.text)
        yield from (Fact(f"over.{standing}.{name}", many.text) for name, many in times(figures, over, standing))
