"""《得分核对单》: every row with its verdict and what it earns; the sums are those of the published standings."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from pipeline.answer.known import known_of
from pipeline.answer.statement import Statement, _confirm, statements
from pipeline.answer.statement_book import statement_bytes
from pipeline.answer.statement_files import statement_files
from pipeline.answer.statement_page import statement_pdf
from pipeline.run import Outcome
from schemas.vocabulary import Measure, Verdict
from tests.answer.sums import column, grid, summed
from tests.workspace import SAMPLE_OFFICE, Return, office, row, run


@pytest.fixture(scope="module")
def made(outcome: Outcome) -> dict[str, Statement]:
    return {one.code: one for one in statements(known_of(outcome.setting, outcome.scored.checked, outcome))}


def test_each_units_sums_are_those_of_its_standing(outcome: Outcome, made: dict[str, Statement]) -> None:
    assert set(made) == set(outcome.totals.units["unit_code"])
    for unit in outcome.totals.units.to_dict("records"):
        one = made[unit["unit_code"]]
        assert summed(one, Measure.UNIT_POINTS) == unit["points"]
        assert summed(one, Measure.CASH) == unit["cash"]
        assert sum(column(grid(one, "个人核算"), "奖励（元）")) == unit["cash"]
    assert sum(summed(one, Measure.CASH) for one in made.values()) > 0


def test_every_row_of_the_return_is_listed_with_verdict_and_reason(made: dict[str, Statement]) -> None:
    rows = grid(made["A01"], "填报行及处理结果")
    assert rows is not None
    told = {row[1]: (row[4], row[5]) for row in rows.rows}
    assert told["好的一篇"] == ("认定", "积分：每篇3分 × 1篇；奖励：每篇50元 × 1篇")
    assert told["转载的一篇"] == ("不认定", "转载不计入，LQ20")
    assert told["县里的新报"][0] == "待认定"
    assert len(told) == 5
    assert any("5行没有列出" in note for note in made["A01"].notes)  # the same file sent again


def test_a_late_row_shows_what_it_would_have_earned_and_earns_nothing(made: dict[str, Statement]) -> None:
    rows = grid(made["B01"], "填报行及处理结果")
    assert rows is not None
    ((_, title, _, _, verdict, reason, points, cash),) = rows.rows
    assert (title, verdict, int(points), int(cash)) == ("晚来的", "作废", 0, 0)
    assert "（如不逾期，应计积分3分、奖励50元）" in str(reason)


def test_a_statement_calls_a_file_by_its_senders_name_for_it(outcome: Outcome) -> None:
    """Every receipt as if it came by mail; every row's reason as if it named the first of these files."""
    scored = outcome.scored
    receipts = scored.checked.receipts.assign(name="统计表.xlsx")
    receipts["path"] = [f"mail/0152/{number}-1e8d.xlsx" for number in range(len(receipts))]
    rows = scored.rows.assign(verdict=Verdict.PENDING, reason_code="来件", reason="与 mail/0152/0-1e8d.xlsx 不同")
    checked = replace(scored.checked, receipts=receipts)
    mailed = replace(outcome, scored=replace(scored, checked=checked, rows=rows))
    said = "".join(map(str, statements(known_of(outcome.setting, checked, mailed))))
    assert "与“统计表.xlsx”不同" in said
    assert "mail/" not in said


def test_the_workbook_holds_numbers_to_add_up_and_lines_to_sign(made: dict[str, Statement]) -> None:
    content = statement_bytes(made["A01"])
    sheet = openpyxl.load_workbook(BytesIO(content))["核对单"]
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    (good,) = [line for line in cells if "好的一篇" in line]
    assert good[-2:] == [3, 50]
    text = "".join(str(cell) for line in cells for cell in line if cell)
    assert "单位负责人（签字）" in text
    assert "=HYPERLINK" in text
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert content == statement_bytes(made["A01"])


def test_the_page_says_the_same_as_the_workbook(made: dict[str, Statement]) -> None:
    content = statement_pdf(made["A01"])
    text = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    assert "城关中心校（A01，中心校）" in text
    assert "单位积分6分，奖励金额100元" in text
    assert "好的一篇" in text
    assert content == statement_pdf(made["A01"])


def test_no_phone_number_is_on_a_statement(made: dict[str, Statement], outcome: Outcome) -> None:
    phone = outcome.setting.office.contact.phone
    assert phone
    assert all(phone not in repr(one) for one in made.values())


def test_silence_is_consent_only_where_the_office_has_said_so(tmp_path: Path) -> None:
    assert _confirm(None) == "请于收到后　　　日内核对签字送回；有异议的，逐项写明序号和理由，附证明材料。"
    yaml = SAMPLE_OFFICE.read_text("utf-8") + "\nstatement_days: 3\n"
    outcome = run(office(tmp_path, [Return("A01", [row()])], yaml=yaml))
    (one, *_) = statements(known_of(outcome.setting, outcome.scored.checked, outcome))
    assert "3日内没有提出异议的视为确认" in one.confirm
    files = statement_files(outcome.setting, outcome)
    assert sorted(files)[:2] == ["review/核对单/A01 城关中心校.pdf", "review/核对单/A01 城关中心校.xlsx"]
    assert len(files) == 6
