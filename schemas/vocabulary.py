"""Closed lists. Each value is the Chinese word that users read in tables, papers and messages."""

from __future__ import annotations

from enum import StrEnum


class Book(StrEnum):
    """Where items are listed: what outlets published, what units sent to the office, what the office sent upward.

    Units return the first two as sheets of their workbook; the third is one of the office's own papers.
    """

    ADOPTION = "采用明细"
    SUBMISSION = "报送台账"
    UPWARD = "局上报台账"

    @property
    def short(self) -> str:
        """采用 or 报送, as in a row's key."""
        return self.value[:2]


RETURNED_BOOKS = (Book.ADOPTION, Book.SUBMISSION)
"""The books a unit's workbook may hold, in the order of its sheets."""


class ReturnType(StrEnum):
    """What a workbook says it is (填报类型)."""

    NORMAL = "正常"
    NIL = "零采用申报"
    RESEND = "更正重报"


class TimeBasis(StrEnum):
    """How the time of arrival is known. A file's own time never makes a return late."""

    MAILBOX = "邮箱记录"  # INTERNALDATE: when the office's own server took the mail in
    MAIL = "邮件"  # the topmost Received line of a mail that was saved as a file
    OFFICER = "经办登记"
    FILE = "文件时间"


class ArrivalKind(StrEnum):
    """What a file that arrived is, by its content; only returns are read."""

    RETURN = "报表"
    CONTAINER = "邮件或压缩包"  # opened: what it holds has its own lines
    EMPTY = "没有报表的邮件"
    ENCLOSED = "附带文件"  # a picture, a letter
    SEALED = "须另存的邮件"  # .msg, winmail.dat
    LOCKED = "打不开的压缩包"  # encrypted, damaged, of another form than zip, packed too deep or too large


class Authentication(StrEnum):
    """What the office's own mail server says of a sender (Authentication-Results)."""

    PASS = "通过"
    FAIL = "失败"
    NONE = "没有标记"


class ReceiptStatus(StrEnum):
    """What became of a file."""

    COUNTED = "计入"
    SUPERSEDED = "已被后件替代"
    DUPLICATE = "重复来件"
    LATE = "逾期"
    HELD = "待经办处理"
    QUARANTINED = "隔离"
    OTHER = "其他"  # no return: the mail itself, a picture, a letter


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
    OUTSIDE = "日期不在统计期间"
    REPEATED = "与前面一行相同"
    TO_MEND = "填写有误，待补正"
    FILE_HELD = "所在来件待经办处理"
    NOT_RECEIVED = "收稿登记中没有"
    PROOF_TO_COME = "证明材料待补"
    FILE_ASIDE = "所在来件不计"
    FILLER = "空行或小计"


class Measure(StrEnum):
    """What a ledger line counts, and in which unit its integer amount is."""

    ITEMS = "采用篇数"  # whole items
    PERSON_ITEMS = "个人篇数"  # whole items; each author counts the item once
    SUBMITTED = "报送条数"  # whole items
    PERSON_SUBMITTED = "个人报送条数"  # whole items
    TASK_ITEMS = "任务篇数"  # whole items as a task counts them (a special page may count as four)
    KEY_ITEMS = "重点篇数"  # whole items as a task of key manuscripts counts them
    UNIT_POINTS = "单位积分"  # thousandths of a point
    PERSON_POINTS = "个人积分"  # thousandths of a point
    CASH = "奖励金额"  # fen
    UNIT_FUNDS = "单位经费"  # fen; what is taken from a unit's funds is negative
    SANCTIONS = "处理事项"  # whole consequences that have no amount, e.g. a written self-criticism


SCALE: dict[Measure, int] = {
    Measure.ITEMS: 1,
    Measure.PERSON_ITEMS: 1,
    Measure.SUBMITTED: 1,
    Measure.PERSON_SUBMITTED: 1,
    Measure.TASK_ITEMS: 1,
    Measure.KEY_ITEMS: 1,
    Measure.UNIT_POINTS: 1000,
    Measure.PERSON_POINTS: 1000,
    Measure.CASH: 100,
    Measure.UNIT_FUNDS: 100,
    Measure.SANCTIONS: 1,
}
"""Ledger amount of one whole item, point or yuan."""

SUFFIX: dict[Measure, str] = {
    Measure.ITEMS: "篇",
    Measure.PERSON_ITEMS: "篇",
    Measure.SUBMITTED: "条",
    Measure.PERSON_SUBMITTED: "条",
    Measure.TASK_ITEMS: "篇",
    Measure.KEY_ITEMS: "篇",
    Measure.UNIT_POINTS: "分",
    Measure.PERSON_POINTS: "分",
    Measure.CASH: "元",
    Measure.UNIT_FUNDS: "元",
    Measure.SANCTIONS: "次",
}

PERSONAL = frozenset({Measure.PERSON_ITEMS, Measure.PERSON_SUBMITTED, Measure.PERSON_POINTS})
"""Measures whose lines always name a person; cash names one when it is a person's."""


class RulingKind(StrEnum):
    """What the office may rule: on a row (the first two), facts of its story that a rule may test, on an outlet, on a file."""

    ACCEPT = "认定"
    REJECT = "不认定"
    HEAVY_REWRITE = "大幅改动"
    UNTRUE = "失实"
    GRADE = "媒体定级"
    SAME_STORY = "同一稿件"
    TAKE_LATE = "受理迟报"
    TAKE_HELD = "收下被扣来件"
    REFUSE_CORRECTION = "不受理更正"


class Effect(StrEnum):
    """What came of a ruling (效力)."""

    IN_FORCE = "生效"
    NEEDLESS = "无须认定"  # mended meanwhile, or so without it
    WAITING = "暂不生效"  # its file waits for a ruling of its own
    LAPSED = "已失效"  # what it was about counts no longer, or the roster says it now


class Basis(StrEnum):
    """What a ledger line rests on."""

    ROW = "填报行"
    QUOTA = "任务"
    ENTRY = "登记事项"
    SUM = "合计"
