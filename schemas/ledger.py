"""Tables of figures: ledger lines, quotas, standings of units and people."""

from __future__ import annotations

import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas.table import Table
from schemas.vocabulary import Basis, Book, Measure, Standing


class Ledger(Table):
    """台账: every figure is a sum of these lines, and each line names its rule, clause, basis and arithmetic.

    `amount` is an integer: items, thousandths of a point, or fen (see `vocabulary.SCALE`).
    """

    line_id: Series[int] = pa.Field(title="笔号", unique=True)
    period: Series[str] = pa.Field(title="考核期")
    measure: Series[str] = pa.Field(title="计量", isin=list(Measure))
    unit_code: Series[str] = pa.Field(title="单位代码", str_length={"min_value": 1})
    person: Series[str] = pa.Field(title="人员", description="工号；名录外为“单位代码:姓名”；空为记在单位")
    amount: Series[int] = pa.Field(title="数额", description="篇；千分之一分；分（人民币）")
    account: Series[str] = pa.Field(title="款项", description="由哪条规则而来；调整各笔记在所调整的款项")
    step: Series[str] = pa.Field(title="步骤")
    rule: Series[str] = pa.Field(title="规则")
    clause: Series[str] = pa.Field(title="条款")
    arithmetic: Series[str] = pa.Field(title="算式", description="可用铅笔复算")
    basis: Series[str] = pa.Field(title="依据种类", isin=list(Basis))
    basis_key: Series[str] = pa.Field(title="依据", description="行标识、任务号、登记编号或合计的款项")
    row_id: Series[int] = pa.Field(title="行号", description="最终来自哪一填报行，没有为 -1")
    tier: Series[str] = pa.Field(title="级别")


class CitedLedger(Ledger):
    """台账: the ledger as the auditor reads it, each line with the rulings its row rests on."""

    ruling_ids: Series[str] = pa.Field(title="认定编号", description="所据填报行涉及的认定，以顿号分隔；没有为空")


class Quotas(Table):
    """任务完成情况: what was owed, what was done; `checkable` is false where the book to count was not handed in."""

    quota_key: Series[str] = pa.Field(title="任务号", unique=True, description="规则/任务/单位/时段")
    period: Series[str] = pa.Field(title="考核期")
    rule: Series[str] = pa.Field(title="规则")
    clause: Series[str] = pa.Field(title="条款")
    target: Series[str] = pa.Field(title="任务代号")
    book: Series[str] = pa.Field(title="台账", isin=list(Book))
    span: Series[str] = pa.Field(title="时段", description="这一笔任务算哪些日子")
    final: Series[bool] = pa.Field(title="已到结算时", description="时段已满，可以据此扣罚或折算")
    scope: Series[str] = pa.Field(title="范围", isin=["全局", "单位"])
    unit_code: Series[str] = pa.Field(title="单位代码", description="全局任务为空")
    label: Series[str] = pa.Field(title="任务")
    required: Series[int] = pa.Field(title="应完成", ge=0)
    done: Series[int] = pa.Field(title="已完成", ge=0)
    short: Series[int] = pa.Field(title="差额", ge=0)
    checkable: Series[bool] = pa.Field(title="可核验")
    pending: Series[bool] = pa.Field(title="差额未定", description="有待认定或待补正的行可能补足差额，暂不据此扣罚")
    note: Series[str] = pa.Field(title="说明")


class UnitStandings(Table):
    """单位排名: one row per unit owing a return, ranked within its class; ties share a place."""

    unit_code: Series[str] = pa.Field(title="单位代码", unique=True)
    name: Series[str] = pa.Field(title="单位")
    unit_class: Series[str] = pa.Field(title="类别")
    standing: Series[str] = pa.Field(title="报表情况", isin=list(Standing))
    place: Series[int] = pa.Field(title="名次", ge=1)
    submitted: Series[int] = pa.Field(title="报送条数", ge=0)
    submitted_place: Series[int] = pa.Field(title="报送名次", ge=1)
    items: Series[int] = pa.Field(title="采用篇数", ge=0)
    points: Series[int] = pa.Field(title="积分（千分之一分）")
    cash: Series[int] = pa.Field(title="奖励（分）")
    funds: Series[int] = pa.Field(title="经费增减（分）", description="扣减为负数")
    previous_points: Series[int] = pa.Field(title="上期积分（千分之一分）")
    year_submitted: Series[int] = pa.Field(title="本年累计报送条数")
    year_items: Series[int] = pa.Field(title="本年累计篇数")
    year_points: Series[int] = pa.Field(title="本年累计积分（千分之一分）")
    year_cash: Series[int] = pa.Field(title="本年累计奖励（分）")
    year_funds: Series[int] = pa.Field(title="本年累计经费增减（分）")


class PersonStandings(Table):
    """个人排名: one row per person with a ledger line in this year; ties share a place."""

    person: Series[str] = pa.Field(title="人员", unique=True, description="工号；名录外为“单位代码:姓名”")
    name: Series[str] = pa.Field(title="姓名")
    unit_code: Series[str] = pa.Field(title="单位代码")
    unit_name: Series[str] = pa.Field(title="单位")
    place: Series[int] = pa.Field(title="名次", ge=1)
    submitted: Series[int] = pa.Field(title="报送条数", description="每名撰稿人各计一条", ge=0)
    items: Series[int] = pa.Field(title="采用篇数", description="每名撰稿人各计一篇", ge=0)
    points: Series[int] = pa.Field(title="积分（千分之一分）")
    cash: Series[int] = pa.Field(title="奖励（分）")
    previous_points: Series[int] = pa.Field(title="上期积分（千分之一分）")
    year_points: Series[int] = pa.Field(title="本年累计积分（千分之一分）")
    year_cash: Series[int] = pa.Field(title="本年累计奖励（分）")


class Payables(Table):
    """应发奖励: cash by payer, unit and person (blank: the unit itself), of this period, since it was last paid out, of the year.

    Who moved within the year has a line in either unit.
    """

    payer: Series[str] = pa.Field(title="支付单位", description="空为本单位")
    unit_code: Series[str] = pa.Field(title="单位代码", str_length={"min_value": 1})
    unit_name: Series[str] = pa.Field(title="单位")
    person: Series[str] = pa.Field(title="人员", description="工号；名录外为“单位代码:姓名”；空为记在单位")
    name: Series[str] = pa.Field(title="姓名")
    role: Series[str] = pa.Field(title="人员身份")
    amount: Series[int] = pa.Field(title="本期核定（分）")
    since_amount: Series[int] = pa.Field(title="兑付期累计核定（分）", description="兑付期从首日到本期末，含本期")
    year_amount: Series[int] = pa.Field(title="本年累计核定（分）", description="考核年度内已知各期，含本期")


class TierCounts(Table):
    """分级篇数: accepted items of a unit by tier."""

    unit_code: Series[str] = pa.Field(title="单位代码")
    tier: Series[str] = pa.Field(title="级别", description="考核办法中的级别代号")
    items: Series[int] = pa.Field(title="采用篇数", ge=0)


class PersonTierCounts(Table):
    """个人分级篇数: accepted items of a person by tier, each author counting the item once."""

    person: Series[str] = pa.Field(title="人员")
    tier: Series[str] = pa.Field(title="级别", description="考核办法中的级别代号")
    items: Series[int] = pa.Field(title="采用篇数", ge=0)


class Honours(Table):
    """表彰名单: whom the assessment's commendation lists name, by the sum of the span; drawn up for approval."""

    rule: Series[str] = pa.Field(title="规则")
    clause: Series[str] = pa.Field(title="条款")
    list_title: Series[str] = pa.Field(title="名单")
    span: Series[str] = pa.Field(title="时段")
    place: Series[int] = pa.Field(title="名次", ge=1)
    unit_code: Series[str] = pa.Field(title="单位代码")
    unit_name: Series[str] = pa.Field(title="单位")
    unit_class: Series[str] = pa.Field(title="类别")
    person: Series[str] = pa.Field(title="人员", description="单位名单为空")
    person_name: Series[str] = pa.Field(title="姓名")
    measure: Series[str] = pa.Field(title="计量", isin=list(Measure))
    amount: Series[int] = pa.Field(title="数额", description="篇、条；千分之一分；分（人民币）")
    excluded: Series[str] = pa.Field(
        title="不具备评选资格", description="不列入名单的原因，名次为若列入所得；空为列入名单"
    )


class PeriodTotals(Table):
    """各期合计: the whole office's totals, one row per period known, oldest first, this period last."""

    period: Series[str] = pa.Field(title="考核期")
    submitted: Series[int] = pa.Field(title="报送条数", ge=0)
    items: Series[int] = pa.Field(title="采用篇数", ge=0)
    points: Series[int] = pa.Field(title="积分（千分之一分）")
    cash: Series[int] = pa.Field(title="奖励（分）")
    funds: Series[int] = pa.Field(title="经费增减（分）", description="扣减为负数")
    source: Series[str] = pa.Field(title="来源", isin=["本次计算", "据上报表重算", "定稿存档"])


class PeriodTiers(Table):
    """各期分级篇数: accepted items of the whole office by tier, for the periods of 各期合计."""

    period: Series[str] = pa.Field(title="考核期")
    tier: Series[str] = pa.Field(title="级别", description="当期考核办法中的级别代号")
    items: Series[int] = pa.Field(title="采用篇数")


class Controls(Table):
    """控制总数: two sums reached by different ways that must agree; a run where any differs is not published."""

    control: Series[str] = pa.Field(title="控制项")
    left_label: Series[str] = pa.Field(title="甲方")
    left: Series[int] = pa.Field(title="甲数")
    right_label: Series[str] = pa.Field(title="乙方")
    right: Series[int] = pa.Field(title="乙数")
    difference: Series[int] = pa.Field(title="差额")
