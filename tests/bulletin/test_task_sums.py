"""How units stand with their tasks: units are counted, whatever number of lines a task has."""

from __future__ import annotations

import pandas as pd

from pipeline.bulletin.task_sums import TaskSums, task_sums
from pipeline.bulletin.view import loose_numbers, view
from tests.bulletin.made_up import figures


def _lines(**changes: list[int]) -> pd.DataFrame:
    """The task of two units under the rules until June and, under one of another id, after."""
    one = figures().quotas.query("rule == 'unit-quota'").head(2).assign(pending=False, final=True, checkable=True)
    later = one.assign(rule="new-quota", target="其他", quota_key=one["quota_key"] + "/new")
    return pd.concat([one, later], ignore_index=True).assign(**changes)


def test_a_unit_that_owes_one_task_by_two_rules_is_one_unit() -> None:
    # the first lacks 1 of the old task and 102 of the new; the second has just what both ask
    quotas = _lines(required=[3, 3, 103, 3], done=[2, 3, 1, 3], short=[1, 0, 102, 0])
    (sums,) = task_sums(figures(quotas=quotas))
    assert (sums.owed, sums.done, sums.over, sums.short, sums.unknown) == (2, 1, 0, 1, 0)
    name = figures().units.set_index("unit_code")["name"][quotas["unit_code"][0]]
    made = view(figures(quotas=quotas))
    said = "\n".join(one.text for section in made.sections for one in section.paragraphs)
    assert f"没有完成采用任务的：{name}（差103篇）" in said
    assert loose_numbers(made) == []  # 103 stands in no table


def test_done_is_said_only_where_both_lines_are_known() -> None:
    quotas = _lines(required=[3, 3, 3, 3], done=[4, 4, 4, 0], short=[0, 0, 0, 0])
    assert _only(quotas.assign(checkable=[True, True, True, False])).unknown == 1
    assert _only(quotas.assign(pending=[False, False, True, False])).unknown == 1
    assert _only(quotas).over == 2


def _only(quotas: pd.DataFrame) -> TaskSums:
    (sums,) = task_sums(figures(quotas=quotas))
    return sums
