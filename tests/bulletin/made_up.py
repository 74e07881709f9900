"""Made-up figures of one quarter: the tables agree with one another as the pipeline's do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from ruamel.yaml import YAML

import pipeline.office
from pipeline.bulletin.figures import Figures
from pipeline.decided import Decided, decided
from pipeline.period import Period, PeriodId, period_of
from pipeline.rules import Rules
from pipeline.run import Payout
from schemas.assessment import Assessment
from schemas.gaps import overlay
from schemas.ledger import (
    Honours,
    Ledger,
    Payables,
    PeriodTotals,
    PersonStandings,
    PersonTierCounts,
    Quotas,
    TierCounts,
    UnitStandings,
)
from schemas.office import Contact, Decision, Office
from schemas.periods import DueDay
from schemas.records import Entries, Receipts, Rows, Settled
from schemas.vocabulary import Book, ReceiptStatus, ReturnType, Standing, TimeBasis, Verdict

POINTS = {"county": 1000, "city": 3000, "province": 6500, "national": 10000}
CASH = {"county": 3000, "city": 5000, "province": 20000, "national": 50000}
OUTLETS = {"county": "本县快报", "city": "安平日报", "province": "江北教育报", "national": "中华教育观察"}
CLASSES = ["中心校", "直属学校", "机关科室"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ["建国", "婷", "志强", "雅楠", "堃", "镕", "㛃", "𬭎", "晓燕", "文博", "思远", "静", "海涛"]
NOTHING = {"submitted": 0, "submitted_place": 1, "funds": 0, "year_submitted": 0, "year_funds": 0}
"""What plan LQ does not count."""
DECISIONS: dict[str, dict[str, Any]] = {
    "calendar.window": {"reading": "cutoff"},
    "calendar.moved_off_days_off": {"reading": "moved"},
    "steps.points.tariff": {
        "value": [
            {"where": {"tier": "county"}, "amount": 1},
            {"where": {"tier": "city", "method": ["全文", "综合"]}, "amount": 3},
            {"where": {"tier": "province"}, "amount": "6.5"},
            {"where": {"tier": "national"}, "amount": 10},
        ],
        "note": "局长办公会议定",
    },
    "steps.same-story.policy": {"reading": "each"},
    "steps.payee.payee": {"reading": "author"},
    "steps.bureau-targets.period": {"reading": "year"},
    "steps.unit-quota.targets": {
        "value": [{"label": "采用任务", "required": {"中心校": 6, "直属学校": 6, "机关科室": 2}}]
    },
    "ranking.within": {"reading": "class"},
    "payout.period": {"reading": "halfyear"},
}
DOCUMENT = pipeline.office.ASSESSMENTS / "luquan-education.yaml"


def figures(unit_count: int = 9, row_count: int = 40, /, **overrides: Any) -> Figures:
    """Figures of 2026Q3; `overrides` replaces whole fields."""
    return replace(_figures(unit_count, row_count), **overrides)


def office(**changes: Any) -> Office:
    """The made-up office."""
    settings: dict[str, Any] = {
        "name": "云岭县教育局",
        "masthead": "云岭县教育局文件",
        "department": "云岭县教育局办公室",
        "system": "全县教育系统",
        "assessment": "luquan-education",
        "addressed_to": "各中心校、局直各学校，局机关各科室",
        "copied_to": "市教育局办公室，县委宣传部，县委办公室，县政府办公室，局领导",
        "contact": Contact(person="赵明", phone="0000-8000000"),
        "classes": CLASSES,
    }
    return Office(**{**settings, **changes})


def unit_table(rows: list[Mapping[str, Any]]) -> pd.DataFrame:
    """Standings of units; only what matters need be given."""
    usual: dict[str, Any] = {
        "unit_class": "中心校", "standing": Standing.ON_TIME, "items": 0, "points": 0, "cash": 0,
        "previous_points": 0, **NOTHING,
    }  # fmt: skip
    made = []
    for number, row in enumerate(rows, 1):
        full = {**usual, "unit_code": f"U{number:02d}", "place": number, **row}
        totals = {f"year_{key}": full[key] for key in ("items", "points", "cash", "submitted", "funds")}
        made.append({**totals, **full})
    return UnitStandings.of(made)


@cache
def rules() -> tuple[Assessment, tuple[Decided, ...]]:
    """The assessment with made-up decisions."""
    document = YAML().load(Path(DOCUMENT).read_text("utf-8"))
    decisions = {
        path: Decision(by="信息宣传工作领导小组", on=date(2026, 6, 30), **decision)
        for path, decision in DECISIONS.items()
    }
    laid = overlay(document, decisions)
    made = Rules(Assessment.model_validate(laid.document), laid.open, laid.settled)
    return made.assessment, decided(made)


def period(name: str = "2026Q3") -> Period:
    """2026Q3, whose due day is a Sunday."""
    return period_of(PeriodId.parse(name), rules()[0], lambda day: day.weekday() < 5)


def month(**overrides: Any) -> Figures:
    """The same figures as those of a month, 2026M08, for an office that reports monthly."""
    assessment = rules()[0]
    calendar = assessment.calendar.model_copy(update={"due": DueDay(month_of_period=1, day=20)})
    monthly = assessment.model_copy(update={"cadence": "month", "calendar": calendar})
    own = period_of(PeriodId.parse("2026M08"), monthly, lambda day: day.weekday() < 5)
    periods = figures().periods.tail(1).assign(period=own.id)
    return figures(**{"period": own, "known": (own,), "periods": periods, **overrides})


@cache
def _figures(unit_count: int, row_count: int) -> Figures:
    assessment, decisions = rules()
    roster = [_unit(n, unit_count) for n in range(unit_count)]
    settled = [_row(n, roster) for n in range(row_count)]
    accepted = [row for row in settled if row["verdict"] == Verdict.ACCEPTED]
    return Figures(
        period=period(),
        office=office(),
        assessment=assessment,
        decisions=decisions,
        units=_units(roster, accepted),
        people=_people(roster, accepted),
        unit_tiers=TierCounts.of(_tier_counts(accepted, "unit_code")),
        person_tiers=PersonTierCounts.of(_tier_counts(accepted, "person")),
        periods=_periods(accepted),
        known=tuple(period(name) for name in ("2025Q3", "2026Q1", "2026Q2", "2026Q3")),
        missing=(),
        quotas=_quotas(roster, accepted),
        ledger=Ledger.blank(),
        honours=Honours.blank(),
        undrawn=(),
        entries=Entries.blank(),
        settled=Settled.of([{k: v for k, v in row.items() if k != "person"} for row in settled]),
        rows=Rows.of([_line(row, roster) for row in settled]),
        receipts=_receipts(roster),
        payout=Payout("下半年", longer=False, due=False, whole=True, lines=_payables(roster, accepted)),
        remarks="## 下一步要求\n\n各单位要认真核对本通报数据，按时报送下一季度统计表。\n",
    )


def _unit(n: int, count: int) -> dict[str, Any]:
    kinds = {3: Standing.LATE, 5: Standing.NIL, 7: Standing.MISSING, 20: Standing.LATE, 30: Standing.HELD}
    unit_class = CLASSES[min(2, n * 3 // count)]
    names = {
        "中心校": f"{'大河宜安铜冶寺家庄上庄李村'[n % 12 : n % 12 + 2]}镇第{n + 1}中心校",
        "直属学校": f"云岭县第{n + 1}中学",
        "机关科室": f"教育局第{n + 1}科",
    }
    return {
        "unit_code": f"U{n + 1:02d}", "name": names[unit_class], "unit_class": unit_class,
        "standing": kinds.get(n, Standing.ON_TIME),
    }  # fmt: skip


def _row(n: int, roster: list[dict[str, Any]]) -> dict[str, Any]:
    unit = roster[(n * n + n // 7) % len(roster)]
    tier = ["county", "county", "county", "city", "city", "province", "national"][n % 7 if n % 5 else 0]
    sending = unit["standing"] in (Standing.ON_TIME, Standing.HELD)
    verdict, code, why = (Verdict.ACCEPTED, "", "") if sending else (Verdict.VOID, "late", "逾期报送")
    if sending and n % 17 == 3:
        verdict, code, why = Verdict.REJECTED, "repost", "转载不计入"
    if sending and n % 19 == 4:
        verdict, code, why, tier = Verdict.PENDING, "unknown-outlet", "媒体不在名录，待办公室定级", ""
    if sending and n % 23 == 5:
        verdict, code, why = Verdict.DUPLICATE, "duplicate", f"与第{n}行重复"
    person = n % 3 + 3 * roster.index(unit)
    return {
        "row_id": n, "row_key": f"{unit['unit_code']}-采用明细-{n}", "unit_code": unit["unit_code"],
        "path": f"{unit['name']}.xlsx", "sheet": "采用明细", "sheet_row": n + 5,
        "title": f"云岭县第{n}期“书香校园”读书活动启动仪式举行",
        "authors": _name(person), "reviewer": "王校长", "outlet_text": OUTLETS.get(tier, "某某观察网"),
        "method": "全文", "origin": "原发", "published_on": pd.Timestamp(2026, 7, 1) + pd.Timedelta(days=n % 80),
        "instruction_level": "", "channel": "局推荐", "precleared_on": pd.NaT, "paid": False, "url": "",
        "evidence_kinds": "原件", "evidence_no": "", "remark": "", "period": "2026Q3", "book": Book.ADOPTION,
        "day": pd.Timestamp(2026, 7, 1) + pd.Timedelta(days=n % 80), "story_no": "", "genre": "", "page": 0,
        "position": 0, "length": 0, "fee": 0, "programme": "", "partners": "", "matter": "", "importance": "", "sent_to": "",
        "units": unit["unit_code"], "unit_count": 1, "headcount": 0, "submitted_at": pd.NaT, "due_at": pd.NaT, "head_signature": "",
        "leader_signature": "", "tiers_of_story": tier, "registered": False, "head_signed": False,
        "leader_signed": False, "in_time": True, "heavy_rewrite": False, "untrue": False, "ruling_ids": "", "meets": "",
        "unit_class": unit["unit_class"], "outlet": OUTLETS.get(tier, ""), "outlet_kind": "报纸", "tier": tier,
        "in_targets": True, "in_cash": True, "story": str(n), "outlets_of_story": 1, "uses_of_story": 1, "reviewer_count": 1, "author_count": 1,
        "has_author": True, "has_reviewer": True, "has_evidence": True, "precleared": True,
        "verdict": verdict, "reason_code": code, "reason": why, "clause": "LQ20" if code else "",
        "person": f"P{person:03d}",
    }  # fmt: skip


def _name(n: int) -> str:
    return SURNAMES[n % len(SURNAMES)] + GIVEN[n % len(GIVEN)]


def _line(row: dict[str, Any], roster: list[dict[str, Any]]) -> dict[str, Any]:
    names = {unit["unit_code"]: unit["name"] for unit in roster}
    taken = {key: row[key] for key in Rows.headers() if key in row}
    return {**taken, "unit_name": names[row["unit_code"]], "book": Book.ADOPTION}


def _sums(rows: list[dict[str, Any]], key: str) -> dict[str, dict[str, int]]:
    sums: dict[str, dict[str, int]] = defaultdict(lambda: {"items": 0, "points": 0, "cash": 0})
    for row in rows:
        for name, amount in (("items", 1), ("points", POINTS[row["tier"]]), ("cash", CASH[row["tier"]])):
            sums[row[key]][name] += amount
    return sums


def _units(roster: list[dict[str, Any]], accepted: list[dict[str, Any]]) -> pd.DataFrame:
    sums = _sums(accepted, "unit_code")
    made = [{**unit, **sums[unit["unit_code"]]} for unit in roster]
    for unit in made:
        rivals = [u["points"] for u in made if u["unit_class"] == unit["unit_class"]]
        unit["place"] = 1 + sum(points > unit["points"] for points in rivals)
        unit["previous_points"] = unit["points"] // 2000 * 1000
        unit |= {f"year_{key}": 2 * unit[key] for key in ("items", "points", "cash")} | NOTHING
    return UnitStandings.of(made)


def _people(roster: list[dict[str, Any]], accepted: list[dict[str, Any]]) -> pd.DataFrame:
    sums, units = _sums(accepted, "person"), {row["person"]: row["unit_code"] for row in accepted}
    names = {unit["unit_code"]: unit["name"] for unit in roster}
    made: list[dict[str, Any]] = []
    for person, amounts in sorted(sums.items()):
        place = 1 + sum(other["points"] > amounts["points"] for other in sums.values())
        year = {f"year_{key}": 2 * amounts[key] for key in ("points", "cash")}
        made.append(
            {"person": person, "name": _name(int(person[1:])), "unit_code": units[person],
             "unit_name": names[units[person]], "place": place, "previous_points": 0, "submitted": 0, **amounts, **year}
        )  # fmt: skip
    return PersonStandings.of(made)


def _payables(roster: list[dict[str, Any]], accepted: list[dict[str, Any]]) -> pd.DataFrame:
    units = {unit["unit_code"]: number for number, unit in enumerate(roster)}
    people = _people(roster, accepted).to_dict("records")
    return Payables.of(
        {
            **person,
            "payer": "",
            "role": "教师",
            "amount": person["cash"],
            "since_amount": person["cash"],
            "year_amount": person["year_cash"],
        }
        for person in sorted(people, key=lambda one: (units[one["unit_code"]], one["person"]))
    )


def _tier_counts(accepted: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    counts = Counter((row[key], row["tier"]) for row in accepted)
    return [{key: who, "tier": tier, "items": items} for (who, tier), items in sorted(counts.items())]


def _periods(accepted: list[dict[str, Any]]) -> pd.DataFrame:
    items = len(accepted)
    earlier = [("2025Q3", items * 4 // 5), ("2026Q1", items // 2), ("2026Q2", items * 9 // 10)]
    return PeriodTotals.of(
        {
            "period": name, "items": count, "points": count * 2000, "cash": count * 5000, "source": "本次计算",
            "submitted": 0, "funds": 0,
        }
        for name, count in [*earlier, ("2026Q3", items)]
    )  # fmt: skip


def _quotas(roster: list[dict[str, Any]], accepted: list[dict[str, Any]]) -> pd.DataFrame:
    tiers, done = Counter(row["tier"] for row in accepted), Counter(row["unit_code"] for row in accepted)
    own = [
        ("国家级主流媒体刊播", "national", 6),
        ("省级主流媒体刊播", "province", 15),
        ("市级主流媒体刊播", "city", 500),
    ]
    lines = [_quota("bureau-targets", "LQ2", "全局", "", label, owed, tiers[tier]) for label, tier, owed in own]
    unknown = _quota("bureau-submissions", "LQ1", "全局", "", "全局每月上报信息", 15, 0)
    lines.append({**unknown, "checkable": False, "note": "没有提供局上报台账"})
    for unit in roster:
        owed = 2 if unit["unit_class"] == "机关科室" else 6
        code = unit["unit_code"]
        lines.append(_quota("unit-quota", "LQ13", "单位", code, "采用任务", owed, done[code]))
    return Quotas.of(lines)


def _quota(rule: str, clause: str, scope: str, unit: str, label: str, required: int, done: int) -> dict[str, Any]:
    return {
        "period": "2026Q3", "rule": rule, "clause": clause, "scope": scope, "unit_code": unit, "label": label,
        "required": required, "done": done, "short": max(0, required - done), "checkable": True, "pending": False, "note": "",
        "quota_key": f"{rule}/{label}/{unit}", "target": label, "book": Book.ADOPTION, "span": "本季度", "final": True,
    }  # fmt: skip


def _receipts(roster: list[dict[str, Any]]) -> pd.DataFrame:
    status = {Standing.LATE: ReceiptStatus.LATE, Standing.HELD: ReceiptStatus.HELD}
    reasons = {Standing.LATE: "收到时已过报送截止时间", Standing.HELD: "另有一件正本更晚到达，由经办人认定以哪一件为准"}
    return Receipts.of(
        {
            "path": f"{unit['name']}.xlsx", "sha256": "0" * 64, "unit_code": unit["unit_code"],
            "unit_name": unit["name"], "period": "2026Q3", "return_type": ReturnType.NORMAL, "resend": 0,
            "received_at": "2026-09-23 09:12:00", "time_basis": TimeBasis.MAIL, "sender": "", "name": "",
            "status": status.get(unit["standing"], ReceiptStatus.COUNTED),
            "reason": reasons.get(unit["standing"], ""),
        }
        for unit in roster
        if unit["standing"] != Standing.MISSING
    )  # fmt: skip
