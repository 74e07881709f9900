"""An office without any decision is told what to decide, in lines it can paste; pasting them lets the run go on."""

from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from pipeline.errors import OfficeError
from pipeline.period import PeriodId
from pipeline.quarter import open_setting, run_period
from pipeline.read.stage import worker_processes
from pipeline.run import Outcome
from pipeline.workspace import Workspace
from schemas.vocabulary import Verdict
from tests.plans.build import workspace_of
from tests.plans.quarters import QUARTERS

ROUNDS = 4
"""First what every period needs, then what the due day needs, then what the rows need."""


def _pasted(problem: str) -> dict[str, Any]:
    """The lines to add that a problem ends with, signed."""
    lines = [line for line in problem.splitlines() if re.match(r"^  (  )*[\w.-]+:|^ {4,}", line)]
    signed = "\n".join(lines).replace("（谁决定）", "局办公会").replace("（何时，如2026-01-05）", "2026-01-05")
    return dict(YAML(typ="safe").load(signed))


def _run(workspace: Workspace, quarter: str) -> Outcome:
    setting = open_setting(workspace, worker_processes(1), lambda _: nullcontext())
    return run_period(setting, PeriodId.parse(quarter), lambda _: None)


@pytest.mark.parametrize("plan", sorted(QUARTERS))
def test_pasting_the_lines_a_stopped_run_prints_lets_it_go_on(plan: str, tmp_path: Path) -> None:
    one = QUARTERS[plan]
    workspace = workspace_of(one, tmp_path)
    yaml = YAML()
    office = yaml.load(workspace.office.read_text("utf-8"))
    office["decisions"] = {}
    for _ in range(ROUNDS):
        with workspace.office.open("w", encoding="utf-8") as stream:
            yaml.dump(office, stream)
        try:
            result = _run(workspace, one.quarter)
            break
        except OfficeError as stopped:
            assert "须由本单位决定" in str(stopped)
            for problem in stopped.problems:
                office["decisions"] |= {
                    path: {**decision, "on": date(2026, 1, 5)} for path, decision in _pasted(problem).items()
                }
    assert (result.scored.settled["verdict"] == Verdict.ACCEPTED).any()
    assert {"paths": len(office["decisions"])} == {"paths": len(result.setting.rules.settled)}
