"""The standard workbook (统计表模板): its sheets, head and columns, per version, as data for writer and reader alike."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

from schemas.vocabulary import Book, ReturnType

VERSION = "2026.1"
META_SHEET = "_meta"
INSTRUCTIONS_SHEET = "填报说明"
LISTS_SHEET = "_lists"
"""Hidden; holds the outlets the office knows."""
DATA_ROWS = 200
"""Rows below the header that carry drop-downs and checks."""


@dataclass(frozen=True)
class Column:
    """One column of a book. `kind` is text, choice, choices (several), date, moment (to the minute), number or money."""

    key: str
    header: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    required: bool = False
    width: int = 12
    also: tuple[str, ...] = ()
    """Headers units are known to type instead."""
    facts: frozenset[str] = frozenset()
    """Facts this column yields; empty means that every assessment needs it."""
    hint: str = ""
    filled_for: tuple[str, str] | None = None
    """Where only some rows need it: the column that says so, and what stands there."""


@dataclass(frozen=True)
class HeadField:
    """A labelled cell above the table: the label's cell, the value's cell, and how the value comes."""

    key: str
    label: str
    label_cell: str
    value_cell: str
    prefilled: bool = False
    choices: tuple[str, ...] = ()
    formula: str = ""
    also: tuple[str, ...] = ()
    """Labels units are known to type instead."""


HEAD: tuple[HeadField, ...] = (
    HeadField("unit_name", "填报单位（盖章）", "A2", "C2", prefilled=True, also=("填报单位", "单位名称")),
    HeadField("unit_code", "单位代码", "F2", "G2", prefilled=True),
    HeadField("unit_class", "单位类别", "H2", "I2", prefilled=True),
    HeadField("window", "统计期间", "J2", "K2", prefilled=True),
    HeadField("deadline", "截止时间", "A3", "C3", prefilled=True),
    HeadField("return_type", "填报类型", "F3", "G3", choices=tuple(ReturnType)),
    HeadField("resend", "重报次数", "H3", "I3"),
    HeadField("typed_total", "采用条数（自动）", "J3", "K3", formula="=COUNTA(B{first}:B{last})", also=("采用条数",)),
    HeadField("correspondent", "信息员", "A4", "C4"),
    HeadField("phone", "联系电话", "F4", "G4"),
    HeadField("reviewer", "审核人", "H4", "I4"),
    HeadField("leader", "分管领导", "J4", "K4"),
    HeadField("signatory", "单位负责人（签字）", "A5", "C5"),
    HeadField("filled_on", "填报日期", "F5", "G5"),
    HeadField("paper_copies", "纸质材料份数", "H5", "I5"),
    HeadField("paper_pages", "纸质材料页数", "J5", "K5"),
)
TITLE_CELL = "A1"
AFFIRMATION_CELL = "A6"
AFFIRMATION = "以上内容属实，如有不实，愿承担相应责任。"
NOTES: dict[Book, str] = {
    Book.ADOPTION: "带 * 的红字栏必须填写；一家媒体采用一篇占一行；填法见“填报说明”页。",
    Book.SUBMISSION: "带 * 的红字栏必须填写；一篇稿件占一行；填法见“填报说明”页。",
}
"""Printed above each table."""
HEADER_ROW = 7
"""Of 采用明细, below the head."""
HEADER_ROWS: dict[Book, int] = {Book.ADOPTION: HEADER_ROW, Book.SUBMISSION: 3}
HEADER_SEARCH_ROWS = 30
"""How far down a header may have been pushed by rows a unit put above it."""

LINKED = "linked"
"""Not a fact to test: asks for the number that links a story in both books, where an assessment uses both."""
GENRES = ("动态", "简讯", "消息", "通讯", "调研", "图片", "图文", "影像", "专版")
EVENTS = ("新闻线索", "采访服务")
"""What a unit did that is no piece of writing."""
MATTERS = ("稿件", *EVENTS, "约稿")
SERIAL = Column("serial", "序号", "number", width=6, hint="可不填")
STORY_NO = Column(
    "story_no", "稿件编号", width=10, facts=frozenset({LINKED}),
    hint="同一稿件在报送台账和采用明细中填同一编号，由单位自编；不同的稿件编号不能相同",
)  # fmt: skip
GENRE = Column("genre", "体裁", "choice", GENRES, width=8, facts=frozenset({"genre"}))
PARTNERS = Column(
    "partners", "合作单位", width=14, facts=frozenset({"unit_count"}), hint="合写的其他单位，用顿号分隔，与名录一致"
)  # fmt: skip
LENGTH = Column("length", "字数", "number", width=8, facts=frozenset({"length"}), hint="填整数，如 820")
REMARK = Column("remark", "备注", width=14)

ADOPTION_COLUMNS: tuple[Column, ...] = (
    SERIAL,
    Column(
        "title", "刊发标题", required=True, width=34, also=("稿件标题", "标题", "题目"), hint="与媒体刊发的标题一致"
    ),
    STORY_NO,
    GENRE,
    Column(
        "authors",
        "撰稿人",
        width=14,
        also=("撰稿人（按署名顺序）", "作者"),
        facts=frozenset({"has_author", "author_count"}),
        hint="多人按署名顺序用顿号分隔",
    ),
    PARTNERS,
    Column("reviewer", "审稿人", width=9, facts=frozenset({"has_reviewer", "reviewer_count"})),
    Column(
        "outlet_text", "媒体刊物全称", required=True, width=18, also=("媒体名称", "采用媒体", "媒体全称", "刊发媒体")
    ),
    Column("programme", "栏目或节目", width=12, facts=frozenset({"programme"}), hint="填栏目或节目的名称"),
    Column("method", "采用方式", "choice", ("全文", "综合", "批示"), True, 9, facts=frozenset({"method"})),
    Column(
        "origin",
        "原发或转载",
        "choice",
        ("原发", "转载"),
        True,
        10,
        also=("原发/转载",),
        facts=frozenset({"origin"}),
    ),
    Column(
        "published_on",
        "采用日期",
        "date",
        required=True,
        width=12,
        also=("刊发日期", "采用时间", "刊发时间"),
        hint="如 2026-8-5",
    ),
    Column("page", "版次", "number", width=7, facts=frozenset({"page"}), hint="报纸第几版，填整数；头版填 1"),
    Column(
        "position",
        "题次或条序",
        "number",
        width=10,
        also=("题次", "条序"),
        facts=frozenset({"position"}),
        hint="本版第几题、本期节目第几条，填整数",
    ),
    LENGTH,
    Column("fee", "稿费（元）", "money", width=9, facts=frozenset({"fee"}), hint="媒体所付稿费，如 85.5"),
    Column(
        "instruction_level",
        "批示领导层级",
        "choice",
        ("国家级", "省级", "市级", "县级"),
        width=11,
        facts=frozenset({"instruction_level"}),
        hint="采用方式为批示时填写",
        filled_for=("method", "批示"),
    ),
    Column(
        "channel", "投稿渠道", "choice", ("局推荐", "直接投稿"), width=10, facts=frozenset({"precleared", "channel"})
    ),
    Column("precleared_on", "报局审核日期", "date", width=12, facts=frozenset({"precleared"})),
    Column("paid", "是否有偿", "choice", ("是", "否"), width=9, facts=frozenset({"paid"})),
    Column("url", "网址", width=22),
    Column(
        "evidence_kinds",
        "证明材料种类",
        "choices",
        ("原件", "影印件", "报样", "复印件", "用稿通知单", "视频音频", "稿费单", "网页打印件", "链接"),
        width=14,
        facts=frozenset({"has_evidence", "evidence_kinds"}),
        hint="有几种填几种，用顿号分隔",
    ),
    Column("evidence_no", "证明材料编号", width=12, facts=frozenset({"has_evidence"})),
    REMARK,
)

SUBMISSION_COLUMNS: tuple[Column, ...] = (
    SERIAL,
    Column(
        "matter",
        "事项类别",
        "choice",
        MATTERS,
        width=10,
        facts=frozenset({"matter"}),
        hint="新闻线索、采访服务不是稿件，也一件填一行，“报送标题”填事由",
    ),
    Column("title", "报送标题", required=True, width=34, also=("标题或事项",), hint="与报送的稿件一致"),
    STORY_NO,
    GENRE,
    Column("importance", "重要程度", "choice", ("一般", "重要"), width=9, facts=frozenset({"importance"})),
    Column("authors", "撰稿人", width=14, also=("撰稿人（按署名顺序）", "作者"), hint="多人按署名顺序用顿号分隔"),
    PARTNERS,
    Column("reviewer", "审稿人", width=9, facts=frozenset({"has_reviewer", "reviewer_count"})),
    Column(
        "sent_to",
        "接收单位",
        width=14,
        facts=frozenset({"tier", "outlet"}),
        hint="报送给哪里，与名录中的媒体刊物名称一致",
    ),
    Column("submitted_at", "报送时间", "moment", required=True, width=16, hint="如 2026-8-5 15:30"),
    Column(
        "due_at",
        "应报时间",
        "moment",
        width=16,
        facts=frozenset({"in_time"}),
        hint="规定了时限的填写，如 2026-8-5 16:00",
    ),
    LENGTH,
    Column("head_signature", "科室负责人签批", width=13, facts=frozenset({"head_signed"}), hint="填签批人姓名"),
    Column("leader_signature", "分管领导签批", width=13, facts=frozenset({"leader_signed"}), hint="填签批人姓名"),
    REMARK,
)

COLUMNS: dict[Book, tuple[Column, ...]] = {Book.ADOPTION: ADOPTION_COLUMNS, Book.SUBMISSION: SUBMISSION_COLUMNS}
ALL_COLUMNS: tuple[Column, ...] = tuple(
    {column.key: column for columns in (SUBMISSION_COLUMNS, ADOPTION_COLUMNS) for column in columns}.values()
)
"""Every column of any book once; one of both books as the adoption book has it."""


META_KEYS: tuple[str, ...] = ("template_version", "unit_code", "period", "assessment")
"""The hidden sheet's column A holds these keys, column B their values."""


Sheets: TypeAlias = Mapping[Book, tuple[Column, ...]]
"""The books of a workbook and their columns, as one assessment needs them."""


def columns_for(
    book: Book, facts: Set[str], choices: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Column, ...]:
    """The columns of `book` that an assessment testing `facts` needs; all others stay out of the form.

    `choices` are the assessment's own words for a column, in the place of the usual ones.
    """
    needed = (column for column in COLUMNS[book] if not column.facts or column.facts & facts)
    return tuple(replace(column, choices=(choices or {}).get(column.key, column.choices)) for column in needed)
