"""Slips in the rarer kinds of rule: per, units, caps, conversion, prizes, duties, the calendar. Each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import examine, trial_problems
from schemas.soundness import role_problems
from tests.assessments.plans import (
    CASH,
    GAP,
    ITEMS,
    LISTED,
    MANUAL,
    MOVED,
    PARTS,
    PENALTY,
    POINTS,
    QUOTA,
    RULE,
    SCORE,
    STORY,
    TIMES,
    WHOLE,
    plan,
    without,
    write,
)  # fmt: skip

PER = "- {step: base, id: w, clause: A, measure: 奖励金额, tariff: [{amount: 50, per: {fact: length, each: 1000, smallest: 1, rounding: half}}]}\n"
FEE = "- {step: base, id: f, clause: A, measure: 单位经费, tariff: [{amount: -1}]}\n"
UNITS = "- {step: share, id: u, clause: A, of: [points], into: 单位积分, payee: units, split: equal}\n"
PEOPLE = "- {step: share, id: a, clause: A, of: [points], into: 个人积分, payee: author, split: first}\n"
CAP = "- {step: cap, id: c, clause: A, of: [points], limit: 9}\n"
MONEY = CAP.replace("points", "cash")
YUAN = "- {step: convert, id: v, clause: A, of: [points], who: unit, into: 奖励金额, rates: [{factor: 2}]}\n"
PRIZE = (
    "- {step: by_rank, id: b, clause: A, who: unit, by: 单位积分, within: all, measure: 奖励金额,"
    " prizes: [{first: 1, last: 1, amount: 9}, {first: 2, last: 3, amount: 5}]}\n"
)
ABOVE = "- {step: above, id: o, clause: A, of: [cash], target: x}\n"
BANDS = PENALTY.replace(
    "per_item: -1", "bands: [{at_least: 1, at_most: 2, amount: -1}, {at_least: 3, amount: -5}]"
)  # fmt: skip
REWARD = "- {step: reward, id: r, clause: A, of: quota, on: met, measure: 单位积分, amount: 5}\n"
SANCTION = "- {step: sanction, id: n, clause: A, of: quota, say: 约谈}\n"
MONTHLY = QUOTA.replace("period: quarter", "period: month, edges: whole")
SHARE = "{share: '0.3', of: submitted}"
RATE = QUOTA.replace("required: 1", f"required: {SHARE}")
HEAD = PARTS["head"]
CAMPAIGN = "campaign: {name: 集中宣传, begins: {month: 5, day: 21}, ends: {month: 6, day: 30}}"


def calendar(more: str) -> str:
    """The calendar with one key more."""
    return PARTS["calendar"].replace("late:", f"{more}, late:")


SLIPS = {
    # bounds the wrong way round
    "places the wrong way round": (
        plan(steps=POINTS + without(PRIZE, ("first: 2, last: 3", "first: 3, last: 2"), ("{first: 3", "§{first: 3"))),
        "名次从 3 到 2 前后颠倒",
    ),
    "a band the wrong way round": (
        plan(steps=QUOTA + without(BANDS, ("at_least: 1, at_most: 2", "at_least: 3, at_most: 2"), ("[{at_least: 3", "[§{at_least: 3"))),
        "一档从 3 到 2 前后颠倒",
    ),
    "a floor above the limit": (
        plan(steps=POINTS + without(CAP, ("limit: 9", "limit: 9, floor: 10"), ("- {", "- §{"))),
        "c 的 floor（最少计）大于 limit（最多计）",
    ),
    "days the wrong way round": (
        plan(more=without(RULE, ("where: {untrue: true}", "§where: {day: {since: 2027-01-02, until: 2027-01-01}}"))),
        "自2027-01-02起在到2027-01-01止之后，没有这样的日子",
    ),
    "a number no number can be": (
        plan(more=without(RULE, ("where: {untrue: true}", "§where: {length: {at_least: 9, at_most: 8}}"))),
        "没有数能不少于9又不多于8",
    ),
    # amounts finer than the ledger counts
    "a limit too fine": (
        plan(steps=POINTS + CAP.replace("limit: 9", "§limit: '0.0001'")),
        "数额 0.0001 的位数过多，单位积分最小计到 1/1000",
    ),
    "a prize too fine": (
        plan(steps=POINTS + without(PRIZE, ("amount: 9", "amount: '0.001'"), ("- {", "- §{"))),
        "数额 0.001 的位数过多，奖励金额最小计到 1/100",
    ),
    "a product in pieces too fine": (
        plan(steps=POINTS + without(YUAN, ("rates:", "smallest: '0.001', rates:"), ("- {", "- §{"))),
        "数额 0.001 的位数过多，奖励金额最小计到 1/100",
    ),
    # what cannot be reckoned
    "points of people nobody has": (
        plan(steps=POINTS + YUAN.replace("of: [points], who: unit", "of: [§points], who: person")),
        "款项 points 在这一步之前没有分给个人（share），不能按个人折算",
    ),
    "what yields looking back over the year": (
        plan(steps=POINTS + CASH + "- §{step: same_story, id: y, clause: A, of: [points], to: [cash], policy: yield, across: year}\n"),
        "y 的 policy 为 yield 时只看本期，不能写 across: year",
    ),
    "a penalty of sanctions": (
        plan(steps=QUOTA + without(PENALTY, ("单位积分", "处理事项"), ("- {", "- §{"))),
        "p 没有数额可扣，处理事项请写成 step: sanction",
    ),
    "pay above a rate": (
        plan(steps=CASH + RATE + ABOVE.replace("target: x", "§target: x")),
        "应是一行数一篇的任务（没有 equivalents、measure、entries，required 是定数），才能只计超出的部分",
    ),
    "an amount by a number the book has not": (
        plan(steps=without(PER, ("measure: 奖励金额", "measure: 奖励金额, book: 报送台账"), ("per: {fact: length", "§per: {fact: page"))),
        "报送台账的行没有“版次”（page），不能这样比较",
    ),
    "a list of units by what people have": (
        plan(more=LISTED.replace("places", "§by: 个人积分, places")),
        "单位的名单不能看个人积分，那是个人的",
    ),
    # steps in an order in which they do not come out right
    "rows multiplied when people have their shares": (
        plan(steps=CASH + without(MOVED, ("- {", "- §{")) + TIMES.replace("[points]", "[cash]")),
        "s 已把同一款项分给个人，x 再按稿件调整，个人所得不会跟着变，请把 x 移到 s 前面",
    ),
    "stories counted once under a cap": (
        plan(steps=POINTS + without(CAP, ("- {", "- §{")) + STORY),
        "c 已按合计封顶，s 再按稿件调整，扣去的会重复，请把 s 移到 c 前面",
    ),
    "a yearly cap multiplied": (
        plan(steps=POINTS + without(CAP, ("limit: 9", "limit: 9, period: year"), ("- {", "- §{")) + YUAN.replace("into: 奖励金额", "into: 单位积分")),
        "c 连前几期一起算，v 再调整同一款项，前后各期就对不上",
    ),
    "a month's limit under a year's": (
        plan(steps=POINTS + without(CAP, ("limit: 9", "limit: 9, period: year"), ("- {", "- §{")) + CAP.replace("id: c", "id: d").replace("limit: 9", "limit: 3, period: month")),
        "c 按全年封顶，d 按月封顶，请把 d 移到 c 前面",
    ),
    "a story's month": (
        plan(steps=POINTS + CAP.replace("limit: 9", "limit: 9, per: story, §period: month")),
        "一篇稿件的上限只能按期（period）或按年（year）",
    ),
    "a stand-in that counts anyway": (
        plan(steps=QUOTA.replace("required", "equivalents: [{§counts: {genre: 简讯}, each: 2}], required")),
        "折算的这一类也在 counts 之内，会数两遍，请在 counts 中除去它",
    ),
    "three months in a row": (
        plan(steps=MONTHLY + without(SANCTION, ("of: quota", "of: quota, §in_a_row: 3"))),
        "连续几期（in_a_row）只能看每期一次的任务",
    ),
    "a part of a score by the month": (
        plan(steps=MONTHLY + SCORE.replace("target: x", "§target: x")),
        "“x”分几个时段或没有定数，不能折算成分",
    ),
    "people's points taken to nothing": (
        plan(steps=MANUAL.replace("measure: 单位积分", "measure: 奖励金额").replace("tariff: [", "tariff: [{level: 重, §to_zero: true}, ")),
        "奖励金额有个人的份，不能整个单位一起清零，请写明数额",
    ),
    # what an amount goes by
    "an amount by what is no number": (
        plan(steps=without(PER, ("per: {fact: length", "§per: {fact: genre"))),
        "“genre”不是数，可用的有：headcount、unit_count、fee、page、position、length、",
    ),
    "an amount by a number that nobody knows how to round": (
        plan(steps=without(PER, (", rounding: half", ""), ("per: {", "§per: {"))),
        "tariff.0.per.rounding：缺少这个项目",
    ),
    "an amount by a number rounded to some other way": (
        plan(steps=PER.replace("rounding: half", "§rounding: odd")),
        "只能写 half、down、up",
    ),
    "a loss by a number": (
        plan(steps=without(PER, ("amount: 50", "amount: -50"), ("- {", "- §{"))),
        "steps.w：w 按数量计的一档，amount 和 smallest 都应大于0",
    ),
    "a number counted to nothing": (
        plan(steps=without(PER, ("smallest: 1", "smallest: 0"), ("- {", "- §{"))),
        "steps.w：w 按数量计的一档，amount 和 smallest 都应大于0",
    ),
    "a number by none of it": (plan(steps=PER.replace("each: 1000", "§each: 0")), "per.each：不能小于 1"),
    # days
    "a day as a value": (
        plan(more=without(RULE, ("where: {untrue: true}", "§where: {day: 2027-01-01}"))),
        "“day”（日期）不能与“2027-01-01”比较，应写 since（自哪天起）、until（到哪天止）",
    ),
    "a day without bounds": (plan(more=without(RULE, ("where: {untrue: true}", "§where: {day: {}}"))), "请写明 since（自哪天起）或 until（到哪天止）"),
    "a day in words": (plan(more=without(RULE, ("untrue: true", "day: {§since: 2027年}"))), "day.since：应为日期，如 2026-01-05"),
    # several units
    "half for each of several authors": (
        plan(steps=CASH + without(MOVED, ("split: first", "split: half"), ("- {", "- §{"))),
        "s 的 split：分给几个单位的写 equal、full 或 half，分给个人的写 equal、first 或 full",
    ),
    "all for the first of several units": (
        plan(steps=POINTS + without(UNITS, ("split: equal", "split: first"), ("- {", "- §{"))),
        "u 的 split：分给几个单位的写 equal、full 或 half",
    ),
    "units that get what people have": (
        plan(steps=POINTS + UNITS.replace("into: 单位积分", "§into: 个人积分")),
        "steps.u.into：分给几个单位的，into 应与款项的计量（单位积分）相同",
    ),
    "a story changed after units have their parts": (
        plan(steps=POINTS + UNITS.replace("of:", "§of:") + TIMES),
        "steps.u.of：分给几个单位之后，x 就不能再按稿件调整同一款项，请把 u 移到它后面",
    ),
    "a story counted once after units have their parts": (
        plan(steps=POINTS + UNITS.replace("of:", "§of:") + STORY),
        "分给几个单位之后，s 就不能再按稿件调整同一款项，请把 u 移到它后面",
    ),
    "authors who share after units have their parts": (
        plan(steps=POINTS + UNITS.replace("of:", "§of:") + PEOPLE),
        "分给几个单位之后，a 就不能再按稿件调整同一款项",
    ),
    "items that several units have": (
        plan(items=ITEMS + without(UNITS, ("of: [points], into: 单位积分", "of: [items], into: 采用篇数"), ("equal", "full"), ("- {", "- §{"))),
        "steps.u.measure：采用篇数只能由 items 一步计",
    ),
    "funds that go to people": (
        plan(steps=FEE + "- {step: share, id: s, clause: A, §of: [f], into: 个人积分, payee: author, split: first}\n"),
        "steps.s.of：单位经费不能分给个人",
    ),
    "no name at all": (plan(steps=CASH + MOVED.replace("split: first", "split: first, §at_most: 0")), "at_most：不能小于 1"),
    "a part of a share without quotes": (
        plan(steps=CASH + MOVED.replace("split: first", "split: first, roles: {§办公室: 0.5}")),
        '数额 0.5 请写成整数，小数请加引号，如 "0.5"',
    ),
    "a share in pieces of nothing": (
        plan(steps=CASH + without(MOVED, ("split: first", "split: equal, smallest: 0"), ("- {", "- §{"))),
        "s 的最小单位应大于0",
    ),
    "a story that yields to nothing": (
        plan(steps=POINTS + without(STORY, ("policy: each", "policy: yield"), ("- {", "- §{"))),
        "s 的 policy 为 yield 时，请在 to 中写明让位于哪些款项",
    ),
    # caps
    "a person's cap on what was never shared": (
        plan(steps=POINTS + CAP.replace("[points]", "[§points], per: person")),
        "steps.c.of.0：款项 points 在这一步之前没有分给个人（share），不能按个人封顶",
    ),
    "a person's cap before the share": (
        plan(steps=POINTS + CAP.replace("[points]", "[§points], per: person") + PEOPLE),
        "款项 points 在这一步之前没有分给个人（share），不能按个人封顶",
    ),
    "a person's cap on what units shared": (
        plan(steps=POINTS + UNITS + CAP.replace("[points]", "[§points], per: person")),
        "款项 points 在这一步之前没有分给个人（share），不能按个人封顶",
    ),
    "a unit's cap on people's cash": (
        plan(steps=CASH + MOVED + MONEY.replace("[cash]", "[§cash]")),
        "不能按单位封顶：个人照得全数，单位名下却被扣减。请写 per: person（按个人）或 per: story（按稿件，放在 s 前面）",
    ),
    "a story's cap on cash that has gone to people": (
        plan(steps=CASH + MOVED + MONEY.replace("[cash]", "[§cash], per: story")),
        "款项 cash 已由 s 分给个人，请把这一步移到它前面",
    ),
    "a floor for a story": (
        plan(steps=POINTS + CAP.replace("limit: 9", "per: story, §floor: 1")),
        "steps.c.floor：保底（floor）只对单位或个人的合计，不对一篇稿件",
    ),
    "a cap by the quarter": (plan(steps=POINTS + CAP.replace("limit", "§period: quarter, limit")), "只能写 month、period、year"),
    # conversion and prizes
    "people's points for units": (
        plan(steps=POINTS + YUAN.replace("into: 奖励金额", "§into: 个人积分")),
        "steps.v.into：个人积分与 who（unit）不合",
    ),
    "a unit's points for people": (
        plan(steps=POINTS + PEOPLE + without(YUAN, ("who: unit, into: 奖励金额", "who: person, §into: 单位积分"))),
        "steps.v.into：单位积分与 who（person）不合",
    ),
    "a factor by what rows are": (
        plan(steps=POINTS + YUAN.replace("{factor", "{where: {§tier: city}, factor")),
        "按合计折算，只能以单位类别（unit_class）和单位人数（headcount）区分，不能用 tier",
    ),
    "people ranked by what units have": (
        plan(steps=POINTS + without(PRIZE, ("who: unit, by:", "who: person, §by:"))),
        "steps.b.by：单位积分与 who（person）不合",
    ),
    "units that earn people's points": (
        plan(steps=POINTS + without(PRIZE, ("measure: 奖励金额", "§measure: 个人积分"))),
        "steps.b.measure：个人积分与 who（unit）不合",
    ),
    "a place with two prizes": (
        plan(steps=POINTS + without(PRIZE, ("first: 2", "first: 1"), ("- {", "- §{"))),
        "b 的 prizes 应由前到后，名次不重叠",
    ),
    "prizes from the last to the first": (
        plan(steps=POINTS + without(PRIZE, ("first: 1, last: 1", "first: 4, last: 4"), ("- {", "- §{"))),
        "b 的 prizes 应由前到后，名次不重叠",
    ),
    "a place before the first": (plan(steps=POINTS + PRIZE.replace("first: 1", "§first: 0")), "first：不能小于 1"),
    # duties
    "a rate on accounts of two measures": (
        plan(steps=POINTS + CASH + YUAN.replace("of: [points]", "§of: [points, cash]")),
        "各款项的计量不同（单位积分、奖励金额），不能放在一起算",
    ),
    "what is above a task that is not there": (
        plan(steps=CASH + ABOVE.replace("target", "§target")),
        "steps.o.target：前面没有“x”这项任务，可用的有：（无）",
    ),
    "what is above a monthly task": (
        plan(steps=CASH + MONTHLY + ABOVE.replace("target", "§target")),
        "“x”应是各单位按期或按年的任务，才能只计超出的部分",
    ),
    "what is above the office's task": (
        plan(steps=CASH + without(WHOLE, ("period", "unreported: zero, period")) + ABOVE.replace("target: x", "§target: y")),
        "“y”应是各单位按期或按年的任务，才能只计超出的部分",
    ),
    "a loss by item and by bands": (
        plan(steps=QUOTA + without(BANDS, ("bands", "per_item: -1, bands"), ("- {", "- §{"))),
        "p 的 per_item（每差一件扣多少）和 bands（分档）只写一项",
    ),
    "bands that overlap": (
        plan(steps=QUOTA + without(BANDS, ("at_least: 3", "at_least: 2"), ("- {", "- §{"))),
        "p 的 bands 应由少到多，各档不重叠",
    ),
    "a band above one without an end": (
        plan(steps=QUOTA + without(BANDS, ("at_most: 2, ", ""), ("- {", "- §{"))),
        "p 的 bands 应由少到多，各档不重叠",
    ),
    "a band that gives": (
        plan(steps=QUOTA + without(BANDS, ("amount: -5", "amount: 5"), ("- {", "- §{"))),
        "p 的 bands 应为负数",
    ),
    "a band of no shortfall": (plan(steps=QUOTA + BANDS.replace("at_least: 1", "§at_least: 0")), "at_least：不能小于 1"),
    "a reward that takes": (
        plan(steps=QUOTA + without(REWARD, ("amount: 5", "amount: -5"), ("- {", "- §{"))),
        "r 的 amount 应为正数",
    ),
    "a reward for something else": (plan(steps=QUOTA + REWARD.replace("on: met", "§on: short")), "只能写 met、over"),
    "a reward for the office's task": (
        plan(steps=without(WHOLE, ("period", "unreported: zero, period")) + REWARD.replace("of: quota", "§of: whole")),
        "steps.r.of：whole 是全局的任务，不能据此扣各单位的",
    ),
    "a sanction for a target instead of its step": (
        plan(steps=QUOTA + SANCTION.replace("of: quota", "§of: x")),
        "前面没有代号为 x 的任务步骤（quota），可用的有：quota",
    ),
    "a sanction with nothing to say": (plan(steps=QUOTA + SANCTION.replace("say: 约谈", '§say: ""')), "say：不能空着"),
    "a sanction counted as points": (
        plan(steps=QUOTA + SANCTION.replace("say", "§measure: 单位积分, say")),
        "只能写 处理事项",
    ),
    "none in a row": (plan(steps=QUOTA + SANCTION.replace("say", "§in_a_row: 0, say")), "in_a_row：不能小于 1"),
    "a reward in people's points for nobody": (
        plan(steps=QUOTA + without(REWARD, ("单位积分", "个人积分"), ("- {", "- §{"))),
        "steps.r.bearers：计个人积分的，请写明 bearers（由谁承担，如 [{roles: [负责人]}]）；原文没有规定的，写成 gap",
    ),
    "a unit's reward for people": (
        plan(steps=QUOTA + REWARD.replace("amount", "§bearers: [{}], amount")),
        "单位积分是单位的，不能由个人承担；请去掉 bearers，或者把 measure 改为个人积分",
    ),
    "an even pace in a single span": (
        plan(steps=QUOTA.replace("required: 1", "§required: {share: '0.5', of: even}")),
        "targets.x.required：均衡的任务要分时段看，period 请写 week、halfmonth 或 month",
    ),
    "an even pace over the year": (
        plan(steps=without(QUOTA, ("quarter", "year"), ("required: 1", "§required: {share: '0.5', of: even}"))),
        "均衡的任务要分时段看",
    ),
    "the office's task by units": (
        plan(steps=WHOLE.replace("required: 1", "§required: {甲类: 1}")),
        "targets.y.required：全局的任务只有一个数，不能按单位分",
    ),
    "entries that are rows": (
        plan(steps=MANUAL + QUOTA.replace("required", "§entries: 负面曝光, counts: {tier: city}, required")),
        "数登记事项的任务，不能再写 counts、equivalents、measure",
    ),
    "entries that are lines": (
        plan(steps=MANUAL + QUOTA.replace("required", "§entries: 负面曝光, measure: 任务篇数, required")),
        "数登记事项的任务，不能再写 counts、equivalents、measure",
    ),
    "a stand-in that is not in the book": (
        plan(
            steps=without(
                QUOTA,
                ("scope", "book: 报送台账, scope"),
                (
                    "required",
                    "counts: {genre: {none: [简讯]}}, equivalents: [{counts: {genre: 简讯, §page: 1}, each: 2}], required",
                ),
            )
        ),
        "equivalents.0.counts.page：报送台账的行没有“版次”（page），不能这样比较",
    ),
    "a stand-in of none": (
        plan(steps=QUOTA.replace("required", "equivalents: [{counts: {page: 1}, §each: 0}], required")),
        "each：不能小于 1",
    ),
    "a rate of lines by what only adoptions have": (
        plan(steps=RATE.replace("of: submitted", "of: submitted, counts: {§page: 1}")),
        "required.counts.page：报送台账的行没有“版次”（page），不能这样比较",
    ),
    "a target of the name of another": (
        plan(steps=QUOTA.replace("required: 1}", "required: 1}, {§id: x, label: 又一项, required: 2}")),
        "任务“x”重复",
    ),
    # the calendar and the lists
    "a quarter's task in months": (
        plan(
            head=f"{HEAD}cadence: month\n",
            calendar=PARTS["calendar"].replace("month_of_period: 3", "month_of_period: 1"),
            steps=QUOTA.replace("period", "§period"),
        ),
        "steps.quota.period：本办法不是一季一期，每期的任务请写 period: period",
    ),
    "a month that the period has not": (
        plan(head=f"{HEAD}cadence: month\n", calendar=PARTS["calendar"].replace("month_of", "§month_of")),
        "calendar.due.month_of_period：考核期只有1个月，不能大于 1",
    ),
    "a fourth month of a quarter": (
        plan(calendar=PARTS["calendar"].replace("month_of_period: 3", "§month_of_period: 4")),
        "考核期只有3个月，不能大于 3",
    ),
    "a campaign without days": (
        plan(head=f"{HEAD}cadence: campaign\n", calendar="§" + PARTS["calendar"]),
        "calendar.campaign：cadence 是 campaign，请写明活动的名称（name）和起止日（begins、ends）",
    ),
    "a campaign in every quarter": (
        plan(calendar=calendar(f"§{CAMPAIGN}")),
        "calendar.campaign：只有 cadence 是 campaign 时才写这一项",
    ),
    "a month merged where there are quarters": (
        plan(calendar=calendar("merged: [§2026M01]")),
        "calendar.merged.0：“2026M01”不是本办法的考核期，应写成如 2026Q3（季度）",
    ),
    "a campaign merged": (
        plan(head=f"{HEAD}cadence: campaign\n", calendar=calendar(f"{CAMPAIGN}, merged: [§2026C1]")),
        "“2026C1”不是本办法的考核期",
    ),
    "a list more often than the period": (
        plan(more=LISTED.replace("[year]", "[year, §month]")),
        "commendations.b.every.1：考核期有3个月，名单不能比它更勤；每期一评的写 period",
    ),
    "a list barred by a step that is not there": (
        plan(more=LISTED.replace("places", "barred_by: [§talk], places")),
        "commendations.b.barred_by.0：没有“talk”这一步，可用的有：points、items",
    ),
    "a floor of half an item": (
        plan(more=LISTED.replace("places", 'floors: [§{measure: 采用篇数, at_least: "0.5"}], places')),
        "数额 0.5 的位数过多，采用篇数最小计到 1/1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SLIPS)
def test_is_refused_at_its_place_and_nothing_else_is(tmp_path: Path, case: str) -> None:
    text, message = SLIPS[case]
    path, place = write(tmp_path, text)
    (problem,) = examine(path, {}).problems
    assert problem.startswith(place)
    assert message in problem


UNWRITTEN = {
    "rates": (POINTS + without(YUAN, (", rates: [{factor: 2}]", ""), ("- {", "- §{")), "v.rates：请写明 rates（折算标准）"),
    "prizes": (
        POINTS + PRIZE.partition(", prizes")[0].replace("- {", "- §{") + "}\n",
        "b.prizes：请写明 prizes（各名次奖多少）",
    ),
    "classes apart or together": (POINTS + without(PRIZE, (" within: all,", ""), ("- {", "- §{")), "b.within：请写明 within（分类别还是统一排名）"),
    "a gain": (QUOTA + without(REWARD, (", amount: 5", ""), ("- {", "- §{")), "r.amount：请写明 amount（多少）"),
    "units without a return under a reward": (
        without(QUOTA, (" unreported: zero,", ""), ("- {", "- §{")) + REWARD,
        "quota.unreported：请写明 unreported（没有报表的怎样算）",
    ),
    "units without a return under a sanction": (
        without(QUOTA, (" unreported: zero,", ""), ("- {", "- §{")) + SANCTION,
        "quota.unreported：请写明 unreported（没有报表的怎样算）",
    ),
    "units without a return where only more is paid": (
        CASH + without(QUOTA, (" unreported: zero,", ""), ("- {", "- §{")) + ABOVE,
        "quota.unreported：请写明 unreported（没有报表的怎样算）",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNWRITTEN)
def test_must_be_written_or_left_open_on_purpose(tmp_path: Path, case: str) -> None:
    steps, message = UNWRITTEN[case]
    path, place = write(tmp_path, plan(steps=steps))
    (problem,) = examine(path, {}).problems
    assert problem == f"{place} steps.{message}；原文没有规定的，写成 gap"


SOUND = {
    "an amount by a number": plan(steps=PER),
    "units that share after all else": plan(steps=POINTS + TIMES + PEOPLE + UNITS + CAP),
    "people's cash under a cap of theirs": plan(steps=CASH + MOVED + MONEY.replace("limit", "per: person, limit")),
    "people's points under a cap of theirs": plan(steps=POINTS + PEOPLE + CAP.replace("limit", "per: person, limit")),
    "a story's cash under a cap before it is shared": plan(steps=CASH + MONEY.replace("limit", "per: story, limit") + MOVED),
    "a floor without a limit": plan(steps=POINTS + CAP.replace("limit: 9", "floor: 0")),
    "an account of what was converted": plan(steps=POINTS + YUAN + MONEY.replace("[cash]", "[v]")),
    "bands in the place of a price": plan(steps=QUOTA + BANDS),
    "bands still open": plan(steps=QUOTA + PENALTY.replace("per_item: -1", f"bands: {GAP % '[{at_least: 1, amount: -1}]'}")),
    "cash that people bear": plan(steps=QUOTA + without(REWARD, ("单位积分, amount: 5", "奖励金额, amount: 5, bearers: [{}]"))),
    "a sanction for a unit": plan(steps=QUOTA + SANCTION),
    "a score and a prize": plan(steps=QUOTA + SCORE + PRIZE),
    "what is above a yearly task": plan(steps=CASH + QUOTA.replace("quarter", "year") + ABOVE),
    "an even pace by the month": plan(steps=MONTHLY.replace("required: 1", "required: {share: '0.5', of: even}")),
    "a list of every period of a campaign": plan(
        head=f"{HEAD}cadence: campaign\n", calendar=calendar(CAMPAIGN), more=LISTED.replace("[year]", "[period]")
    ),
    "a list barred by a sanction": plan(
        steps=QUOTA + SANCTION, more=LISTED.replace("places", "barred_by: [n], places")
    ),
    "two quarters merged": plan(calendar=calendar("merged: [2026Q1]")),
    "a tariff that changes": plan(
        steps=POINTS.replace(
            "{amount: 1}",
            "{where: {day: {until: 2026-06-30}}, amount: 1}, {where: {day: {since: 2026-07-01}}, amount: 2}",
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SOUND)
def test_is_accepted(tmp_path: Path, case: str) -> None:
    path, _ = write(tmp_path, SOUND[case])
    examined = examine(path, {})
    assert (examined.problems, examined.notices, trial_problems(path)) == ((), (), [])


def test_two_tariffs_of_the_same_day_collide(tmp_path: Path) -> None:
    rows = "{where: {day: {until: 2026-07-01}}, amount: 1}, §{where: {day: {since: 2026-07-01}}, amount: 2}"
    path, place = write(tmp_path, plan(steps=POINTS.replace("{amount: 1}", rows)))
    (problem,) = examine(path, {}).problems
    assert problem == f"{place} steps.points.tariff.1：与第1档可能同时适用于一篇稿件，请写明区别"


def test_a_role_of_a_share_that_nobody_has_is_pointed_out(tmp_path: Path) -> None:
    path, _ = write(tmp_path, plan(steps=CASH + MOVED.replace("split: first", "split: first, roles: {专职记者: 0}")))
    rules = examine(path, {}).rules
    assert rules is not None
    assert role_problems(rules.assessment, {"专职记者", ""}) == []
    (found,) = role_problems(rules.assessment, {"负责人", ""})
    assert (found.location, found.grave) == (("steps", 1, "roles", "专职记者"), False)
    assert found.text == "名录里没有人的人员身份是“专职记者”；名录里有：负责人"
