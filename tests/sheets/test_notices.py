"""Notices of what is taken from units' funds: facts, clause, sum; one for each unit that loses anything."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import prose
from pipeline.bulletin.view import view
from pipeline.sheets.notices import notices_file
from schemas.ledger import Ledger
from schemas.vocabulary import Basis, Measure
from tests.bulletin.made_up import figures
from tests.score.case import decided
from tests.sheets.papers import formulas, said, values


def line(unit: str, fen: int, row: int = -1, why: str = "每季信息报送差1条 × -200元") -> dict[str, Any]:
    return {
        "period": "2026Q3", "measure": Measure.UNIT_FUNDS, "unit_code": unit, "person": "", "amount": fen, "account": "late",
        "step": "base", "rule": "late-items", "clause": "CO9", "arithmetic": why, "basis": Basis.SUM, "basis_key": "late", "row_id": row,
        "tier": "",
    }  # fmt: skip


def cut(*lines: dict[str, Any], issued: bool = False) -> Figures:
    ledger = Ledger.of({"line_id": n, **one} for n, one in enumerate(lines))
    return figures(ledger=ledger, assessment=decided("group-company"), issued=issued)


def made(*lines: dict[str, Any], issued: bool = False) -> bytes:
    content = notices_file(cut(*lines, issued=issued))
    assert content is not None
    return content


def test_each_unit_that_loses_anything_has_a_notice_with_facts_clause_and_sum() -> None:
    content = made(line("U02", -20_000), line("U01", -20_000, row=0), line("U01", -20_050))
    units = dict(zip(figures().units["unit_code"], figures().units["name"], strict=True))
    assert openpyxl.load_workbook(BytesIO(content)).sheetnames == [units["U01"], units["U02"]]
    sheet, words = values(content), said(values(content))
    assert [cell.value for cell in sheet[5]] == [
        1,
        f"《{figures().settled['title'].iloc[0]}》未按规定时间报送",
        "CO9",
        200,
    ]
    assert [cell.value for cell in sheet[6]] == [2, "每季信息报送差1条 × -200元", "CO9", 200.5]
    assert (sheet["D7"].value, formulas(content)["D7"].value) == (400.5, "=SUM(D5:D6)")
    assert sheet["A8"].value == "合计（大写）：人民币肆佰元零伍角"
    assert f"CO9（{decided('group-company').clauses['CO9'].place}）：" in words
    assert f"{units['U01']}：" in words


def test_the_notices_come_to_what_the_bulletins_annex_says() -> None:
    told = cut(line("U01", -20_000), line("U03", -20_050), line("U02", -1), line("U02", 1))
    content = notices_file(told)
    assert content is not None
    (annex,) = [annex for annex in view(told).annexes if annex.key == "funds"]
    sheets = openpyxl.load_workbook(BytesIO(content), data_only=True).worksheets
    sums = [
        row[3].value
        for sheet in sheets
        for row in sheet.iter_rows()
        if row[0].value == "合计" and row[3].value is not None
    ]
    assert annex.tables[0].total[-1] == f"{sum(sums):,.2f}" == "400.50"
    assert len(sums) == 2  # nothing is taken from U02 in all


def test_what_units_are_given_stands_in_the_annex_as_a_gain_and_in_no_notice() -> None:
    """U01 loses 200 yuan, U02 is given 500 and charged 100: 400 yuan."""
    told = cut(line("U01", -20_000), line("U02", 50_000), line("U02", -10_000))
    funds = told.units["unit_code"].map({"U01": -20_000, "U02": 40_000}).fillna(0).astype("int64")
    made = view(replace(told, units=told.units.assign(funds=funds)))
    (annex,) = [annex for annex in made.annexes if annex.key == "funds"]
    assert annex.title.endswith("单位经费增减核算表")
    assert [row[-1] for row in annex.tables[0].rows] == ["-200.00", "500.00", "-100.00"]
    assert (annex.tables[0].columns[-1].title, annex.tables[0].total[-1]) == ("增减（元）", "200.00")
    said = "".join(paragraph.text for paragraph in prose(made))
    assert "核拨单位经费共400元" in said
    assert "扣减单位经费共200元" in said
    content = notices_file(told)
    assert content is not None
    assert len(openpyxl.load_workbook(BytesIO(content)).sheetnames) == 1


def test_a_row_is_charged_for_what_the_rule_says_and_else_by_its_sum() -> None:
    title = figures().settled["title"].iloc[0]
    (annex,) = [one for one in view(cut({**line("U01", -100, row=0), "rule": "cap"})).annexes if one.key == "funds"]
    assert annex.tables[0].rows[0][1] == f"《{title}》：每季信息报送差1条 × -200元"


def test_a_draft_is_no_ground_for_taking_anything() -> None:
    assert "未经审批，不作扣减凭据" in said(values(made(line("U01", -100))))
    assert "未经审批" not in said(values(made(line("U01", -100), issued=True)))


def test_nothing_is_given_out_where_no_unit_loses_anything() -> None:
    assert notices_file(cut(line("U01", 500))) is None
    assert notices_file(figures()) is None


def test_a_fact_that_could_run_stays_text() -> None:
    cell = formulas(made(line("U01", -100, why="=1+1")))["B5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
