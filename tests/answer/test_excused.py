"""A return that came after the deadline and counts: letter and statement say by what right."""

from __future__ import annotations

from pathlib import Path

from pipeline.answer.files import answer_files
from pipeline.answer.known import known_of
from pipeline.answer.statement import statements
from pipeline.workspace import Workspace
from tests.answer.desk import text_of
from tests.ruled import of_file, rule
from tests.workspace import Return, office, row, run


def said_of_a01(workspace: Workspace) -> tuple[str, str]:
    """When it came, as the statement of A01 says, and A01's letter."""
    outcome = run(workspace)
    checked = outcome.scored.checked
    one = next(one for one in statements(known_of(outcome.setting, checked, outcome)) if one.code == "A01")
    files = answer_files(outcome.setting, checked, outcome)
    return dict(one.facts)["收到时间"], text_of(files["review/answers/A01 城关中心校/回复.eml"])


def test_a_late_return_the_office_takes_is_said_to_be_taken_and_by_which_ruling(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()], received="2026-09-22 09:00:00")])
    rule(workspace, of_file("受理迟报", "A01.xlsx", unit_code="A01"))
    came, letter = said_of_a01(workspace)
    assert came == "2026年9月22日9时00分（截止2026年9月20日24时；办公室受理迟报（认定 认-1））"
    assert "晚于截止时间（2026年9月20日24时），办公室受理迟报（认定认-1），以此件为准。" in letter


def test_a_correction_that_only_mends_says_why_it_counts_and_one_on_time_says_nothing(tmp_path: Path) -> None:
    first = Return("A01", [row(method="摘要")], name="一.xlsx")
    late = Return("A01", [row()], name="二.xlsx", received="2026-09-22 09:00:00", resend=1, return_type="更正重报")
    came, letter = said_of_a01(office(tmp_path / "late", [first, late]))
    assert "截止后的更正，只改动了要求补正的各格" in came
    assert "只改动了要求补正的各格，以此件为准" in letter
    assert said_of_a01(office(tmp_path / "on time", [first]))[0] == "2026年9月18日9时00分"
