"""Closed lists. Each value is the Chinese word that users read in tables, papers and messages."""

from __future__ import annotations

from enum import StrEnum


class Book(StrEnum):
    """The two books of an office: what was sent upward, and what outlets published."""

    ADOPTION = "采用明细"
    SUBMISSION = "报送台账"


class ReturnType(StrEnum):
    """What a workbook says it is (填报类型)."""

    NORMAL = "正常"
    NIL = "零采用申报"
    RESEND = "更正重报"


class TimeBasis(StrEnum):
    """How the time of arrival is known. A file's own time never makes a return late."""

    MAIL = "邮件"
    OFFICER = "经办登记"
    FILE = "文件时间"


class ReceiptStatus(StrEnum):
    """What became of a file."""

    COUNTED = "计入"
    SUPERSEDED = "已被后件替代"
    DUPLICATE = "重复来件"
    LATE = "逾期"
    HELD = "待经办处理"
    QUARANTINED = "隔离"


class Standing(StrEnum):
    """How a unit stands with its duty to report (报表情况)."""

    ON_TIME = "按时"
    NIL = "零采用申报"
    LATE = "逾期"
    HELD = "待经办处理"
    MISSING = "未报表"


class Severity(StrEnum):
    """How much a finding weighs: it stops the row, lets it through with a warning, or only tells."""

    ERROR = "错误"
    WARNING = "警告"
    NOTICE = "提示"


class Verdict(StrEnum):
    """What became of a row; every row has exactly one."""

    ACCEPTED = "认定"
    PENDING = "待认定"
    REJECTED = "不认定"
    VOID = "作废"
    DUPLICATE = "重复"
    SUPERSEDED = "已被后件替代"
    BLANK = "空行或小计"


CONSEQUENCES: dict[str, Verdict] = {
    "accept": Verdict.ACCEPTED,
    "pending": Verdict.PENDING,
    "reject": Verdict.REJECTED,
    "void": Verdict.VOID,
}
"""What a rule file calls a consequence → the verdict it means."""


class Reason(StrEnum):
    """Why a row has its verdict, where no rule of the assessment says so; else the reason is the rule's id."""

    ACCEPTED = "符合要求"
    RULING = "办公室认定"
    LATE = "上报表逾期"
    OUTSIDE = "采用日期不在统计期间"
    REPEATED = "与前面一行相同"
    TO_MEND = "填写有误，待补正"
    FILE_HELD = "所在来件待经办处理"
    FILE_ASIDE = "所在来件不计"
    FILLER = "空行或小计"


class Measure(StrEnum):
    """What a ledger line counts, and in which unit its integer amount is."""

    ITEMS = "采用篇数"  # whole items
    PERSON_ITEMS = "个人篇数"  # whole items; each author counts the item once
    UNIT_POINTS = "单位积分"  # thousandths of a point
    PERSON_POINTS = "个人积分"  # thousandths of a point
    CASH = "奖励金额"  # fen


SCALE: dict[Measure, int] = {
    Measure.ITEMS: 1,
    Measure.PERSON_ITEMS: 1,
    Measure.UNIT_POINTS: 1000,
    Measure.PERSON_POINTS: 1000,
    Measure.CASH: 100,
}
"""Ledger amount of one whole item, point or yuan."""

SUFFIX: dict[Measure, str] = {
    Measure.ITEMS: "篇",
    Measure.PERSON_ITEMS: "篇",
    Measure.UNIT_POINTS: "分",
    Measure.PERSON_POINTS: "分",
    Measure.CASH: "元",
}


class RulingKind(StrEnum):
    """What the office may rule on a row."""

    ACCEPT = "认定"
    REJECT = "不认定"


class Basis(StrEnum):
    """What a ledger line rests on."""

    ROW = "填报行"
    RULING = "认定"
    QUOTA = "任务"
    LINE = "前一笔"
