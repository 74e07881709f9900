"""What a bulletin over several periods, or over a month of one, says instead of a period's own sentences. Facts only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.bulletin.figures import Figures, Over
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.parts import Fact
from pipeline.bulletin.words import Count, Quoted, Stated, grouped, quoted
from schemas.papers import PaperKind
from schemas.vocabulary import Book, Standing

TOLD = {Standing.LATE: "over.late", Standing.MISSING: "over.missing", Standing.HELD: "over.held"}
"""What is told of units by name, and the sentence."""


def basis(matter: Matter) -> Iterator[str]:
    """统计口径: what is added up, that nothing was scored anew, and what is not known."""
    over = _over(matter)
    if over.book:
        yield from _of_month(matter, over.book)
        return
    yield matter.say("over.summed", window=matter.summary.window, names=_stated(over.names))
    if over.missing:
        yield matter.say("over.missing_periods", names=_stated(over.missing))
    if over.changed:
        yield matter.say("over.changed", names=quoted(over.changed), total=Count(len(over.changed)))
    yield from decided(matter)


def _of_month(matter: Matter, book: Book) -> Iterator[str]:
    """A month's: the rows dated in it as they are judged so far, and that nothing but their number is told."""
    over, submitted = _over(matter), book == Book.SUBMISSION
    sources = _stated(part.label for part in over.parts)
    yield matter.say("over.month", window=matter.summary.window, submitted=submitted, book=book.short, sources=sources)
    if submitted and matter.figures.papers.governs(PaperKind.REGISTER):
        yield matter.say("basis.by_register", not_received=Count(0), not_claimed=Count(0))
    if over.missing:
        yield matter.say("over.month_missing", names=_stated(over.missing))
    if over.pace is not None:
        yield matter.say("over.pace", annex=matter.annex("pace"))
    yield from decided(matter)


def decided(matter: Matter) -> Iterator[str]:
    """How many matters the office decided itself, where there are any."""
    if matter.summary.decisions:
        yield matter.say("basis.decided", number=matter.summary.decisions, annex=matter.annex("decisions"))


def returns(matter: Matter) -> str:
    """总体情况: how many returns were due and came, over all periods; of a month nothing is due."""
    over = _over(matter)
    counts = standing_counts(over)
    if over.book or not any(counts.values()):
        return ""
    return matter.say(
        "over.returns",
        owed=Count(len(over.standings)),
        periods=Count(len(over.parts) if len(over.parts) > 1 else 0),
        on_time=counts[Standing.ON_TIME],
        nil=counts[Standing.NIL],
        late=counts[Standing.LATE],
        missing=counts[Standing.MISSING],
        held=counts[Standing.HELD],
    )


def standing_counts(over: Over) -> dict[Standing, Count]:
    """How many returns stood how."""
    return {one: Count((over.standings["standing"] == one).sum()) for one in Standing}


def silent(matter: Matter) -> Iterator[str]:
    """存在的问题: who was late or sent nothing, and how often; of a month, who has nothing in it."""
    over = _over(matter)
    if over.book and over.silent:
        names, total = quoted(over.silent), Count(len(over.silent))
        yield matter.say("over.silent", submitted=over.book == Book.SUBMISSION, names=names, total=total)
    for standing, sentence in TOLD.items():
        entries = times(matter.figures, over, standing)
        if entries:
            groups = grouped((Quoted(name), count) for name, count in entries)
            yield matter.say(sentence, groups=groups, annex=matter.annex("standings"))


def _stated(names: Iterable[str]) -> tuple[Stated, ...]:
    return tuple(Stated(name) for name in names)


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
