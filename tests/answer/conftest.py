"""The desk's answers, before and after verdicts; made once for all tests of them."""

from __future__ import annotations

import pytest

from pipeline.answer.files import answer_files
from pipeline.run import Outcome
from tests.answer.desk import desk
from tests.workspace import run


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run(desk(tmp_path_factory.mktemp("desk")))


@pytest.fixture(scope="session")
def files(outcome: Outcome) -> dict[str, bytes]:
    return answer_files(outcome.setting, outcome.scored.checked, outcome)


@pytest.fixture(scope="session")
def early(outcome: Outcome) -> dict[str, bytes]:
    """What is written while no verdicts exist."""
    return answer_files(outcome.setting, outcome.scored.checked)
