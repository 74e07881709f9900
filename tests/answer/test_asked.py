"""What a unit is asked to mend, and in which words: nothing the office settled, and always said where."""

from __future__ import annotations

from pathlib import Path

from pipeline.answer.files import answer_files
from pipeline.workspace import Workspace
from tests.answer.desk import BAD_DAY, text_of
from tests.ruled import rule, ruling
from tests.workspace import Return, office, row, run

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
