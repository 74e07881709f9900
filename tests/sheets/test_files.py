"""All papers beside the bulletin: which there are, the same bytes every time, and the form that goes round with the draft."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from pypdf import PdfReader

from pipeline.bulletin.view import PUBLIC, view
from pipeline.sheets.dispatch import dispatch_form
from pipeline.sheets.files import sheet_files
from schemas.ledger import Payables
from tests.bulletin.made_up import figures, office

HOSTILE = "<script>alert(1)</script>"


def form(**changes: object) -> list[str]:
    """The form's pages as text without blanks."""
    pages = PdfReader(io.BytesIO(dispatch_form(view(figures(**changes))))).pages
    return [re.sub(r"\s", "", page.extract_text()) for page in pages]


def test_the_same_figures_give_the_same_bytes() -> None:
    once, again = (sheet_files(figures(), view(figures()), view(figures(), PUBLIC)) for _ in range(2))
    assert once == again
    assert list(once) == ["tables.xlsx", "payroll.xlsx", "dispatch-form.pdf", "dispatch-form-public.pdf"]


def test_a_plan_without_cash_has_no_payroll() -> None:
    broke = figures(payout=replace(figures().payout, lines=Payables.blank()))
    assert "payroll.xlsx" not in sheet_files(broke, view(broke), view(broke, PUBLIC))


def test_the_dispatch_form_has_every_blank_to_sign_and_what_is_sent_to_whom_on_one_page() -> None:
    (page,) = form()
    for word in (
        "签发：",
        "会签：",
        "财务：",
        "人事：",
        "核稿：",
        "拟稿：",
        "公开属性：此件不公开",
        "印数：",
        "校对：",
    ):
        assert word in page
    assert "标题：云岭县教育局关于2026年第三季度全县教育系统信息宣传工作情况的通报" in page
    assert "主送：各中心校、局直各学校，局机关各科室" in page
    assert "抄送：市教育局办公室" in page
    for number, annex in enumerate(view(figures()).annexes, 1):
        assert f"{number}.{annex.title}" in page


def test_words_of_the_office_are_shown_as_text_in_the_form() -> None:
    (page,) = form(office=office(copied_to=HOSTILE))
    assert f"抄送：{HOSTILE}" in page
