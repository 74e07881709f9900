"""Sheets as units sent them: every cell text, with its origin. The first of the two checks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas.table import Table
from schemas.template import Column
from schemas.vocabulary import RETURNED_BOOKS

INVISIBLE = dict.fromkeys(
    [*map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    None,
)
"""Characters without width, and marks that turn the direction of writing."""
FORMULA_WITHOUT_VALUE = "〔公式没有结果〕"
"""What stands in a cell whose formula was never calculated: never 0, never empty."""
ERROR_VALUES = ("#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")

FILLERS = ("空行", "小计", "表头")
"""What a line may be that reports nothing: blank, a subtotal, the header once more."""


def normal(text: str) -> str:
    """One spelling for comparing: NFKC, invisible characters and all white space taken out, capitals levelled."""
    return "".join(unicodedata.normalize("NFKC", text).translate(INVISIBLE).split()).casefold()


class Heads(Table):
    """表头: what a workbook says of itself, one row per file; `fault` says why it could not be read."""

    path: Series[str] = pa.Field(title="文件", unique=True)
    template_version: Series[str] = pa.Field(title="模板版本")
    meta_unit: Series[str] = pa.Field(title="模板所记单位代码")
    meta_period: Series[str] = pa.Field(title="模板所记考核期")
    head_unit: Series[str] = pa.Field(title="表头单位代码")
    head_unit_name: Series[str] = pa.Field(title="表头填报单位")
    head_window: Series[str] = pa.Field(title="表头统计期间")
    row_units: Series[str] = pa.Field(
        title="各行所写单位", description="单位自加的单位一栏中的名称，以分号分隔；空为没有这一栏"
    )
    return_type: Series[str] = pa.Field(title="填报类型")
    resend: Series[str] = pa.Field(title="重报次数")
    typed_total: Series[str] = pa.Field(title="表内自报条数")
    fault_code: Series[str] = pa.Field(title="不能读取的代码")
    fault: Series[str] = pa.Field(title="不能读取的原因")


class Placements(Table):
    """列位: in which column of a sheet each template column stands."""

    path: Series[str] = pa.Field(title="文件")
    sheet: Series[str] = pa.Field(title="工作表")
    book: Series[str] = pa.Field(title="台账", isin=list(RETURNED_BOOKS))
    key: Series[str] = pa.Field(title="项目")
    letter: Series[str] = pa.Field(title="列", str_matches=r"^[A-Z]{1,3}$")


class ReturnedRows(Table):
    """填报行（原样）: every line below the header of either book, cells as text, blank and subtotal lines included."""

    row_id: Series[int] = pa.Field(title="行号", unique=True)
    path: Series[str] = pa.Field(title="文件")
    sheet: Series[str] = pa.Field(title="工作表")
    book: Series[str] = pa.Field(title="台账", isin=list(RETURNED_BOOKS))
    sheet_row: Series[int] = pa.Field(title="表内行号", ge=1)
    filler: Series[str] = pa.Field(title="空行或小计", description="空为填报行", isin=["", *FILLERS])
    serial: Series[str] = pa.Field(title="序号")
    title: Series[str] = pa.Field(title="标题", description="刊发标题；报送台账为报送标题")
    story_no: Series[str] = pa.Field(title="稿件编号")
    genre: Series[str] = pa.Field(title="体裁")
    authors: Series[str] = pa.Field(title="撰稿人")
    partners: Series[str] = pa.Field(title="合作单位")
    reviewer: Series[str] = pa.Field(title="审稿人")
    matter: Series[str] = pa.Field(title="事项类别")
    importance: Series[str] = pa.Field(title="重要程度")
    sent_to: Series[str] = pa.Field(title="接收单位")
    submitted_at: Series[str] = pa.Field(title="报送时间")
    due_at: Series[str] = pa.Field(title="应报时间")
    outlet_text: Series[str] = pa.Field(title="媒体刊物全称")
    programme: Series[str] = pa.Field(title="栏目或节目")
    method: Series[str] = pa.Field(title="采用方式")
    origin: Series[str] = pa.Field(title="原发或转载")
    published_on: Series[str] = pa.Field(title="采用日期")
    page: Series[str] = pa.Field(title="版次")
    position: Series[str] = pa.Field(title="题次或条序")
    length: Series[str] = pa.Field(title="字数")
    fee: Series[str] = pa.Field(title="稿费（元）")
    instruction_level: Series[str] = pa.Field(title="批示领导层级")
    channel: Series[str] = pa.Field(title="投稿渠道")
    precleared_on: Series[str] = pa.Field(title="报局审核日期")
    paid: Series[str] = pa.Field(title="是否有偿")
    url: Series[str] = pa.Field(title="网址")
    evidence_kinds: Series[str] = pa.Field(title="证明材料种类")
    evidence_no: Series[str] = pa.Field(title="证明材料编号")
    head_signature: Series[str] = pa.Field(title="科室负责人签批")
    leader_signature: Series[str] = pa.Field(title="分管领导签批")
    remark: Series[str] = pa.Field(title="备注")


def as_sent(columns: Sequence[Column]) -> pa.DataFrameSchema:
    """What each cell of a filled line of a sheet must satisfy before parsing; check names are the finding kinds."""
    return pa.DataFrameSchema({column.key: pa.Column(str, _checks(column)) for column in columns}, index=pa.Index(int))


def _filled(values: pd.Series[Any]) -> pd.Series[Any]:
    return values.map(normal) != ""


def _calculated(values: pd.Series[Any]) -> pd.Series[Any]:
    return ~values.isin([FORMULA_WITHOUT_VALUE, *ERROR_VALUES])


def _one_of(column: Column) -> pa.Check:
    allowed = {normal(choice) for choice in column.choices} | {""}

    def chosen(values: pd.Series[Any]) -> pd.Series[Any]:
        return values.map(normal).isin(allowed) | ~_calculated(values)

    return pa.Check(chosen, name="choice")


def _checks(column: Column) -> list[pa.Check]:
    checks = [pa.Check(_calculated, name="calculated")]
    if column.required:
        checks.append(pa.Check(_filled, name="filled"))
    if column.kind == "choice":
        checks.append(_one_of(column))
    return checks
