"""The payroll: every sum is the ledger's, and nothing is said to be paid that is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.sheets.capitals import capitals
from pipeline.sheets.payroll_sheet import payroll_file
from tests.bulletin.made_up import figures
from tests.sheets.papers import column, formulas, row_of, said, values, with_payout

NAMES = ["序号", "单位", "姓名", "工号", "人员身份", "国家级", "省级", "市级", "县级", "本期核定", "更正补扣"]
TWO_PAYERS = (
    {"amount": 10_001},
    {"payer": "县委宣传部", "amount": 20_050},
    {"payer": "县委宣传部", "amount": 500, "person": "", "name": "", "role": ""},
)


def made(*lines: dict[str, Any], **changes: Any) -> bytes:
    content = payroll_file(with_payout(*lines, **changes))
    assert content is not None
    return content


def total(content: bytes, title: str, name: str = "") -> Any:
    sheet = values(content, name)
    return sheet.cell(row_of(sheet, "合计"), column(sheet, title)).value


def titles(content: bytes) -> list[str]:
    sheet = values(content)
    cells = [(cell.column, str(cell.value).replace("\n", "")) for row in (4, 5) for cell in sheet[row] if cell.value]
    return [title for _, title in sorted(cells) if title != "认定采用篇数"]


def test_the_sums_are_those_of_the_ledger_and_the_capitals_say_the_same() -> None:
    content = payroll_file(figures(42, 400))
    assert content is not None
    sheet, cash = values(content), int(figures(42, 400).units["cash"].sum())
    assert round(total(content, "本期核定") * 100) == round(total(content, "未发") * 100) == cash
    assert sheet.cell(row_of(sheet, "合计") + 1, 4).value == f"人民币{capitals(cash)}"
    amounts = [cell.value for cell in sheet.iter_cols(10, 10, 6, row_of(sheet, "合计") - 1).__next__()]
    assert sum(round(amount * 100) for amount in amounts) == cash
    assert len(amounts) == int(figures(42, 400).people["cash"].ne(0).sum())


def test_until_issued_it_is_a_reckoning_that_nobody_signs_for() -> None:
    content = made({"amount": 5_000}, issued=False)
    assert titles(content) == [*NAMES, "应发", "备注"]
    assert "奖励核算表（征求意见稿）" in values(content)["A1"].value
    assert "未经审批，不作发放凭据" in said(values(content))
    assert "领款人签字" not in said(values(content))


def test_once_issued_it_is_what_people_are_paid_by() -> None:
    content = made({"amount": 5_000})
    assert titles(content) == [*NAMES, "应发", "代扣个税（财务填）", "实发", "发放方式", "领款人签字", "备注"]
    assert values(content)["A1"].value == "云岭县教育局2026年第三季度信息宣传奖励发放表"
    words = said(values(content))
    assert "不作发放凭据" not in words
    assert "征求意见稿" not in words
    for who in (
        "制表：",
        "复核：",
        "科室负责人：",
        "财务：",
        "分管领导：",
        "主要负责人：",
        "发放依据（文号）：",
        "经费来源：",
    ):
        assert who in words


def test_nothing_is_paid_out_before_the_half_year_ends_even_when_issued() -> None:
    content = made({"amount": 5_000}, span="下半年", due=False)
    assert "奖励核算表" in values(content)["A1"].value
    assert titles(content) == [*NAMES, "未发", "备注"]
    assert "本期只核算，不发放" in said(values(content))


def test_at_the_end_of_the_half_year_all_of_it_is_paid_out() -> None:
    lines = ({"amount": 5_000, "since_amount": 7_550}, {"amount": 0, "since_amount": 1_000, "person": "P001"})
    content = made(*lines, span="下半年", longer=True)
    assert titles(content)[9:14] == ["本期核定", "下半年累计核定", "更正补扣", "已发", "应发"]
    assert [total(content, name) for name in ("本期核定", "下半年累计核定", "应发")] == [50, 85.5, 85.5]
    sheet = formulas(content)
    assert sheet.cell(6, column(sheet, "应发")).value == "=SUM(K6,L6)-SUM(M6)"
    assert "人民币捌拾伍元伍角" in said(values(content))


def test_where_an_earlier_period_is_not_known_nothing_is_run_up_and_nobody_is_paid() -> None:
    content = made({"amount": 5_000}, span="本年", longer=True, whole=False)
    assert titles(content) == [*NAMES, "本期应计", "备注"]
    assert "奖励核算表" in values(content)["A1"].value
    assert "本年往期数据不全，本表只列本期核定数" in said(values(content))


def test_earlier_periods_that_were_not_issued_are_said_to_be_reckoned_anew() -> None:
    told = with_payout({"amount": 5_000}, span="下半年", longer=True)
    again = replace(told, periods=told.periods.assign(source=[*["据上报表重算"] * 3, "本次计算"]))
    for made, expected in ((told, False), (again, True)):
        content = payroll_file(made)
        assert content is not None
        assert ("往期没有定稿的，是据其上报表重算的" in said(values(content))) is expected


def test_tax_and_what_was_paid_before_are_left_to_the_accountant_and_nothing_is_net_without() -> None:
    content = made({"amount": 5_000}, longer=True)
    sheet, written = values(content), formulas(content)
    for title in ("更正补扣", "已发", "代扣个税（财务填）", "发放方式", "领款人签字"):
        assert sheet.cell(6, column(sheet, title)).value is None
    assert sheet.cell(6, column(sheet, "实发")).value in (None, "")
    assert written.cell(6, column(written, "实发")).value == '=IF(O6="","",N6-O6)'


def test_one_person_and_odd_fen_are_summed_to_the_fen() -> None:
    content = made({"amount": 30_007})
    assert total(content, "应发") == 300.07
    assert "人民币叁佰元零柒分" in said(values(content))


def test_without_cash_there_is_no_payroll() -> None:
    assert payroll_file(with_payout()) is None


def test_each_payer_has_a_sheet_and_the_first_adds_them_up() -> None:
    content = made(*TWO_PAYERS)
    overview, sums = values(content, "汇总"), formulas(content, "汇总")
    assert [overview.cell(row, 2).value for row in (4, 5)] == ["本单位", "县委宣传部"]
    assert [overview.cell(row, 4).value for row in (4, 5, 6)] == [100.01, 205.5, 305.51]
    assert [sums.cell(row, 4).value for row in (4, 5, 6)] == ["='奖励发放表'!L7", "='县委宣传部'!L8", "=SUM(D4:D5)"]
    assert total(content, "应发", "奖励发放表") == 100.01
    assert total(content, "应发", "县委宣传部") == 205.5
    assert "应发合计（大写）：人民币叁佰零伍元伍角壹分" in said(overview)
    assert "支付单位：县委宣传部" in said(values(content, "县委宣传部"))


def test_what_a_unit_keeps_is_a_line_of_its_own_with_the_units_items() -> None:
    content = made({"amount": 500, "person": "", "name": "", "role": ""})
    sheet, tiers = values(content), figures().unit_tiers
    own = tiers[tiers["unit_code"] == "U01"].set_index("tier")["items"]
    assert [cell.value for cell in sheet[6]][1:5] == ["甲校", "（单位）", None, None]
    assert [sheet.cell(6, column(sheet, name)).value for name in ("县级", "国家级")] == [
        own.get("county", 0),
        own.get("national", 0),
    ]


def test_a_persons_items_stand_in_the_line_of_the_unit_he_belongs_to_and_nowhere_else() -> None:
    person = figures().people.iloc[0]
    home = {"unit_code": person["unit_code"], "person": person["person"], "amount": 100}
    content = made(home, {**home, "unit_code": "X1"})
    sheet, tiers = values(content), figures().person_tiers
    county = tiers[(tiers["person"] == person["person"]) & (tiers["tier"] == "county")]["items"]
    assert [sheet.cell(row, column(sheet, "县级")).value for row in (6, 7)] == [int(county.sum()), None]


def test_strangers_and_what_is_owed_by_a_person_are_pointed_out() -> None:
    content = made({"person": "U01:王五", "name": "王五", "amount": 100}, {"amount": -300})
    sheet = values(content)
    note = column(sheet, "备注")
    assert [sheet.cell(row, note).value for row in (6, 7)] == ["名录外人员", "应扣"]
    assert sheet.cell(6, column(sheet, "工号")).value is None
    assert "人民币负贰元整" in said(sheet)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_a_name_that_could_run_stays_text(name: str) -> None:
    sheet = formulas(made({"name": name, "unit_name": name, "role": name, "amount": 100}))
    cells = [sheet.cell(6, at) for at in (2, 3, 5)]
    assert [cell.value for cell in cells] == [name] * 3
    assert [cell.data_type for cell in cells] == ["s"] * 3
    assert all(cell.quotePrefix for cell in cells)


def test_it_prints_on_its_side_one_page_wide_with_its_head_on_every_page() -> None:
    sheet = formulas(made({"amount": 100}))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet.print_title_rows == "$4:$5"
    assert "&P" in str(sheet.oddFooter.center.text)


def test_a_plan_of_one_tier_has_one_column_of_items() -> None:
    plan = figures().assessment
    one = plan.model_copy(update={"tiers": plan.tiers[:1]})
    content = payroll_file(figures(assessment=one))
    assert content is not None
    assert [title for title in titles(content) if title in ("县级", "市级")] == ["县级"]
    assert values(content).cell(4, column(values(content), "县级")).value == "认定采用篇数"
