"""逐笔明细: every ledger line of each unit and each person, in the words of `explain`, with the sums of the ranking.

Nothing is reckoned anew: amounts are sums of ledger lines, words are the lines' own arithmetic.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.bulletin.dossier import CitedClause, Dossier, Dossiers, Item, anchor
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.items import refused_rows
from pipeline.bulletin.rankings import ranked, tells_standing
from pipeline.bulletin.tables import records, tiers_of, unit_names
from pipeline.bulletin.words import Fen, Points, clean
from pipeline.file_names import by_name
from pipeline.score.lines import written
from schemas.vocabulary import PERSONAL, Basis, Book, Measure, Standing

UNIT_AMOUNTS: dict[Measure, str] = {
    Measure.UNIT_POINTS: "积分", Measure.CASH: "奖励（元）", Measure.UNIT_FUNDS: "经费（元）",
}  # fmt: skip
PERSON_AMOUNTS: dict[Measure, str] = {Measure.PERSON_POINTS: "积分", Measure.CASH: "奖励（元）"}
"""Amounts that have a column of their own → its title; all others stand in the lines."""
NOTHING = "—"
On = tuple[int, str, str]
"""What a line rests on: row_id (-1: no row), basis, basis_key."""


@dataclass(frozen=True)
class Told:
    """What items are told from, put together once."""

    figures: Figures
    rows: Mapping[int, Any]
    """row_id → its line of `records.Settled`."""
    tiers: Mapping[str, str]
    units: Mapping[str, str]
    people: Mapping[str, str]
    bases: Mapping[tuple[str, str], str]
    """(basis, basis_key) → what a quota or an entry is called."""
    file: Callable[[str], str]


def dossiers(figures: Figures) -> Dossiers:
    """One dossier for each unit of the standings, one for each person who has a ledger line of this period."""
    told = _told(figures)
    units, people = _measures(figures, UNIT_AMOUNTS), _measures(figures, PERSON_AMOUNTS)
    return Dossiers(
        _columns(told, [UNIT_AMOUNTS[one] for one in units]),
        _columns(told, [PERSON_AMOUNTS[one] for one in people]),
        tuple(_units(told, units)),
        tuple(_people(told, people)),
        _clauses(figures),
    )


def _told(figures: Figures) -> Told:
    quotas = {(Basis.QUOTA, one.quota_key): f"{one.label}（{one.span}）" for one in records(figures.quotas)}
    entries = {(Basis.ENTRY, one.entry_id): f"{one.kind}{one.level}：{one.subject}" for one in records(figures.entries)}
    return Told(
        figures,
        rows={row.row_id: row for row in records(figures.settled)},
        tiers=tiers_of(figures),
        units=unit_names(figures),
        people=dict(zip(figures.people["person"], figures.people["name"], strict=True)),
        bases={(str(basis), key): clean(words) for (basis, key), words in (quotas | entries).items()},
        file=by_name(figures.receipts),
    )


def _measures(figures: Figures, amounts: Mapping[Measure, str]) -> list[Measure]:
    """The amounts that have a column: those the assessment counts; funds only where there are any."""
    counted, found = figures.assessment.measures(), set(figures.ledger["measure"])
    return [one for one in amounts if one in counted and (one != Measure.UNIT_FUNDS or one in found)]


def _columns(told: Told, amounts: Iterable[str]) -> tuple[str, ...]:
    return ("标题或事由", "媒体", *(["级别"] if len(told.tiers) > 1 else []), "日期", *amounts)


def _units(told: Told, measures: Sequence[Measure]) -> Iterator[Dossier]:
    """Every unit in the order of the ranking; one may have no line."""
    figures, lines_of = told.figures, _grouped(told.figures, "unit_code")
    refused = Counter(refused_rows(figures)["unit_code"])
    within, told_standing = figures.assessment.ranking.within == "class", tells_standing(figures)
    for unit in (unit for group in ranked(figures) for unit in records(group.units)):
        lines, mine = lines_of.get(unit.unit_code, []), anchor("unit", unit.unit_code)
        yield Dossier(
            mine,
            clean(unit.name),
            (
                f"{clean(unit.unit_class) if within else ''}第{unit.place}名",
                *([str(unit.standing)] if told_standing and unit.standing != Standing.ON_TIME else []),
            ),
            tuple(_unit_item(on, its, told, measures, mine) for on, its in _by_basis(lines, told)),
            _totals(lines, measures),
            _sums(line for line in lines if line.measure not in PERSONAL),
            _cited(figures, lines),
            refused[unit.unit_code],
        )


def _people(told: Told, measures: Sequence[Measure]) -> Iterator[Dossier]:
    """Everybody with a line of this period, best first."""
    figures, lines_of = told.figures, _grouped(told.figures, "person")
    for person in records(figures.people.sort_values("place", kind="stable")):
        if lines := lines_of.get(person.person):
            yield Dossier(
                anchor("person", person.person),
                clean(person.name),
                (clean(person.unit_name), f"第{person.place}名"),
                tuple(_person_item(on, its, told, measures) for on, its in _by_basis(lines, told)),
                _totals(lines, measures),
                _sums(lines),
                _cited(figures, lines),
            )


def _grouped(figures: Figures, whose: str) -> dict[str, list[Any]]:
    """The ledger's lines by unit or by person, in the ledger's order."""
    found: dict[str, list[Any]] = defaultdict(list)
    for line in records(figures.ledger):
        found[getattr(line, whose)].append(line)
    return {who: lines for who, lines in found.items() if who}


def _by_basis(lines: Iterable[Any], told: Told) -> list[tuple[On, list[Any]]]:
    """Lines that rest on the same, together: rows by day, then what rests on no row."""
    found: dict[On, list[Any]] = defaultdict(list)
    for line in lines:
        found[(line.row_id, str(line.basis), line.basis_key)].append(line)

    def order(one: tuple[On, list[Any]]) -> tuple[bool, str, int]:
        row = told.rows.get(one[0][0])
        return not row, row.day.isoformat() if row else "", one[0][0]

    return sorted(found.items(), key=order)


def _unit_item(on: On, lines: Sequence[Any], told: Told, measures: Sequence[Measure], unit: str) -> Item:
    """With the lines of its people, each named, since their cash is the unit's."""
    return Item(
        f"{unit}.{on[0]}" if on[0] >= 0 else "",
        "",
        (*_texts(on, lines[0].unit_code, told), *_totals(lines, measures)),
        tuple(
            _line(one, f"（{clean(told.people.get(one.person, one.person))}）" if one.person else "") for one in lines
        ),
        _source(on, told),
    )


def _person_item(on: On, lines: Sequence[Any], told: Told, measures: Sequence[Measure]) -> Item:
    """With the person's own lines; how the row earned what was shared out stands with the unit."""
    unit = lines[0].unit_code
    return Item(
        "",
        f"{anchor('unit', unit)}.{on[0]}" if on[0] >= 0 and unit in told.units else "",
        (*_texts(on, unit, told), *_totals(lines, measures)),
        tuple(_line(one) for one in lines),
        _source(on, told),
    )


def _texts(on: On, unit: str, told: Told) -> tuple[str, ...]:
    """From the title to the day; of what rests on no row, only what it is called."""
    row, tiered = told.rows.get(on[0]), len(told.tiers) > 1
    if not row:
        return (told.bases.get((on[1], on[2]), on[1]), "", *([""] if tiered else []), "")
    tier = [clean(told.tiers.get(row.tier, ""))] if tiered else []
    return (_title(row, unit, told), clean(row.outlet or row.outlet_text), *tier, f"{row.day.month}月{row.day.day}日")


def _title(row: Any, unit: str, told: Told) -> str:
    """The title, of which book where it is not the usual one, and who returned it where that was another unit."""
    book = f"（{Book.SUBMISSION}）" if row.book == Book.SUBMISSION else ""
    by = told.units.get(row.unit_code, row.unit_code)
    return clean(row.title) + book + (f"（由{clean(by)}填报，本单位合写）" if row.unit_code != unit else "")


def _totals(lines: Iterable[Any], measures: Sequence[Measure]) -> tuple[str, ...]:
    """The sum of each measure as a cell; a dash where no line has it, which is not the same as nothing left over."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.measure] = found.get(line.measure, 0) + line.amount
    return tuple(_amount(found[one], one) if one in found else NOTHING for one in measures)


def _amount(amount: int, measure: Measure) -> str:
    return Fen(amount).cell if measure in (Measure.CASH, Measure.UNIT_FUNDS) else Points(amount).text


def _line(line: Any, who: str = "") -> str:
    """One ledger line as `explain` tells it: number, measure, amount, whose, arithmetic, clause."""
    amount = written(line.amount, Measure(line.measure))
    clause = f"（{clean(line.clause)}）" if line.clause else ""
    return f"第{line.line_id}笔 {line.measure} {amount}{who}：{clean(line.arithmetic)}{clause}"


def _source(on: On, told: Told) -> str:
    """Where to look it up: file, sheet and row of a return, with the rulings on it; else the quota, entry or sum."""
    row = told.rows.get(on[0])
    if not row:
        return clean(" ".join(on[1:]))
    ruled = f"，认定 {clean(row.ruling_ids)}" if row.ruling_ids else ""
    return f"{clean(told.file(row.path))} {clean(row.sheet)} 第{row.sheet_row}行{ruled}"


def _sums(lines: Iterable[Any]) -> str:
    """采用篇数 12篇，单位积分 30分: every measure the lines have, in one order for all."""
    found: dict[str, int] = defaultdict(int)
    for line in lines:
        found[line.measure] += line.amount
    return "，".join(f"{one} {written(found[one], one)}" for one in Measure if one in found)


def _cited(figures: Figures, lines: Iterable[Any]) -> tuple[str, ...]:
    """The clauses some lines name, in the order of the assessment."""
    named = {line.clause for line in lines}
    return tuple(name for name in figures.assessment.clauses if name in named)


def _clauses(figures: Figures) -> tuple[CitedClause, ...]:
    clauses, cited = figures.assessment.clauses, _cited(figures, records(figures.ledger))
    return tuple(CitedClause(clean(name), clean(clauses[name].place), clean(clauses[name].text)) for name in cited)
