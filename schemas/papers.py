"""The office's own small workbooks: which there are, their columns, and the tables they are read into."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas.table import Table
from schemas.template import Column, Sheets, columns_for
from schemas.vocabulary import Book


class PaperKind(StrEnum):
    """Each of the papers, by its title."""

    TASKS = "任务表"
    REGISTER = "收稿登记"
    UPWARD = "局上报台账"
    SIGNED_FOR = "纸质材料签收单"
    EVIDENCE = "证明材料核验单"


class EvidenceResult(StrEnum):
    """What the officer found when holding a row's proof against it."""

    UNCHECKED = "未核验"
    AGREES = "相符"
    TO_COME = "待补"
    FALSE = "不符"


class Difference(StrEnum):
    """How the office's 收稿登记 and the units' 报送台账 differ."""

    NOT_RECEIVED = "单位填报而收稿登记没有"
    NOT_CLAIMED = "收稿登记有而单位没有填报"
    OTHER_TIME = "时间不一致"
    OTHER_CELL = "填写不一致"


class Tasks(Table):
    """任务表: how much each unit owes of one target in this period."""

    unit_code: Series[str] = pa.Field(title="单位代码")
    target: Series[str] = pa.Field(title="任务代号")
    required: Series[int] = pa.Field(title="应完成", ge=0)
    file: Series[str] = pa.Field(title="文件")
    sheet_row: Series[int] = pa.Field(title="行", ge=1)


class Received(Table):
    """收稿登记: what the office received, a line for each story; it governs over what units list as submitted."""

    unit_code: Series[str] = pa.Field(title="单位代码")
    title: Series[str] = pa.Field(title="标题")
    story_no: Series[str] = pa.Field(title="稿件编号")
    authors: Series[str] = pa.Field(title="撰稿人")
    received_at: Series[pd.Timestamp] = pa.Field(title="接收时间")
    registered_by: Series[str] = pa.Field(title="登记人")
    file: Series[str] = pa.Field(title="文件")
    sheet_row: Series[int] = pa.Field(title="行", ge=1)
    claimed_by: Series[str] = pa.Field(title="对应的填报行", description="行标识；空为单位没有填报，按收稿登记计入")


class RegisterDifferences(Table):
    """收稿登记核对差异: where the office's register and a unit's 报送台账 do not agree, and what follows."""

    unit_code: Series[str] = pa.Field(title="单位代码")
    difference: Series[str] = pa.Field(title="差异", isin=list(Difference))
    title: Series[str] = pa.Field(title="标题")
    claimed: Series[str] = pa.Field(title="单位填报")
    registered: Series[str] = pa.Field(title="收稿登记")
    handling: Series[str] = pa.Field(title="处理")
    resembles: Series[str] = pa.Field(title="相近的一行", description="仅供核对，程序不据此认作同一篇")


class Upward(Table):
    """局上报台账: what the bureau itself sent upward, a line for each item."""

    title: Series[str] = pa.Field(title="标题")
    sent_to: Series[str] = pa.Field(title="接收单位")
    day: Series[pd.Timestamp] = pa.Field(title="上报日期")
    sent_by: Series[str] = pa.Field(title="经办人")
    file: Series[str] = pa.Field(title="文件")
    sheet_row: Series[int] = pa.Field(title="行", ge=1)


class SignedFor(Table):
    """纸质材料签收单: whose papers the office signed for; a unit without a line handed in none that it knows of."""

    unit_code: Series[str] = pa.Field(title="单位代码", unique=True)
    received_at: Series[str] = pa.Field(title="收到时间")
    copies: Series[int] = pa.Field(title="份数", description="0 为未填", ge=0)
    pages: Series[int] = pa.Field(title="页数", description="0 为未填", ge=0)
    handed_by: Series[str] = pa.Field(title="送交人")
    received_by: Series[str] = pa.Field(title="签收人")
    file: Series[str] = pa.Field(title="文件")
    sheet_row: Series[int] = pa.Field(title="行", ge=1)


class EvidenceChecks(Table):
    """证明材料核验单: what the officer found of each row's proof, keyed by content."""

    unit_code: Series[str] = pa.Field(title="单位代码")
    title: Series[str] = pa.Field(title="刊发标题")
    outlet: Series[str] = pa.Field(title="媒体刊物全称")
    published_on: Series[str] = pa.Field(title="采用日期")
    result: Series[str] = pa.Field(title="核验结果", isin=list(EvidenceResult))
    checked_by: Series[str] = pa.Field(title="核验人")
    checked_on: Series[str] = pa.Field(title="核验日期")
    in_bulk: Series[bool] = pa.Field(title="按一律填写", description="本行没有单独填写，按表头“一律为”")
    note: Series[str] = pa.Field(title="说明")
    file: Series[str] = pa.Field(title="文件")
    sheet_row: Series[int] = pa.Field(title="行", ge=1)
    row_key: Series[str] = pa.Field(title="对应的填报行", description="行标识，几行以顿号分隔；空为该行已被后件替代")


TABLES: dict[PaperKind, type[Table]] = {
    PaperKind.TASKS: Tasks,
    PaperKind.REGISTER: Received,
    PaperKind.UPWARD: Upward,
    PaperKind.SIGNED_FOR: SignedFor,
    PaperKind.EVIDENCE: EvidenceChecks,
}
"""What each paper is read into."""


@dataclass(frozen=True)
class Layout:
    """A paper's columns; `marks` are those by which it is known where its hidden sheet is gone, `given` are prefilled."""

    kind: PaperKind
    columns: tuple[Column, ...]
    marks: frozenset[str]
    given: frozenset[str] = frozenset()


VERSION = "2026.1"
META_SHEET = "_meta"
META_KEYS = ("paper", "version", "period", "assessment")
BULK_LABEL = "以下“核验结果”没有填写的，一律为"
BULK_CHECKER, BULK_DAY = "核验人", "核验日期"
"""Labels above the table of 证明材料核验单; each value stands in the next filled cell to the right."""
UNIT_CODE = Column("unit_code", "单位代码", width=9)
UNIT_NAME = Column("unit_name", "单位", width=18, also=("单位名称",))
NOTE = Column("note", "备注", width=16)
DAY_HINT, MOMENT_HINT = "如 2026-9-18", "如 2026-9-18 10:20"

TASKS = Layout(
    PaperKind.TASKS,
    (
        UNIT_CODE,
        UNIT_NAME,
        Column("unit_class", "类别", width=11),
        Column("target", "任务代号", required=True, width=16),
        Column("label", "任务", width=24),
        Column("span", "时段", width=12),
        Column("standard", "按类别所定", "number", width=11),
        Column("required", "应完成", "number", required=True, width=9, hint="填整数；不承担这项任务的填 0"),
        NOTE,
    ),
    marks=frozenset({"target", "required"}),
    given=frozenset({"unit_code", "unit_name", "unit_class", "target", "label", "span", "standard"}),
)
UPWARD = Layout(
    PaperKind.UPWARD,
    (
        Column("serial", "序号", "number", width=6),
        Column("title", "标题", required=True, width=44),
        Column("sent_to", "接收单位", required=True, width=22, hint="报给哪里"),
        Column("day", "上报日期", "date", required=True, width=13, also=("上报时间",), hint=DAY_HINT),
        Column("sent_by", "经办人", width=10),
        NOTE,
    ),
    marks=frozenset({"title", "sent_to", "day"}),
)
SIGNED_FOR = Layout(
    PaperKind.SIGNED_FOR,
    (
        UNIT_CODE,
        UNIT_NAME,
        Column("received_at", "收到时间", "moment", width=18, hint=MOMENT_HINT),
        Column("copies", "份数", "number", width=8),
        Column("pages", "页数", "number", width=8),
        Column("handed_by", "送交人", width=12),
        Column("received_by", "签收人", width=12),
        NOTE,
    ),
    marks=frozenset({"received_at", "handed_by", "received_by"}),
    given=frozenset({"unit_code", "unit_name"}),
)
EVIDENCE = Layout(
    PaperKind.EVIDENCE,
    (
        UNIT_CODE,
        UNIT_NAME,
        Column("title", "刊发标题", required=True, width=30),
        Column("outlet", "媒体刊物全称", required=True, width=16),
        Column("published_on", "采用日期", "date", required=True, width=11),
        Column("evidence_kinds", "证明材料种类", width=13),
        Column("evidence_no", "证明材料编号", width=11),
        Column("result", "核验结果", "choice", tuple(EvidenceResult), width=9),
        Column("checked_by", "核验人", width=9),
        Column("checked_on", "核验日期", "date", width=11, hint=DAY_HINT),
        NOTE,
        Column("row_key", "行标识", width=22),
    ),
    marks=frozenset({"title", "published_on", "result"}),
    given=frozenset(
        {"unit_code", "unit_name", "title", "outlet", "published_on", "evidence_kinds", "evidence_no", "row_key"}
    ),
)
LEFT_OUT = frozenset({"serial", "remark"})
"""Columns of 报送台账 that the office's register has no use for."""


def register_layout(sheets: Sheets) -> Layout:
    """收稿登记 with what the assessment asks of a submission, so that a line in it can stand for one."""
    usual = sheets.get(Book.SUBMISSION) or columns_for(Book.SUBMISSION, frozenset())
    asked = [column for column in usual if column.key not in LEFT_OUT]
    own = {
        "title": lambda one: replace(one, header="标题", also=(one.header, *one.also)),
        "submitted_at": lambda one: replace(one, header="接收时间", also=(), hint=MOMENT_HINT),
    }
    columns = [own[one.key](one) if one.key in own else one for one in asked]
    registrar = Column("registered_by", "登记人", required=True, width=10)
    return Layout(
        PaperKind.REGISTER,
        (UNIT_CODE, UNIT_NAME, *columns, registrar, NOTE),
        marks=frozenset({"title", "submitted_at", "registered_by"}),
    )


def layouts(sheets: Sheets) -> dict[PaperKind, Layout]:
    """Every paper's columns under an assessment's sheets."""
    return {one.kind: one for one in (TASKS, register_layout(sheets), UPWARD, SIGNED_FOR, EVIDENCE)}
