"""What LibreOffice calculates from the papers is what they say without being calculated (needs soffice)."""

from __future__ import annotations

import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.bulletin.view import view
from pipeline.sheets.notices import notices_file
from pipeline.sheets.payroll_sheet import payroll_file
from pipeline.sheets.tables import tables_file
from tests.bulletin.made_up import figures
from tests.bulletin.printed.audit import Audit, names_of
from tests.sheets.papers import column, row_of, said, with_payout
from tests.sheets.test_notices import cut, line
from tests.sheets.test_payroll import TWO_PAYERS

pytestmark = pytest.mark.real

FIRST = 6
"""The first row of a payroll below its two rows of heads."""
PAPERS = {
    "a draft of 42 units": lambda: payroll_file(figures(42, 400)),
    "one person with odd fen": lambda: payroll_file(with_payout({"amount": 30_007})),
    "a half-year": lambda: payroll_file(with_payout({"amount": 100, "since_amount": 250}, span="下半年", longer=True)),
    "two payers": lambda: payroll_file(with_payout(*TWO_PAYERS)),
    "notices": lambda: notices_file(cut(line("U01", -20_050), line("U01", 50), line("U02", -100))),
}


def calculated(tmp_path: Path, book: Any) -> Any:
    """The workbook as LibreOffice calculates it: openpyxl saves formulas without their values."""
    book.save(tmp_path / "paper.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "out", "paper.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(tmp_path / "out" / "paper.xlsx", data_only=True)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_formula_comes_to_what_is_written_beside_it(tmp_path: Path, paper: str) -> None:
    content = PAPERS[paper]()
    assert content is not None
    ours, written = (openpyxl.load_workbook(BytesIO(content), data_only=told) for told in (True, False))
    found, formulas = calculated(tmp_path, openpyxl.load_workbook(BytesIO(content))), 0
    for sheet in written.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            formulas += 1
            theirs = found[sheet.title][cell.coordinate].value
            assert (theirs or "") == pytest.approx(ours[sheet.title][cell.coordinate].value or "", abs=1e-9), cell
    assert formulas >= 3


def test_what_the_office_fills_in_changes_the_sums_and_calls_for_new_capitals(tmp_path: Path) -> None:
    content = payroll_file(with_payout({"amount": 30_000}, {"amount": 5_000, "person": "P001"}))
    assert content is not None
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    sheet.cell(6, column(sheet, "更正补扣")).value = -10.5
    sheet.cell(6, column(sheet, "代扣个税（财务填）")).value = 9.5
    found = calculated(tmp_path, book).worksheets[0]
    sums = row_of(found, "合计")
    assert [found.cell(row, column(found, "应发")).value for row in (6, 7, sums)] == [289.5, 50, 339.5]
    # nobody entered the second person's tax, so only the first has a net sum
    assert [found.cell(row, column(found, "实发")).value for row in (6, 7, sums)] == [280, None, 280]
    assert "数额已改动，请重新填写大写" in said(found)


def test_libreoffice_reads_every_number_of_the_annexes_as_it_was_written(tmp_path: Path) -> None:
    content = tables_file(figures(), view(figures()))
    ours = openpyxl.load_workbook(BytesIO(content))
    found = calculated(tmp_path, openpyxl.load_workbook(BytesIO(content)))
    assert found.sheetnames == ours.sheetnames
    for sheet in ours.worksheets:
        theirs = [[cell.value for cell in row] for row in found[sheet.title].iter_rows(max_col=sheet.max_column)]
        assert theirs[: sheet.max_row] == [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.xdist_group("sample")
def test_the_published_payroll_as_libreoffice_calculates_it_is_the_ledger_person_by_person(
    sample: Path, tmp_path: Path
) -> None:
    audit = Audit(sample, names_of(sample.parent.parent / "inputs", sample.name))
    (found,) = calculated(tmp_path, openpyxl.load_workbook(sample / "payroll.xlsx")).worksheets
    last = row_of(found, "合计")
    paid = {whose: fen for whose, fen in audit.by("奖励金额", "单位代码", "人员").items() if fen}
    whose = [_whose(audit, found, row) for row in range(FIRST, last)]
    for title in ("本期核定", "未发"):
        sums = [_fen(found.cell(row, column(found, title)).value) for row in range(FIRST, last + 1)]
        assert dict(zip(whose, sums, strict=False)) == paid
        assert (len(whose), sums[-1]) == (len(paid), audit.sum("奖励金额"))
    items = audit.by("个人篇数", "人员", "级别")
    for tier, name in audit.names.tiers.items():
        counts = [found.cell(row, column(found, name)).value for row in range(FIRST, last)]
        assert counts == [items.get(f"{one.partition('|')[2]}|{tier}", 0) for one in whose], name
    assert "数额已改动" not in said(found)


def _whose(audit: Audit, sheet: Any, row: int) -> str:
    """The unit's code and the person's of a line, found by unit and name."""
    unit, name = (sheet.cell(row, column(sheet, title)).value for title in ("单位", "姓名"))
    people = audit.people[(audit.people["单位"] == unit) & (audit.people["姓名"] == name)]
    ((person, code),) = people[["人员", "单位代码"]].itertuples(index=False)
    return f"{code}|{person}"


def _fen(yuan: object) -> int:
    return int(Decimal(str(yuan)).scaleb(2))
