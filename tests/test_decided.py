"""The office's decisions in words, as the bulletin, the letters and the audit print them."""

from __future__ import annotations

from pathlib import Path

from pipeline.decided import decided, decision_table
from pipeline.office import load_office
from pipeline.rules import load_rules
from tests.plans.build import OFFICES

SAMPLE = Path(__file__).parent.parent / "inputs" / "office.yaml"


def answers(office: Path) -> dict[str, str]:
    return {one.path: one.answer for one in decided(load_rules(load_office(office)))}


def test_a_number_is_told_with_what_it_counts() -> None:
    said = answers(OFFICES / "county-school.yaml")
    assert [said[path] for path in ("year.begins", "steps.person-points.smallest", "steps.payee.smallest")] == [
        "9月",
        "分到0.1分",
        "分到1元",
    ]
    assert answers(OFFICES / "laishan-forestry.yaml")["steps.base-score.smallest"] == "分到0.1分"


def test_a_reading_is_told_in_its_own_words_and_a_note_follows() -> None:
    said = answers(SAMPLE)
    assert said["ranking.within"] == "按单位类别分别排名"
    assert said["steps.payee.smallest"] == "分到1元（余数按署名先后）"


def test_the_table_has_every_decision_of_the_file_in_the_order_of_the_rules() -> None:
    office = load_office(SAMPLE)
    made = decision_table(decided(load_rules(office)))
    assert set(made["path"]) == set(office.decisions)
    assert made.iloc[0].to_dict() == {
        "path": "calendar.due_day_included",
        "clause": "LQ6",
        "question": "20日当天收到的，算按时还是逾期",
        "answer": "20日当天收到的算按时",
        "decided_by": "局长办公会",
        "decided_on": "2025-09-10",
    }
