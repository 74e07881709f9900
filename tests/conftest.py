"""Options and fixtures that many tests share."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.period import PeriodId
from pipeline.produce import Published, produce
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from tests.plans.build import workspace_of
from tests.plans.quarters import QUARTERS
from tests.sample.run import make_sample

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew from this run")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published folder of the sample office's third quarter of 2026; a test of it belongs to the xdist group sample."""
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(
    scope="session", params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in sorted(QUARTERS)]
)
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The small quarter of a plan, published; tests of one plan share it."""
    one = QUARTERS[request.param]
    workspace = workspace_of(one, tmp_path_factory.mktemp(one.plan))
    setting = open_setting(workspace, worker_processes(1), lambda _: nullcontext())
    return produce(setting, PeriodId.parse(one.quarter))
