"""The year of every plan's sample: it adds up, its controls hold, and every number in its prose has a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.bulletin.view import view
from pipeline.period import PeriodId
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.summed.parts import is_longer
from pipeline.summed.produce import settled
from pipeline.summed.run import run_span
from tests.plans.build import workspace_of
from tests.plans.quarters import QUARTERS

CAMPAIGN = "organisation-department"


@pytest.mark.parametrize("plan", sorted(QUARTERS))
def test_the_year_of_each_plan_adds_up(plan: str, tmp_path: Path) -> None:
    one = QUARTERS[plan]
    setting = open_setting(workspace_of(one, tmp_path), worker_processes(1))
    year = PeriodId("year", PeriodId.parse(one.quarter).year)
    assert is_longer(setting, year) == (plan != CAMPAIGN)
    if plan == CAMPAIGN:
        return
    summed = run_span(setting, year)
    held = settled(summed.controls, summed.figures, view(summed.figures))
    assert set(held["difference"]) == {0}
    assert len(held) > len(summed.matter.outcomes[0].controls)
