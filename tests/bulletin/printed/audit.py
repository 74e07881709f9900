"""The figures a bulletin may state, worked out once more from the published audit tables as text, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import OfficeError
from pipeline.office import load_office, load_rules
from pipeline.period import Period, PeriodId, chinese_date, period_of, period_on, workdays_of
from schemas.assessment import Assessment
from schemas.steps import Paying

RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
MEASURES = {
    "积分": ("单位积分", "个人积分", "分"),
    "采用篇数": ("采用篇数", "个人篇数", "篇"),
    "报送条数": ("报送条数", "个人报送条数", "条"),
}
"""What a ranking goes by → the measure of units, that of people, and the word after a figure."""


@dataclass(frozen=True)
class Names:
    """What no audit table holds and is no figure: the tiers' names, the classes' order, how a period is called."""

    tiers: dict[str, str]
    """Tier id → name, highest first."""
    classes: tuple[str, ...]
    stated: tuple[str, ...]
    """The period and its days, the assessment and its words, whom to ask: as the office's settings and calendar give them."""
    payers: dict[str, str]
    """Account of cash → who pays it."""
    label_of: Callable[[str], str]
    """Id of a period → what it is called."""


def names_of(inputs: Path, period: str) -> Names:
    """The names of an office for a period, from its own files."""
    office = load_office(inputs / "office.yaml")
    rules = load_rules(office).assessment
    workdays = workdays_of(office)
    days = period_of(PeriodId.parse(period), rules, workdays)
    stated = (
        *_next_due(days, rules, workdays),
        days.label,
        days.window,
        days.deadline,
        chinese_date(days.nominal_due),
        rules.title,
        office.contact.phone,
    )
    return Names(
        tiers=dict(reversed(rules.tier_names().items())),
        classes=tuple(office.classes),
        stated=(*stated, *(one.handling for one in rules.statements)),
        payers={step.id: step.payer for step in rules.steps if isinstance(step, Paying)},
        label_of=lambda which: period_of(PeriodId.parse(which), rules, workdays).label,
    )


def _next_due(days: Period, rules: Assessment, workdays: Any) -> tuple[str, ...]:
    """What the next period is called and until when it is reported, where the calendar says so."""
    try:
        which = period_on(days.last_day + timedelta(days=1), rules)
        following = period_of(which, rules, workdays) if which else None
    except OfficeError:
        return ()
    return (following.label, following.deadline) if following else ()


@dataclass(frozen=True)
class Audit:
    """The audit tables of a published folder."""

    folder: Path
    names: Names

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its number, every cell as text; what was made harmless is as it was."""
        files = sorted((self.folder / "audit").glob("*.csv"))
        read = {
            file.name[:2]: pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig") for file in files
        }
        return {number: table.map(_as_typed) for number, table in read.items()}

    def table(self, number: str) -> pd.DataFrame:
        """A table by its number."""
        return self.tables[number]

    @cached_property
    def units(self) -> pd.DataFrame:
        """The units, in the order of the roster."""
        return self.table("10")

    @cached_property
    def classes(self) -> list[str]:
        """The classes that have units, in the office's order."""
        there = set(self.units["类别"])
        return [*(one for one in self.names.classes if one in there), *sorted(there - set(self.names.classes))]

    @cached_property
    def people(self) -> pd.DataFrame:
        """Everybody the ledgers of the year name."""
        return self.table("11")

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The period's ledger, its amounts as numbers."""
        ledger = self.table("08")
        return ledger.assign(数额=ledger["数额"].map(int))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Every row found in any file, with its verdict."""
        return self.table("06")

    @cached_property
    def accepted(self) -> pd.DataFrame:
        """Accepted adoptions."""
        settled = self.table("07")
        return settled[(settled["处理结果"] == "认定") & (settled["台账"] == "采用明细")]

    @cached_property
    def quotas(self) -> pd.DataFrame:
        """Tasks, their figures as numbers."""
        quotas = self.table("09")
        return quotas.assign(**{name: quotas[name].map(int) for name in ("应完成", "已完成", "差额")})

    @cached_property
    def periods(self) -> list[dict[str, str]]:
        """The periods known, this one last."""
        return [{str(k): v for k, v in line.items()} for line in self.table("14").to_dict("records")]

    def sum(self, measure: str) -> int:
        """A measure's sum over the whole ledger."""
        return sum(self.by(measure, "计量").values())

    def by(self, measure: str, *keys: str) -> dict[str, int]:
        """A measure's sum by unit, person or tier; several keys are joined by a bar."""
        lines, sums = self.ledger[self.ledger["计量"] == measure], dict[str, int]()
        for *key, amount in lines[[*keys, "数额"]].itertuples(index=False):
            sums["|".join(key)] = sums.get("|".join(key), 0) + amount
        return sums

    def standing(self, word: str) -> list[str]:
        """The names of the units that stand so."""
        return list(self.units.loc[self.units["报表情况"] == word, "单位"])

    def unit_name(self, code: str) -> str:
        """A unit's name."""
        return dict(zip(self.units["单位代码"], self.units["单位"], strict=True)).get(code, code)

    @cached_property
    def ruled(self) -> dict[str, str]:
        """Id of a rule → how the office decided it."""
        decided = self.table("18")
        return {
            path.split(".")[1]: answer
            for path, answer in zip(decided["事项代号"], decided["本单位的决定"], strict=True)
            if path.startswith("admissibility.") and path.endswith(".then")
        }

    def reasons(self, code: str, reason: str) -> set[str]:
        """In which words a row's reason may be told."""
        answer = self.ruled.get(code, "")
        return {code, reason, answer, f"{reason}，{answer}"} - {""}

    @cached_property
    def refused(self) -> pd.DataFrame:
        """Rows that were not admitted, but for copies and versions of whole files."""
        rows = self.rows[self.rows["处理结果"].isin(["待认定", "不认定", "作废", "重复"])]
        return rows[rows["理由代码"] != "所在来件不计"]

    @cached_property
    def void_by_lateness(self) -> pd.DataFrame:
        """Rows void because their unit was late."""
        late = self.units.loc[self.units["报表情况"] == "逾期", "单位代码"]
        return self.rows[(self.rows["处理结果"] == "作废") & self.rows["单位代码"].isin(late)]


@dataclass(frozen=True)
class WithoutCash(Audit):
    """What the public edition may tell of the same tables: no yuan."""

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The ledger but for its cash."""
        whole = super().ledger
        return whole[whole["计量"] != "奖励金额"]

    @cached_property
    def periods(self) -> list[dict[str, str]]:
        """The periods as if nothing had been paid."""
        return [{**one, "奖励（分）": "0"} for one in super().periods]


def _as_typed(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(RISKY) else text


def points(thousandths: int) -> str:
    """12500 → 12.5."""
    return format(Decimal(thousandths).scaleb(-3).normalize(), "f")


def yuan(fen: int) -> str:
    """As prose has it: 125000 → 1250, 125050 → 1250.50."""
    return str(Decimal(fen).scaleb(-2).quantize(Decimal(1) if fen % 100 == 0 else Decimal("0.01")))


def yuan_cell(fen: int) -> str:
    """As tables have it: 125000 → 1,250.00."""
    return f"{Decimal(fen).scaleb(-2):,.2f}"


def percent(part: int, whole: int) -> str:
    """Rounded half up to a tenth: 13 of 875 → 1.5."""
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def figure(amount: int, measure: str) -> str:
    """An amount of the ledger as printed."""
    return points(amount) if measure.endswith("积分") else str(amount)


def places(values: dict[str, int]) -> dict[str, int]:
    """Who → place: one more than there are with a greater value."""
    return {who: 1 + sum(other > value for other in values.values()) for who, value in values.items()}
