"""What the assessment leaves open stops a run that needs it, quoting the clause and the lines to add."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pipeline.errors import OfficeError
from pipeline.init import SETTINGS
from pipeline.office import load_office, load_rules
from schemas.gaps import DecisionError, overlay
from tests.workspace import SAMPLE_OFFICE, Return, office, row, run

ROWS = [
    row(),
    row(outlet_text="江北教育报"),
    row(title="合写", authors="张三、李四、王五", outlet_text="临溪快报"),
    row(title="转载的", origin="转载"),
    row(title="平台上的", outlet_text="溪风号"),
    row(title="有偿的", paid="是"),
    row(title="没有作者的", authors=""),
    row(title="没有审稿的", reviewer=""),
    row(title="没有证明的", evidence_kinds="", evidence_no=""),
    row(title="没有报审的", channel="直接投稿"),
    row(title="没列现金的", outlet_text="安平都市网"),
    row(title="批示的", method="批示", instruction_level="市级"),
]
"""Lines that between them need every decision of plan LQ."""
DECISIONS = sorted(YAML(typ="safe").load(SAMPLE_OFFICE.read_text("utf-8"))["decisions"])


def _without(decision: str) -> str:
    settings = YAML(typ="safe").load(SAMPLE_OFFICE.read_text("utf-8"))
    del settings["decisions"][decision]
    from io import StringIO

    text = StringIO()
    YAML().dump(settings, text)
    return text.getvalue()


def _returns() -> list[Return]:
    # 20 June 2026 is a holiday (顺延); 20 September is a working Sunday on which a return arrives
    spring = Return(
        "A01", [], period="2026Q2", received="2026-06-10 09:00:00", name="q2.xlsx", return_type="零采用申报"
    )
    return [Return("A01", ROWS, received="2026-09-20 10:00:00"), spring]


def test_with_every_decision_the_run_goes_through(tmp_path: Path) -> None:
    assert run(office(tmp_path, _returns())).scored.ledger["amount"].ne(0).any()


@pytest.mark.parametrize("decision", DECISIONS)
def test_with_any_one_decision_deleted_the_run_stops_and_says_what_to_add(tmp_path: Path, decision: str) -> None:
    with pytest.raises(OfficeError) as stopped:
        run(office(tmp_path, _returns(), yaml=_without(decision)))
    (explained,) = stopped.value.problems
    assert f"{decision}:" in explained  # the line to add
    gap = load_rules(load_office(SAMPLE_OFFICE)).assessment
    clauses = [clause for name, clause in gap.clauses.items() if f"{name}（{clause.place}）：" in explained]
    assert clauses, explained
    assert clauses[0].text in explained  # the clause quoted


def test_the_lines_to_add_are_yaml_that_settles_the_gap(tmp_path: Path) -> None:
    with pytest.raises(OfficeError) as stopped:
        run(office(tmp_path, _returns(), yaml=_without("steps.points.tariff")))
    lines = stopped.value.problems[0].split("\n")
    start = next(number for number, line in enumerate(lines) if "steps.points.tariff:" in line)
    text = _without("steps.points.tariff") + "\n".join(lines[start:]).replace("（何时，如2026-01-05）", "2026-01-05")
    assert "steps.points.tariff" in YAML(typ="safe").load(text)["decisions"]


def test_a_gap_that_no_row_needs_does_not_stop_the_run(tmp_path: Path) -> None:
    returns = [Return("A01", [row()])]
    assert (
        run(office(tmp_path, returns, yaml=_without("steps.cash-instruction.tariff"))).totals.units["items"].sum() == 1
    )


def test_a_decision_that_fits_no_gap_is_refused() -> None:
    from schemas.office import Decision

    decision = Decision.model_validate({"reading": "inside", "by": "某人", "on": "2026-01-05"})
    with pytest.raises(DecisionError, match=r"calendar\.nonsense"):
        overlay({"calendar": {}}, {"calendar.nonsense": decision})


def test_a_reading_that_the_gap_does_not_offer_is_refused(tmp_path: Path) -> None:
    wrong = SAMPLE_OFFICE.read_text("utf-8").replace("reading: cutoff", "reading: lunar")
    with pytest.raises(OfficeError, match="lunar"):
        run(office(tmp_path, [], yaml=wrong))


def test_the_printed_lines_can_be_pasted_as_they_are_into_the_settings_of_a_new_workspace(tmp_path: Path) -> None:
    with pytest.raises(OfficeError) as stopped:
        run(office(tmp_path / "new", [], yaml=SETTINGS))
    printed = [line for problem in stopped.value.problems for line in _yaml_of(problem)]
    pasted = tmp_path / "office.yaml"
    text = SETTINGS.replace("decisions:\n", "\n".join(["decisions:", *printed, ""]), 1)
    pasted.write_text(text.replace("（何时，如2026-01-05）", "2026-01-05"), "utf-8")
    assert len(load_office(pasted).decisions) == len(stopped.value.problems) > 0


def test_the_printed_lines_hold_no_blank_line_and_the_message_names_the_way_to_all_gaps(tmp_path: Path) -> None:
    with pytest.raises(OfficeError) as stopped:
        run(office(tmp_path, _returns(), yaml=_without("steps.unit-quota.targets")))
    assert all(line.strip() for line in str(stopped.value).split("\n"))
    assert "python -m pipeline assessment check luquan-education 一次列出" in stopped.value.headline
    assert "先删去 {}" in stopped.value.headline


def _yaml_of(problem: str) -> list[str]:
    lines = problem.split("\n")
    return lines[next(number for number, line in enumerate(lines) if re.fullmatch(r"  [a-z][\w.-]*:", line)) :]
