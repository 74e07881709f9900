"""Each control total holds on a sound run, and fails the run when what it guards is broken on purpose."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline import controls
from pipeline.errors import ControlError
from pipeline.run import Outcome
from schemas.vocabulary import Measure
from tests.plans.build import workspace_of
from tests.plans.quarters import QUARTERS
from tests.workspace import Return, office, row, run


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    rows = [row(), row(title="合写", authors="张三、李四"), row(title="坏日期", published_on="不知道")]
    returns = [Return("A01", rows), Return("B01", [row()], received="2026-09-22 08:00:00")]
    return run(office(tmp_path_factory.mktemp("office"), returns))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A quarter under a plan that counts submissions and charges units' funds."""
    return run(workspace_of(QUARTERS["group-company"], tmp_path_factory.mktemp("company")))


def _figures(sound: Outcome, **changed: pd.DataFrame) -> list[dict[str, object]]:
    """The ledger controls with some tables replaced."""
    totals = replace(sound.totals, **{name: table for name, table in changed.items() if hasattr(sound.totals, name)})
    ledger = changed.get("ledger", sound.scored.ledger)
    settled = changed.get("settled", sound.scored.settled)
    checked = sound.scored.checked
    rules = sound.setting.rules.assessment
    return controls.ledger_controls(ledger, settled, totals, rules, sound.scored.quotas, checked.entries)


def _broken(records: list[dict[str, object]]) -> str:
    with pytest.raises(ControlError) as stopped:
        controls.settled_controls(records)
    return str(stopped.value)


def test_every_control_holds_on_a_sound_run(sound: Outcome) -> None:
    table = controls.settled_controls(sound.controls)
    assert len(table) == 18
    assert (table["left"] > 0).sum() >= 9  # they compare something, not nothing with nothing


def test_a_row_lost_by_the_reader_is_seen_by_the_independent_scan(sound: Outcome) -> None:
    reading = sound.scored.checked.reading
    lost = controls.row_controls(reading.sheets, reading.rows.iloc[1:], sound.scored.rows.iloc[1:])
    assert "填报行数：独立扫描 4，各处理结果合计 3，相差 1" in _broken(lost)


def test_a_row_lost_in_one_file_and_invented_in_another_is_still_seen(sound: Outcome) -> None:
    reading = sound.scored.checked.reading
    moved = reading.rows.assign(path=["B01.xlsx", *reading.rows["path"].iloc[1:]])
    assert "逐个工作表的行数差" in _broken(controls.row_controls(reading.sheets, moved, sound.scored.rows))


def test_a_row_without_a_verdict_is_seen(sound: Outcome) -> None:
    reading = sound.scored.checked.reading
    assert "每行一个处理结果" in _broken(
        controls.row_controls(reading.sheets, reading.rows, sound.scored.rows.iloc[:-1])
    )


def test_a_file_without_a_receipt_is_seen(sound: Outcome) -> None:
    checked = sound.scored.checked
    assert "来件数" in _broken(controls.arrival_controls(checked.arrivals, checked.receipts.iloc[1:]))


@pytest.mark.parametrize(
    "measure", [Measure.ITEMS, Measure.PERSON_ITEMS, Measure.UNIT_POINTS, Measure.PERSON_POINTS, Measure.CASH]
)
def test_a_ledger_line_lost_or_doubled_is_seen_in_every_measure(sound: Outcome, measure: Measure) -> None:
    ledger = sound.scored.ledger
    one = ledger[ledger["measure"] == measure].iloc[[-1]]
    assert "相差" in _broken(_figures(sound, ledger=ledger.drop(one.index)))
    assert "相差" in _broken(_figures(sound, ledger=pd.concat([ledger, one])))


@pytest.mark.parametrize("measure", [Measure.SUBMITTED, Measure.PERSON_SUBMITTED, Measure.UNIT_FUNDS])
def test_a_lost_line_is_seen_where_submissions_and_funds_are_counted(company: Outcome, measure: Measure) -> None:
    ledger = company.scored.ledger
    one = ledger[ledger["measure"] == measure].iloc[[-1]]
    assert "相差" in _broken(_figures(company, ledger=ledger.drop(one.index)))


def test_a_penalty_on_a_quota_that_does_not_exist_is_seen(company: Outcome) -> None:
    ledger = company.scored.ledger
    gone = ledger["basis_key"].where(ledger["basis"] != "任务", "无此任务")
    assert "依据查无出处" in _broken(_figures(company, ledger=ledger.assign(basis_key=gone)))


def test_a_person_paid_a_fen_too_much_is_seen(sound: Outcome) -> None:
    people = sound.totals.people
    broken = people.assign(cash=people["cash"] + (people["person"] == "P001"))
    assert "奖励（分）：台账 10000，个人所得与单位留存 10001，相差 -1" in _broken(_figures(sound, people=broken))


def test_a_line_on_a_clause_that_does_not_exist_is_seen(sound: Outcome) -> None:
    ledger = sound.scored.ledger
    assert "条款查无出处" in _broken(_figures(sound, ledger=ledger.assign(clause="LQ99")))


def test_a_line_resting_on_a_row_that_was_not_accepted_is_seen(sound: Outcome) -> None:
    ledger = sound.scored.ledger
    assert "依据查无出处" in _broken(_figures(sound, ledger=ledger.assign(basis_key="无此行")))


def test_a_number_in_the_prose_that_is_no_figure_is_seen() -> None:
    assert "正文中无出处的数字：42 1" in _broken(controls.prose_controls(["42"]))
