"""Rows scored under a plan without any workbook: a few facts in, ledger and quotas out. For hand-worked figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from ruamel.yaml import YAML

from pipeline import facts, score, settle
from pipeline.office import load_rules
from pipeline.period import Period, PeriodId, period_of
from schemas.assessment import Assessment
from schemas.office import Decision, Office
from schemas.records import Entries, Parsed
from schemas.roster import Outlets, People, Units
from schemas.vocabulary import PERSONAL, Basis, Book, Measure, ReceiptStatus, Verdict

OFFICES = Path(__file__).parent.parent / "plans" / "offices"


@cache
def _settings(plan: str) -> dict[str, Any]:
    return dict(YAML(typ="safe").load((OFFICES / f"{plan}.yaml").read_text("utf-8")))


@cache
def _decided(plan: str, readings: tuple[tuple[str, Any], ...]) -> Assessment:
    settings = _settings(plan)
    decisions = dict(settings["decisions"])
    for path, chosen in readings:
        kind = "reading" if isinstance(chosen, str) and not path.endswith("__value") else "value"
        key = path.removesuffix("__value").replace("__", ".").replace("_", "-").replace("..", "_")
        found = next(known for known in decisions if known.replace("_", "-") == key)
        decisions[found] = {kind: chosen, "by": "测试", "on": date(2026, 1, 1)}
    office = Office(**{**settings, "decisions": {path: Decision(**one) for path, one in decisions.items()}})
    return load_rules(office).assessment


def decided(plan: str, **readings: Any) -> Assessment:
    """A plan as its test office decided it; `readings` replaces decisions: path with __ for a dot, _ for a dash.

    Text names a reading; anything else, or a path that ends in __value, is a value.
    """
    known = tuple(readings.items())
    try:
        return _decided(plan, known)
    except TypeError:  # a list cannot be looked up in the cache
        return _decided.__wrapped__(plan, known)


def adoption(**overrides: Any) -> dict[str, Any]:
    """A sound adoption; give only what matters."""
    usual = {
        "book": Book.ADOPTION, "title": "稿件甲", "authors": "张三", "reviewer": "", "outlet_text": "市报", "method": "全文",
        "origin": "原发", "published_on": date(2026, 8, 5), "submitted_at": None, "evidence_kinds": "",
    }  # fmt: skip
    return {**usual, **overrides}


def submission(**overrides: Any) -> dict[str, Any]:
    """A sound line of 报送台账."""
    usual = {
        "book": Book.SUBMISSION, "title": "稿件甲", "authors": "张三", "submitted_at": datetime(2026, 8, 3, 9, 0),
        "head_signature": "主任", "leader_signature": "校长",
    }  # fmt: skip
    return {**usual, **overrides}


@dataclass(frozen=True)
class Place:
    """Who and what there is around the rows."""

    units: dict[str, str] = field(default_factory=lambda: {"A01": "甲类", "B01": "乙类"})
    """Unit code → class."""
    outlets: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Outlet → (tier id, kind); all are target outlets unless the name ends in “外”."""
    people: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Person code → (name, unit, role)."""
    headcount: dict[str, str] = field(default_factory=dict)
    """Unit code → how many people, where the roster says."""
    days: dict[str, dict[str, str]] = field(default_factory=dict)
    """Person code → from_date and to_date, where they are known."""


@dataclass
class Scored:
    """What came of the rows."""

    settled: pd.DataFrame
    work: score.Work

    def of(self, measure: Measure, unit: str = "", person: str | None = None) -> int:
        """The sum of a measure, in thousandths, fen or items."""
        lines = self.work.ledger[self.work.ledger["measure"] == measure]
        lines = lines[lines["unit_code"] == unit] if unit else lines
        return int((lines if person is None else lines[lines["person"] == person])["amount"].sum())

    def by_person(self, measure: Measure) -> dict[str, int]:
        lines = self.work.ledger[(self.work.ledger["measure"] == measure) & (self.work.ledger["person"] != "")]
        return {str(who): int(amount) for who, amount in lines.groupby("person")["amount"].sum().items()}

    @property
    def arithmetic(self) -> list[str]:
        return self.work.ledger["arithmetic"].tolist()


def period(assessment: Assessment, quarter: str = "2026Q3") -> Period:
    return period_of(PeriodId.parse(quarter), assessment, lambda _: True)


def scored(
    assessment: Assessment, rows: list[dict[str, Any]], place: Place, *, quarter: str = "2026Q3",
    ruled: dict[str, str] | None = None, entries: list[dict[str, str]] | None = None, books: bool = True,
    silent: frozenset[str] = frozenset(), unsure: frozenset[str] = frozenset(), earlier: tuple[score.Past, ...] = (),
    whole_year: bool = True, unread: frozenset[tuple[str, str]] = frozenset(),
) -> Scored:  # fmt: skip
    """Rows of unit A01 (or their own `unit_code`) through facts, verdicts and steps. `ruled` is title → kind of ruling."""
    when = period(assessment, quarter)
    parsed = Parsed.of(_parsed(number, row) for number, row in enumerate(rows))
    known = facts.facts(parsed, unit_table(place), _outlets(place), _people(place), when)
    said = [
        (row["row_id"], {"kind": ruled[row["title"]], "ruling_id": f"认-{row['row_id']}"})
        for row in known.to_dict("records")
        if ruled and row["title"] in ruled
    ]
    known = facts.with_definitions(facts.with_rulings(known, said), assessment.definitions)
    receipts = pd.DataFrame({"path": ["表.xlsx"], "status": [ReceiptStatus.COUNTED.value]})
    judged = settle.judge(known, receipts, {}, assessment, when)
    settled = facts.among_accepted(judged, assessment.definitions)
    reported = frozenset(place.units) - silent - unsure
    waiting = settled[settled["verdict"] == Verdict.PENDING]
    sent = frozenset((unit, book) for unit in reported for book in Book) if books else frozenset()
    came = score.Came(reported, unsure, sent, unread)
    entered = Entries.of({**dict.fromkeys(Entries.headers(), ""), **entry} for entry in entries or [])
    work = score.Work(
        when, score.accepted(settled), unit_table(place), _people(place), entered, came, waiting,
        tuple(assessment.tier_names()), earlier, whole_year,
    )  # fmt: skip
    result = Scored(settled, score.score(work, assessment))
    _assert_provable(result.work, assessment)
    return result


def _assert_provable(work: score.Work, assessment: Assessment) -> None:
    """What is so of every ledger whatever the plan: each line names its period, rule, clause, account and basis."""
    ledger = work.ledger
    rules = {step.id: step.step for step in assessment.steps}
    known = {
        Basis.ROW: work.rows["row_key"],
        Basis.QUOTA: work.quotas["quota_key"],
        Basis.ENTRY: work.entries["entry_id"],
    }
    assert ledger["line_id"].tolist() == list(range(1, len(ledger) + 1))
    assert set(ledger["period"]) <= {work.period.id}
    assert set(ledger["clause"]) <= set(assessment.clauses)
    assert [rules[rule] for rule in ledger["rule"]] == ledger["step"].tolist()
    assert set(ledger["account"]) <= set(rules)
    assert set(ledger["unit_code"]) <= set(work.units["unit_code"])
    assert (ledger["arithmetic"] != "").all()
    assert set(ledger["basis"]) <= set(Basis)
    for basis, keys in known.items():
        assert set(ledger.loc[ledger["basis"] == basis, "basis_key"]) <= set(keys)
    rests_on_a_row = ledger["basis"] == Basis.ROW
    assert ((ledger["row_id"] >= 0) == rests_on_a_row).all()
    personal = ledger["measure"].isin(list(PERSONAL))
    either = ledger["measure"].isin([Measure.CASH, Measure.SANCTIONS])
    assert ((ledger["person"] != "") == personal)[~either].all()
    tiers = work.rows.set_index("row_id")["tier"].to_dict()
    assert [tiers.get(row, "") for row in ledger["row_id"]] == ledger["tier"].tolist()


def _parsed(number: int, row: dict[str, Any]) -> dict[str, Any]:
    day = row.get("published_on") or row["submitted_at"].date()
    blank: dict[str, Any] = dict.fromkeys(Parsed.headers(), "")
    blank |= {"page": 0, "position": 0, "length": 0, "fee": 0, "paid": False, "submitted_at": None, "due_at": None}
    blank |= {"published_on": None, "precleared_on": None}
    unit = row.get("unit_code", "A01")
    own = {"row_id": number, "row_key": f"{unit}-{number:04}", "unit_code": unit, "path": "表.xlsx", "sheet": "表"}
    return {**blank, **own, "sheet_row": number + 8, "day": day, **row}


def unit_table(place: Place) -> pd.DataFrame:
    blank = dict.fromkeys(Units.headers(), "")
    return Units.of(
        {
            **blank,
            "unit_code": code,
            "name": f"单位{code}",
            "unit_class": name,
            "headcount": place.headcount.get(code, ""),
        }
        for code, name in place.units.items()
    )


def _outlets(place: Place) -> pd.DataFrame:
    """As the roster gives them once tiers are the assessment's own ids."""
    return Outlets.of(
        {
            "name": name, "aliases": "", "tier": tier, "kind": kind, "in_targets": "否" if name.endswith("外") else "是",
            "in_cash": "是", "from_date": "2000-01-01", "to_date": "",
        }
        for name, (tier, kind) in place.outlets.items()
    )  # fmt: skip


def _people(place: Place) -> pd.DataFrame:
    blank = dict.fromkeys(People.headers(), "")
    return People.of(
        {**blank, "person_code": code, "name": name, "unit_code": unit, "role": role, **place.days.get(code, {})}
        for code, (name, unit, role) in place.people.items()
    )
