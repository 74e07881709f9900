from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.bulletin.parts import Paragraph, View, prose
from pipeline.bulletin.view import loose_numbers, view
from pipeline.bulletin.words import Count
from pipeline.file_names import NAMELESS
from schemas.assessment import Assessment
from schemas.ledger import Ledger, Payables, PersonStandings, PersonTierCounts, Quotas, TierCounts
from schemas.office import Contact
from schemas.records import Receipts, Rows, Settled
from schemas.steps import BaseStep
from schemas.vocabulary import Measure, Reason, ReceiptStatus, Standing, Verdict
from tests.bulletin import made_up
from tests.bulletin.made_up import figures, unit_table


def _said(made: View, heading: str = "") -> str:
    chosen = [section for section in made.sections if heading in section.heading]
    return "\n".join(paragraph.text for section in chosen for paragraph in section.paragraphs)


def _annex(made: View, key: str) -> tuple[tuple[str, ...], ...]:
    return next((annex.tables[0].rows for annex in made.annexes if annex.key == key), ())


def _empty() -> dict[str, object]:
    """A quarter in which every unit reported in time and nothing was adopted."""
    tables = {
        "people": PersonStandings, "unit_tiers": TierCounts, "person_tiers": PersonTierCounts, "quotas": Quotas,
        "settled": Settled, "rows": Rows, "receipts": Receipts,
    }  # fmt: skip
    blank = {name: table.blank() for name, table in tables.items()}
    units = unit_table([{"name": "甲校", "place": 1}, {"name": "乙校", "place": 1}])
    return {
        **blank,
        "units": units,
        "periods": figures().periods.iloc[-1:].assign(items=0),
        "known": figures().known[-1:],
        "decisions": (),
        "payout": replace(figures().payout, lines=Payables.blank()),
        "remarks": "",
    }


def test_empty_sets_say_nothing() -> None:
    made = view(figures(**_empty()))
    said = _said(made)
    assert "0" not in said.replace("2026", "").replace("20日", "").replace("0000-8000000", "")
    assert not any(word in said for word in ("逾期", "待认定", "核算奖励", "第一名", "持平", "不认定"))
    assert [section.heading[2:] for section in made.sections] == ["统计口径", "总体情况", "有关说明", "联系方式"]


def test_annexes_without_rows_are_left_out_and_the_rest_numbered() -> None:
    made = view(figures(**_empty()))
    assert [(annex.tag, annex.key) for annex in made.annexes] == [("附件1", "units"), ("附件2", "decisions")]


def test_sections_are_numbered_without_holes() -> None:
    assert [s.heading[:2] for s in view(figures()).sections] == ["一、", "二、", "三、", "四、", "五、", "六、"]


def test_ties_are_listed_together() -> None:
    units = unit_table(
        [
            {"name": "甲校", "place": 1, "points": 12500},
            {"name": "乙校", "place": 2, "points": 9000},
            {"name": "丙校", "place": 2, "points": 9000},
            {"name": "丁校", "place": 4, "points": 1000},
        ]
    )
    said = _said(view(figures(units=units)), "排名")
    assert "中心校：第一名甲校（12.5分）；并列第二名乙校、丙校（各9分）。" in said
    assert "丁校" not in said


@pytest.mark.parametrize(
    ("ahead", "alike", "said", "named"),
    [(8, 12, "个人积分前十名：", 20), (8, 13, "个人积分前八名：", 8), (0, 20, "个人积分前十名：", 20), (0, 21, "", 0)],
)
def test_who_shares_the_tenth_place_is_named_but_none_of_them_where_these_are_too_many(
    ahead: int, alike: int, said: str, named: int
) -> None:
    points = [*range(50000, 50000 - ahead * 1000, -1000), *[9000] * alike, 1000]
    people = figures(42, 400).people.head(len(points))
    people = people.assign(points=points, place=[1 + sum(other > one for other in points) for one in points])
    told = _said(view(figures(42, 400, people=people)), "排名")
    assert said in told
    assert ("个人积分" in told) == bool(said)
    assert sum(told.count(f"（{unit}）") for unit in set(people["unit_name"])) == named


def test_units_without_points_are_not_praised() -> None:
    units = unit_table([{"name": "甲校", "place": 1}, {"name": "乙校", "place": 1}])
    assert "甲校" not in _said(view(figures(units=units)), "排名")


def test_late_units_are_named_in_roster_order_with_the_clause() -> None:
    rows = [{"name": name, "standing": Standing.LATE} for name in ("丙校", "甲校")]
    said = _said(view(figures(units=unit_table(rows))), "问题")
    assert "没有在规定时限内报送的：丙校、甲校等2个单位。" in said
    assert "大意：过期报送的，视为没有采用信息" in said


def test_shares_of_tiers_add_to_a_hundred() -> None:
    said = _said(view(figures(42, 400)), "总体")
    tenths = [int(part.split("%")[0].replace(".", "")) for part in said.split("占")[1:]]
    assert len(tenths) == 4
    assert sum(tenths) == 1000


def test_comparison_only_with_quarters_that_are_known() -> None:
    assert "上年同期" in _said(view(figures()))
    later = view(figures(**_without("2025Q3")))
    assert "上年同期" not in _said(later)
    assert "上季度" in _said(later)


def test_two_comparisons_stand_in_one_sentence_and_go_without_a_trace() -> None:
    assert "采用篇数比上季度（20篇）增加3篇，增长15%；比上年同期（18篇）增加5篇，增长27.8%。" in _said(view(figures()))
    alone = view(figures(known=figures().known[-1:], periods=figures().periods.iloc[-1:]))
    assert not any(word in _said(alone, "总体") for word in ("采用篇数", "上季度", "同期", "持平"))


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (23, "采用篇数与上季度持平。"),
        (30, "采用篇数比上季度（30篇）减少7篇，下降23.3%。"),
        (10, "采用篇数比上季度（10篇）增加13篇，增长130%。"),
        (9, "采用篇数比上季度（9篇）增加14篇。"),
        (0, "采用篇数上季度为零。"),
    ],
)
def test_a_change_is_told_in_items_and_in_percent_where_there_was_more_than_a_handful(before: int, said: str) -> None:
    both = figures().periods.iloc[-2:]
    made = view(figures(known=figures().known[-2:], periods=both.assign(items=[before, 23])))
    assert said in _said(made, "总体")
    assert loose_numbers(made) == []


def test_tiers_with_the_same_count_stand_together() -> None:
    assert "国家级、省级各3篇（各占13.0%），市级4篇（占17.4%），县级13篇（占56.6%）。" in _said(view(figures()), "总体")


def test_whole_percents_have_no_decimal() -> None:
    counts = TierCounts.of([{"unit_code": "U01", "tier": tier, "items": n} for tier, n in (("county", 3), ("city", 1))])
    assert "其中市级1篇（占25%），县级3篇（占75%）。" in _said(view(figures(unit_tiers=counts)), "总体")


def test_units_are_counted_by_how_far_they_are_with_a_task_and_the_few_who_did_more_are_named() -> None:
    """Owed 6, 6, 6, 6, 6: done 9, 6, 5, a row waiting for a ruling, nothing to check it by."""
    owed = figures().quotas.query("rule == 'unit-quota' and required == 6").head(5)
    owed = owed.assign(
        done=[9, 6, 5, 5, 0], short=[0, 0, 1, 1, 0], pending=[*[False] * 3, True, False], checkable=[*[True] * 4, False]
    )
    made = view(figures(quotas=owed))
    best, *_ = figures().units["name"]
    assert f"采用任务由5个单位承担，超额完成1个（{best}），完成1个，没有完成1个，尚不能确定2个（见附件" in _said(
        made, "总体"
    )
    assert loose_numbers(made) == []


def test_a_task_that_all_have_done_and_one_whose_time_is_not_over() -> None:
    owed = figures().quotas.query("rule == 'unit-quota'").assign(short=0)
    done = owed.assign(done=owed["required"])
    assert "采用任务由9个单位承担，全部完成（见" in _said(view(figures(quotas=done)), "总体")
    assert "全部超额完成" in _said(view(figures(quotas=done.assign(done=99))), "总体")
    assert "采用任务" not in _said(view(figures(quotas=done.assign(final=False))), "总体")


def _settled(**calendar: object) -> Assessment:
    plan = figures().assessment
    return plan.model_copy(update={"calendar": plan.calendar.model_copy(update={"due_day_included": True, **calendar})})


@pytest.mark.parametrize(
    ("calendar", "period", "said"),
    [
        ({}, "2026Q3", "2026年第四季度统计表的报送截止时间为2026年12月21日24时。"),  # the 20th is a Sunday
        ({"moved_off_days_off": False}, "2026Q3", "2026年第四季度统计表的报送截止时间为2026年12月20日24时。"),
        ({"merged": ["2026Q3"]}, "2026Q2", "2026年第三季度至第四季度统计表的报送截止时间为2026年12月21日24时。"),
        ({"due_day_included": None}, "2026Q3", ""),
        ({"moved_off_days_off": None}, "2026Q3", ""),
        ({"due": None}, "2026Q3", ""),
    ],
)
def test_the_next_deadline_is_told_where_the_calendar_is_settled(
    calendar: dict[str, object], period: str, said: str
) -> None:
    made = view(figures(assessment=_settled(**calendar), period=made_up.period(period)))
    assert said in _said(made, "要求")
    assert ("截止时间" in _said(made, "要求")) == bool(said)
    assert loose_numbers(made) == []


def test_without_a_person_to_ask_the_department_is_named_alone() -> None:
    nobody = made_up.office().model_copy(update={"contact": Contact.model_construct(person="", phone="")})
    assert _said(view(figures(office=nobody)), "要求").endswith("请与云岭县教育局办公室联系。")


def _without(period: str) -> dict[str, object]:
    """The made-up periods but for one."""
    known, periods = figures().known, figures().periods
    return {"known": tuple(one for one in known if one.id != period), "periods": periods[periods["period"] != period]}


def test_a_quarter_nothing_is_known_of_is_named_beside_the_year() -> None:
    made = view(figures(**_without("2026Q1"), missing=("第一季度",)))
    assert "第一季度的数据没有提供，没有计入" in _said(made)


def test_what_could_not_be_verified_is_said() -> None:
    said = _said(view(figures()), "说明")
    assert "全局每月上报信息任务因没有可供核对的台账，无法核验" in said
    assert "纸质材料" in said


def test_why_a_row_is_not_admitted_has_the_most_room() -> None:
    (table,) = next(annex.tables for annex in view(figures()).annexes if annex.key == "rejected")
    assert max(table.columns, key=lambda column: column.width).title == "理由"
    assert sum(column.width for column in table.columns) <= 101


def test_months_that_cannot_be_checked_are_in_no_sum_of_a_duty_and_are_named() -> None:
    """Fifteen a month are owed: two months are short by 13 and 14, of the first nothing is known."""
    owed = figures().quotas.query("target == '全局每月上报信息'").assign(required=15)
    june = owed.assign(span="2026年6月", note="往期资料不全，无法核验")
    july = owed.assign(span="2026年7月", checkable=True, done=2, short=13, note="2026年7月")
    august = owed.assign(span="2026年8月", checkable=True, done=1, short=14, note="2026年8月")
    made = view(figures(quotas=pd.concat([june, july, august], ignore_index=True)))
    ((_, *printed, note),) = _annex(made, "quotas")
    assert printed == ["30", "3", "27"]
    assert note == "3个时段，2026年7月、2026年8月没有完成，2026年6月无法核验，没有计入"
    assert "应完成30篇，已完成3篇，差27篇（2026年6月无法核验，没有计入）" in _said(made, "总体")
    assert "全局每月上报信息（2026年6月）：往期资料不全，无法核验" in _said(made, "说明")
    assert loose_numbers(made) == []


def test_rows_not_admitted_are_counted_by_reason() -> None:
    made = view(figures(42, 400))
    rows = figures(42, 400).rows
    pending = (rows["verdict"] == Verdict.PENDING).sum()
    assert f"待认定{pending}条（媒体不在名录，待办公室定级）" in _said(made, "问题")
    late = set(figures(42, 400).units.query("standing == '逾期'")["unit_code"])
    told = rows[rows["verdict"].isin(["待认定", "不认定", "作废", "重复"])]
    assert len(_annex(made, "rejected")) == len(told)
    assert f"所填{told['unit_code'].isin(late).sum()}条信息作废" in _said(made, "问题")


def test_remarks_stand_in_their_sections_and_none_is_lost() -> None:
    remarks = (
        "<!-- 说明 -->\n总的看，情况较好。\n\n## 四、存在的问题\n一是质量不高。\n\n## 经验做法\n甲校**建立**了台账。\n\n"
        "## 下一步要求\n10月15日前报送。\n"
    )
    made = view(figures(remarks=remarks))
    assert "总的看，情况较好。" in _said(made, "总体")
    assert "一是质量不高。" in _said(made, "问题")
    assert "甲校建立了台账。" in _said(made, "经验做法")
    assert made.sections[-1].heading.endswith("下一步要求")
    assert "10月15日前报送。" in _said(made, "下一步要求")
    assert "说明" not in _said(made)
    assert loose_numbers(made) == []


def test_a_reason_is_told_in_the_words_of_the_rule_or_of_the_decision() -> None:
    decided = replace(figures().decisions[0], path="admissibility.repost.then")
    rows = figures(42, 400).rows
    rows = rows.assign(reason=rows["reason"].mask(rows["reason_code"] == "repost", "repost：按本单位决定处理"))
    made = view(figures(42, 400, rows=rows, decisions=(decided,)))
    told = {row[4] for row in _annex(made, "rejected") if row[3] == "不认定"}
    assert told == {decided.answer}


def test_decisions_are_said_to_be_the_offices_own() -> None:
    made = view(figures())
    annex = next(annex for annex in made.annexes if annex.key == "decisions")
    assert "非《办法》原文" in annex.intro[0].text
    tariff = next(row for row in annex.tables[0].rows if row[0] == "LQ12")
    assert "县级：每篇1分；市级，全文或综合：每篇3分" in tariff[3]


def test_the_cash_table_sums_to_the_units_cash() -> None:
    made = view(figures(42, 400))
    cash = next(annex.tables[0] for annex in made.annexes if annex.key == "cash")
    total = figures(42, 400).units["cash"].sum()
    assert cash.total[2] == f"{total / 100:,.2f}"
    assert sum(round(float(row[2].replace(",", "")) * 100) for row in cash.rows) == total


def test_cash_of_people_outside_the_units_is_not_lost() -> None:
    units = figures().units.iloc[1:]
    cash = next(annex.tables[0] for annex in view(figures(units=units)).annexes if annex.key == "cash")
    gone = figures().units.iloc[0]["cash"]
    assert gone > 0
    assert cash.total[2] == f"{figures().units['cash'].sum() / 100:,.2f}"


def test_the_cash_annex_says_who_pays_what_where_the_assessment_names_a_payer() -> None:
    plan = figures().assessment
    paying, *_ = [step for step in plan.steps if isinstance(step, BaseStep) and step.measure == Measure.CASH]
    named = [step.model_copy(update={"payer": "县委宣传部"}) if step is paying else step for step in plan.steps]
    lines = Ledger.of(_cash_line(number, account) for number, account in enumerate((paying.id, paying.id, "other"), 1))
    told = figures(assessment=plan.model_copy(update={"steps": named}), ledger=lines)
    (cash,) = [annex for annex in view(told).annexes if annex.key == "cash"]
    # 2 × 30 yuan of the payer's account, 30 of another
    assert cash.tables[1].rows == (("县委宣传部", "60.00"), ("本单位", "30.00"))
    assert cash.tables[1].total == ("合计", "90.00")
    (plain,) = [annex for annex in view(figures(ledger=lines)).annexes if annex.key == "cash"]
    assert len(plain.tables) == 1


def test_who_moved_has_his_cash_in_either_unit_and_neither_unit_seems_to_keep_or_owe_any() -> None:
    person = figures().people.iloc[0]
    common = {"payer": "", "person": person["person"], "name": "张三", "role": "", "since_amount": 0}
    lines = Payables.of(
        [
            {**common, "unit_code": "U01", "unit_name": "甲校", "amount": 3000, "year_amount": 9000},
            {**common, "unit_code": "U02", "unit_name": "乙校", "amount": 2000, "year_amount": 2000},
            {**common, "unit_code": "U02", "unit_name": "乙校", "person": "", "amount": 0, "year_amount": 500},
        ]
    )
    told = view(figures(payout=replace(figures().payout, lines=lines)))
    cash = next(annex.tables[0] for annex in told.annexes if annex.key == "cash")
    assert [row[:4] for row in (*cash.rows, cash.total)] == [
        ("甲校", "张三", "30.00", "90.00"),
        ("乙校", "张三", "20.00", "20.00"),
        ("乙校", "（单位）", "0.00", "5.00"),
        ("合计", "", "50.00", "115.00"),
    ]


def _cash_line(number: int, account: str) -> dict[str, object]:
    return {
        "line_id": number, "period": "2026Q3", "measure": "奖励金额", "unit_code": "U01", "person": "", "amount": 3000,
        "account": account, "step": "base", "rule": account, "clause": "LQ14", "arithmetic": "每篇30元 × 1篇", "basis": "填报行",
        "basis_key": "U01", "row_id": -1, "tier": "",
    }  # fmt: skip


def test_cash_stands_only_in_the_cash_annex() -> None:
    made = view(figures())
    heads = [column.title for a in made.annexes if a.key != "cash" for t in a.tables for column in t.columns]
    assert not any("元" in head or "奖励" in head for head in heads)


def test_every_number_in_prose_rests_on_a_table_or_a_fact() -> None:
    assert loose_numbers(view(figures(42, 400))) == []


def test_rows_and_files_counted_across_units_are_figures_of_the_bulletin() -> None:
    """Two units' files wait at once: their 12 rows stand in no table as one number, nor do the 17 unknown files."""
    units = unit_table([{"name": name, "place": 1, "standing": Standing.HELD} for name in ("甲校", "乙校")])
    held = _rows([("U01", Reason.FILE_HELD)] * 6 + [("U02", Reason.FILE_HELD)] * 6 + [("U02", "no-evidence")])
    receipt = figures().receipts.iloc[:1].assign(unit_code="", status=ReceiptStatus.QUARANTINED)
    strangers = pd.concat([receipt] * 17, ignore_index=True)
    made = view(figures(**{**_empty(), "units": units, "rows": held, "receipts": strangers}))
    assert f"{Reason.FILE_HELD}的12条" in _said(made, "问题")
    assert "另有17件来件" in "".join(paragraph.text for paragraph in prose(made))
    assert loose_numbers(made) == []


def test_a_file_is_called_what_its_sender_called_it_and_never_by_where_it_is_kept() -> None:
    """The second receipt's attachment came without a name; a file put into the folder by hand has no other name."""
    counted, nameless, by_hand = "mail/0152/1-1e8d.xlsx", "mail/0153/1-77ab.xlsx", "A01 甲校.xlsx"
    reason = f"与 {counted} 有2处不同，以后件 {nameless} 为准，不同于 {by_hand} 的"
    names = {counted: "统计表（更正）.xlsx", nameless: "", by_hand: ""}
    receipt = figures().receipts.iloc[:1].assign(status=ReceiptStatus.HELD, reason=reason)
    receipts = [receipt.assign(path=path, name=name, unit_code="U01") for path, name in names.items()]
    units = unit_table([{"name": "甲校", "place": 1, "standing": Standing.HELD}])
    rows = _rows([("U01", Reason.FILE_HELD)]).assign(reason=reason)
    made = view(figures(**{**_empty(), "units": units, "rows": rows, "receipts": pd.concat(receipts)}))
    told = f"与“统计表（更正）.xlsx”有2处不同，以后件{NAMELESS}为准，不同于 {by_hand} 的"
    assert _annex(made, "receipts")[0][3] == told


def test_what_waits_is_told_to_all_by_its_kind_and_not_by_cells_and_a_unit_yet_unknown_is_said_to_be_so() -> None:
    """Which cell to mend, and how, is told to the unit in its letter."""
    rows = _rows([("U01", Reason.TO_MEND), ("", Reason.FILE_HELD), ("U01", Reason.NOT_RECEIVED)])
    made = view(figures(rows=rows.assign(reason="F10 请从下拉选项中选一项（摘要）")))
    assert [(row[0], row[4]) for row in _annex(made, "rejected")] == [
        ("U01", "填写有误，待补正"),
        ("U01", "F10 请从下拉选项中选一项（摘要）"),
        ("（未定）", "所在来件待经办处理"),
    ]


def test_a_unit_that_may_have_sent_a_file_is_told_so_and_one_whose_correction_waits_is_named() -> None:
    held = figures().receipts.iloc[:1].assign(status=ReceiptStatus.HELD, unit_code="U02", reason="截止后的更正")
    units = unit_table(
        [
            {"name": "甲校", "place": 1, "standing": Standing.HELD},
            {"name": "乙校", "place": 1},
            {"name": "丙校", "place": 1},
        ]
    )
    made = view(figures(units=units, receipts=held))
    assert _annex(made, "receipts") == (("甲校", "待经办处理", "", "有来件可能属于该单位，由经办人核实"),)
    notes = next(annex.notes for annex in made.annexes if annex.key == "receipts")
    assert [note.text for note in notes] == ["注：另有署名乙校的来件，由经办人处理，其内容还没有计入。"]


def _rows(said: list[tuple[str, str]]) -> pd.DataFrame:
    """Pending rows, each of a unit and with a reason."""
    line = figures().rows.iloc[:1]
    return pd.concat(
        [
            line.assign(row_id=n, unit_code=unit, unit_name=unit, verdict=Verdict.PENDING, reason_code=str(code))
            for n, (unit, code) in enumerate(said)
        ],
        ignore_index=True,
    )


@pytest.mark.parametrize(
    ("sentence", "loose"),
    [
        ("应报送单位42个。", ["42"]),
        (f"应报送单位{Count(987654)}个。", ["987654"]),
        ("增长3.5%，计１２篇。", ["3.5", "１２"]),
        ("没有数字。", []),
    ],
)
def test_a_number_typed_by_hand_is_caught(sentence: str, loose: list[str]) -> None:
    made = view(figures())
    changed = replace(made, opening=(Paragraph.of(sentence),))
    assert loose_numbers(changed) == loose


def test_a_typed_number_is_caught_even_when_some_table_has_it() -> None:
    made = view(figures())
    number = next(fact.text for fact in made.facts if fact.name == "now.items")
    assert loose_numbers(replace(made, opening=(Paragraph.of(f"采用{number}篇。"),))) == [number]


def test_no_correspondent_and_no_reviewer_is_named() -> None:
    made = view(figures())
    assert "王校长" not in "".join(paragraph.text for paragraph in prose(made))
    assert "王校长" not in str(made.annexes)


def test_a_draft_is_marked_until_issued() -> None:
    assert view(figures()).draft
    assert not view(figures(issued=True)).draft
