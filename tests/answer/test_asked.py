"""What a unit is asked to mend, and in which words: nothing the office settled, and always said where."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pipeline.answer.annotated_sheet import note
from pipeline.answer.files import answer_files
from pipeline.answer.told import label, shown, told
from pipeline.workspace import Workspace
from schemas.faults import finding_record
from schemas.records import Findings
from schemas.vocabulary import Book
from tests.answer.desk import BAD_DAY, text_of
from tests.columns import USUAL
from tests.ruled import rule, ruling
from tests.workspace import Return, office, row, run, workbook

A01 = "review/answers/A01 城关中心校/回复.eml"


def letter_of(workspace: Workspace, *, early: bool = False) -> str:
    """A01's letter, before verdicts (`early`) or after them."""
    outcome = run(workspace)
    return text_of(answer_files(outcome.setting, outcome.scored.checked, None if early else outcome)[A01])


def test_rows_the_office_let_in_or_turned_down_are_not_asked_to_be_mended(tmp_path: Path) -> None:
    rows = [
        row(title="准予的", evidence_kinds="", evidence_no=""),
        row(title="不准的", published_on=BAD_DAY),
        row(title="待补的", evidence_kinds="", evidence_no=""),
    ]
    workspace = office(tmp_path, [Return("A01", rows)])
    rule(
        workspace,
        ruling(ruling_id="认-1", title="准予的"),
        ruling(ruling_id="认-2", title="不准的", kind="不认定", published_on=BAD_DAY),
    )
    said = letter_of(workspace)
    assert "共1处，请于" in said
    asked = said[said.index("共1处，请于") : said.index("补正办法")]
    assert "10：没有填写" in asked  # the line of the third row
    assert BAD_DAY not in said
    assert "另有2处供核对，不需补正，其中2处涉及已经确定的处理结果" in said
    assert "补正" not in letter_of(workspace, early=True).partition("各行正在审核")[2].partition("另有")[0]


def test_a_row_without_the_column_is_named_by_its_title_and_a_missing_column_by_its_sheet(tmp_path: Path) -> None:
    book = workbook(Return("A01", [row(title="批示的一篇", method="批示", instruction_level="市级")]))
    sheet, keys = book["采用明细"], [column.key for column in USUAL[Book.ADOPTION]]
    sheet.delete_cols(keys.index("instruction_level") + 1)
    stream = BytesIO()
    book.save(stream)
    workspace = office(tmp_path, [Return("A01", data=stream.getvalue())])
    said = letter_of(workspace)
    assert "采用明细第8行《批示的一篇》：应为批示领导层级；采用方式为批示的，请填批示领导层级。" in said
    assert "采用明细（整个工作表）：“批示领导层级”；应为模板所列各列；缺少此列" in said
    (waiting,) = run(workspace).scored.checked.waiting.values()
    assert waiting == "采用方式为批示的，请填批示领导层级"


def test_proof_the_office_found_false_is_not_called_missing() -> None:
    place = {"path": "a.xlsx", "sheet": "采用明细", "unit_code": "A01", "row_id": 3}
    found = Findings.of(
        [
            finding_record("P04", cell="M8", found="不符", **place),
            finding_record("S03", cell="M8", action="没有填写留存的原件或影印件。请按要求补正", **place),
            finding_record("S03", cell="D8", action="没有注明审稿人。请按要求补正", **place),
            finding_record(
                "S03", cell="M9", action="没有填写留存的原件或影印件。请按要求补正", **{**place, "row_id": 4}
            ),
        ]
    )
    heard = told(found)
    assert heard[["code", "cell"]].values.tolist() == [["P04", "M8"], ["S03", "D8"], ["S03", "M9"]]
    assert [label(one) for one in heard.to_dict("records")] == ["核验结果", "填写", "填写"]
    assert [shown(one) for one in heard.to_dict("records")] == ["核验结果：不符", "", ""]
    assert note(heard.to_dict("records")[0]).startswith("【警告】核验结果：不符\n")
