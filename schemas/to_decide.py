"""《待认定》: the workbook in which the officer rules. Its sheets and columns as data, for writer and reader alike.

A column whose header is one of `records.Rulings` or `records.Entries` is read back; the others are evidence.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandera.pandas as pa

from schemas.records import Entries, Rulings
from schemas.table import Table
from schemas.vocabulary import RulingKind

FILE_NAME = "待认定.xlsx"
BLANK_LINES = 30
"""Lines ready for entries, and lines below the last prepared one that have drop-downs all the same."""


@dataclass(frozen=True)
class Field:
    """One column: the key of its table's column or of the evidence; `fill` where the officer fills it in."""

    key: str
    title: str
    width: int
    fill: bool = False


@dataclass(frozen=True)
class DecideSheet:
    """One sheet: what is decided in it, how, and in which columns."""

    name: str
    note: str
    fields: tuple[Field, ...]


def _of(table: type[Table], width: int, *keys: str, fill: bool = False) -> tuple[Field, ...]:
    titles: dict[str, pa.Column] = table.to_schema().columns
    return tuple(Field(key, str(titles[key].title), width, fill) for key in keys)


_SIGNED = (
    *_of(Rulings, 8, "proposed_by", "checked_by", "approved_by", fill=True),
    *_of(Rulings, 16, "grounds", fill=True),
    *_of(Rulings, 11, "ruled_on", fill=True),
)
_KIND = _of(Rulings, 12, "kind", fill=True)
_NUMBER, _UNIT = _of(Rulings, 12, "ruling_id"), (*_of(Rulings, 8, "unit_code"), Field("unit_name", "单位", 12))
_ROW = (
    *_NUMBER,
    *_UNIT,
    *_of(Rulings, 9, "book"),
    *_of(Rulings, 24, "title"),
    *_of(Rulings, 12, "outlet"),
    *_of(Rulings, 11, "published_on"),
)
_HOW = "白色各栏由经办人填写，灰色各栏不要改；不填的一行就是还没有认定。填好后另存到 inputs 本期的 rulings 文件夹（每次另起文件名，以前的不要删），再运行一次。"

ROWS = DecideSheet(
    "填报行",
    f"待认定的行：认定或者不认定。其他的行需要认定的，照样添在后面。{_HOW}",
    (
        *_ROW,
        Field("why", "为何待定", 22),
        Field("authors", "撰稿人", 10),
        Field("how", "采用方式", 9),
        Field("evidence", "证明材料和网址", 16),
        Field("origin", "出处", 20),
        *_KIND,
        *_SIGNED,
    ),
)
FILES = DecideSheet(
    "来件",
    f"逾期的、截止后更正的和被扣下的来件：是否受理、收下。{_HOW}",
    (
        *_NUMBER,
        *_of(Rulings, 30, "file"),
        Field("name", "原文件名", 18),
        *_of(Rulings, 16, "unit_code"),
        Field("unit_name", "单位", 14),
        Field("received_at", "收到时间", 18),
        Field("why", "为何待定", 34),
        Field("changes", "更正的内容", 40),
        Field("sha256", "文件校验值", 14),
        *_KIND,
        *_SIGNED,
    ),
)
OUTLETS = DecideSheet(
    "媒体定级",
    f"名录外的媒体：只定本期怎样算；以后长期要用的，请补入名录。{_HOW}",
    (
        *_NUMBER,
        *_of(Rulings, 10, "kind"),
        *_of(Rulings, 22, "outlet"),
        Field("rows", "行数", 6),
        Field("units", "填报单位", 26),
        Field("titles", "其中一篇", 28),
        *_of(Rulings, 9, "tier", "outlet_kind", "in_targets", "in_cash", fill=True),
        *_SIGNED,
    ),
)
TWINS = DecideSheet(
    "同一稿件",
    f"疑为同一篇稿件的，两篇一行：是同一篇的选“同一稿件”，不是的不填。{_HOW}",
    (
        *_ROW,
        Field("authors", "撰稿人", 14),
        *_of(Rulings, 28, "same_as"),
        Field("other", "另一篇", 34),
        Field("now", "现在怎样计", 18),
        *_KIND,
        *_SIGNED,
    ),
)
ENTRIES = DecideSheet(
    "登记事项",
    f"单位不会自己报、由办公室登记的事，一件一行；全局的事，单位代码空着。{_HOW}",
    (
        *_of(Entries, 12, "entry_id", fill=True),
        *_of(Entries, 20, "kind", "unit_code", "person", fill=True),
        *_of(Entries, 12, "level", fill=True),
        *_of(Entries, 34, "subject", fill=True),
        *_of(Entries, 11, "happened_on", fill=True),
        *_of(Entries, 9, "proposed_by", "checked_by", "approved_by", fill=True),
        *_of(Entries, 18, "grounds", fill=True),
        *_of(Entries, 11, "entered_on", fill=True),
    ),
)
SHEETS: tuple[DecideSheet, ...] = (ROWS, FILES, OUTLETS, TWINS, ENTRIES)
FILE_KINDS = (RulingKind.TAKE_LATE, RulingKind.REFUSE_CORRECTION, RulingKind.TAKE_HELD)
DAYS = frozenset({"ruled_on", "happened_on", "entered_on"})
"""Columns that hold a day the officer fills in."""
