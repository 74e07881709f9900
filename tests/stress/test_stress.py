"""The stress quarter through the pipeline, its pages measured: nothing is cut, lost or left alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from pipeline.bulletin import render
from pipeline.bulletin.parts import View, loose_numbers
from pipeline.bulletin.view import view
from pipeline.period import PeriodId
from pipeline.produce import figures_of
from pipeline.quarter import open_setting, run_period
from pipeline.read.stage import worker_processes
from pipeline.run import Outcome
from schemas.vocabulary import Standing, Verdict
from tests.bulletin.layout_rules import RULES, Rule
from tests.bulletin.measure import Page, cells, pages
from tests.stress.quarter import ACCEPTED, COUNTS, LATE, MISSING, NIL, QUARTER, units, workspace_in

pytestmark = pytest.mark.xdist_group("stress")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    setting = open_setting(workspace_in(tmp_path_factory.mktemp("stress") / "office"), worker_processes(1))
    return run_period(setting, PeriodId.parse(QUARTER), lambda _: None)


@pytest.fixture(scope="module")
def made(outcome: Outcome) -> View:
    return view(figures_of(outcome))


@pytest.fixture(scope="module")
def laid(made: View) -> list[Page]:
    return pages(render.laid_out(made))


def test_every_item_of_every_unit_is_there(outcome: Outcome) -> None:
    assert (outcome.scored.rows["verdict"] == Verdict.ACCEPTED).sum() == ACCEPTED
    standing = dict(zip(outcome.totals.units["unit_code"], outcome.totals.units["standing"], strict=True))
    assert len(standing) == sum(COUNTS.values())
    assert [standing[code] for code in (LATE, NIL, MISSING)] == [Standing.LATE, Standing.NIL, Standing.MISSING]
    assert all(control["difference"] == 0 for control in outcome.controls)


def test_ties_share_a_place(outcome: Outcome) -> None:
    of_class = outcome.totals.units[outcome.totals.units["unit_class"] == "中心校"]
    assert of_class["place"].duplicated().sum() > 20
    for place, tied in of_class.groupby("place"):
        assert tied["points"].nunique() == 1
        assert place == 1 + (of_class["points"] > tied["points"].iloc[0]).sum()


def test_every_number_of_the_prose_rests_on_a_figure(made: View) -> None:
    assert loose_numbers(made) == []


def test_every_character_can_be_printed(made: View) -> None:
    assert render.missing_glyphs(made) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_the_standard(laid: list[Page], rule: Rule) -> None:
    assert rule(laid) == []


def test_every_name_is_printed_whole_and_in_three_lines_at_most(laid: list[Page]) -> None:
    lines = {text: len(its) for page in laid for text, its in map(_written, cells(page))}
    for _, name, *_ in units():
        assert 1 <= lines[name] <= 3


def test_no_figure_of_a_table_is_broken(laid: list[Page]) -> None:
    broken = [text for page in laid for text, its in map(_written, cells(page)) if _is_figure(text) and len(its) > 1]
    assert broken == []


def _written(cell: Any) -> tuple[str, list[str]]:
    """A cell's text, and its lines."""
    its = [line for line in cell.descendants() if type(line).__name__ == "LineBox"]
    texts = ["".join(part.text for part in line.descendants() if hasattr(part, "text")) for line in its]
    return "".join(texts), texts


@cache
def _is_figure(text: str) -> bool:
    return bool(text) and all(char in "0123456789,.-—%月日年" for char in text)
