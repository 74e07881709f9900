"""An assessment as sentences: pure functions from a rule to one line of Chinese."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.wording import where_in_words
from schemas.assessment import Admissibility, Assessment, Commendation, Definition, Ranking
from schemas.bulletin import SECTION_NAMES, BulletinForm
from schemas.periods import MONTHS, Cadence, Calendar, Campaign, Year
from schemas.vocabulary import PERSONAL, SUFFIX, Book

OPEN = "未规定"
UNSAID = "没有写"
"""Of a key that is neither written nor left open."""
SPANS = {
    "period": "期", "week": "周", "halfmonth": "半月", "month": "月", "quarter": "季", "halfyear": "半年", "year": "年",
}  # fmt: skip
CONSEQUENCES = {"accept": "计入", "pending": "待认定", "reject": "不计", "void": "作废", None: OPEN}
PERIODS: dict[Cadence, tuple[str, str, str]] = {
    "quarter": ("每季", "自然季度", "上季截止日次日起至本季截止日"),
    "month": ("每月", "自然月", "上月截止日次日起至本月截止日"),
    "halfyear": ("每半年", "自然半年", "上个半年截止日次日起至本半年截止日"),
    "year": ("每年", "全年", "上年截止日次日起至本年截止日"),
    "campaign": ("活动", "活动起止日", "活动开始之日起至截止日"),
}
"""Of each cadence: what each period is called, its own days, and its days where the due day cuts them off."""


def year_in_words(year: Year, opened: Collection[str] = ()) -> str:
    """What running totals and yearly duties cover. `opened` are its keys that are still open."""
    begins = f"从几月算起{OPEN}" if "begins" in opened else f"自{year.begins}月算起"
    return f"全年的累计数和任务按{year.name}计，{begins}"


def definition_in_words(definition: Definition, assessment: Assessment) -> str:
    """A standard: its name and what meets it."""
    wheres = [where_in_words(where.root, assessment) or "各项" for where in definition.any_of]
    met = "；或者".join(wheres) or OPEN
    clauses = "、".join([definition.clause, *definition.clauses])
    return f"{definition.name}（{_book(definition.book)}）：{met}（{clauses}）"


def calendar_in_words(assessment: Assessment) -> list[str]:
    """When returns are due, what a period covers, and what becomes of late returns."""
    calendar, cadence = assessment.calendar, assessment.cadence or "quarter"
    included = {True: "当天收到的算按时", False: "当天收到的算逾期", None: "当天收到的算不算按时未规定"}
    moved = {True: "逢休息日顺延", False: "逢休息日不顺延", None: "逢休息日是否顺延未规定"}
    says = [_due(calendar, cadence), included[calendar.due_day_included], moved[calendar.moved_off_days_off]]
    _, whole, cut = PERIODS[cadence]
    window = {"calendar": f"按{whole}统计", "cutoff": f"自{cut}止统计", None: "统计期间怎样起止未规定"}
    return [
        *map(_campaign, filter(None, [calendar.campaign])),
        f"{'，'.join(says)}；{window[calendar.window]}（{calendar.clause}）",
        *(f"{period} 与下一期合并上报（{calendar.clause}）" for period in calendar.merged),
        f"逾期报表中的各行：{CONSEQUENCES[calendar.late.then]}（{calendar.late.clause}）",
    ]


def _due(calendar: Calendar, cadence: Cadence) -> str:
    """The due day: 每季第3个月20日前报送, 每月25日前报送."""
    if not calendar.due:
        return "报送期限未规定"
    month = f"第{calendar.due.month_of_period}个月" if MONTHS.get(cadence) != 1 else ""
    return f"{PERIODS[cadence][0]}{month}{calendar.due.day}日前报送"


def _campaign(campaign: Campaign) -> str:
    begins, ends = campaign.begins, campaign.ends
    return f"{campaign.name}：{begins.month}月{begins.day}日至{ends.month}月{ends.day}日"


def admissibility_in_words(rule: Admissibility, assessment: Assessment) -> str:
    """What becomes of which rows, and why."""
    where = where_in_words(rule.where.root, assessment) or "各行"
    warned = "，并提示填报单位" if rule.warn else ""
    return f"{_book(rule.book)}中{where}：{CONSEQUENCES[rule.then]}{warned}——{rule.say}（{rule.clause}）"


def commendation_in_words(rule: Commendation, opened: Collection[str] = ()) -> str:
    """A list of the best: who, how many, how often. `opened` are its keys that are still open."""
    who = {"unit": "单位", "person": "个人"}[rule.who]
    classes = f"（{'、'.join(rule.classes)}）" if rule.classes else ""
    places = f"取前{rule.places}名" if rule.places else f"名额{OPEN if 'places' in opened else UNSAID}"
    spans = "、".join(f"每{SPANS[span]}" for span in rule.every)
    by = f"按{rule.by}" if rule.by else ""
    return f"{rule.title}：{spans}，{who}{classes}{by}{places}{''.join(_left_out(rule))}（{rule.clause}）"


def _left_out(rule: Commendation) -> Iterator[str]:
    """Who is not considered for a list."""
    for floor in rule.floors:
        yield f"，{floor.measure}不少于{floor.at_least}{SUFFIX[floor.measure]}"
    if rule.barred_by:
        yield f"，受过{'、'.join(rule.barred_by)}处理的不列入"


def _ranked_by(ranking: Ranking) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("by", ranking.by), ("people_by", ranking.people_by)


def ranking_in_words(assessment: Assessment, opened: Collection[str] = ()) -> list[str]:
    """How standings are drawn up and how often cash is paid."""
    ranking, payout = assessment.ranking, assessment.payout
    within = {"class": "按单位类别分别排名", "all": "全部单位统一排名", None: f"分类别还是统一排名{OPEN}"}[
        ranking.within
    ]
    also = f"，另按{ranking.also}排名" if ranking.also else ""
    by, people_by = (f"按什么{OPEN}" if key in opened else f"按{own}" for key, own in _ranked_by(ranking))
    people = f"；个人{people_by}排名" if assessment.measures() & PERSONAL else ""
    ranked = f"单位{by}排名{also}，{within}{people}（{ranking.clause}）"
    if payout is None:
        return [ranked]
    paid = f"每{SPANS[payout.period]}发放一次" if payout.period else f"多久发放一次{OPEN}"
    return [ranked, f"奖励{paid}（{payout.clause}）"]


def bulletin_in_words(form: BulletinForm) -> list[str]:
    """What the bulletin has, where the assessment chooses; nothing where it leaves that to the product."""
    said = {
        "sections": f"章节：{'、'.join(SECTION_NAMES[key] for key in form.sections)}",
        "classes": f"排名只列：{'、'.join(form.classes)}" if form.classes else "",
    }
    return [said[key] for key in said if key in form.model_fields_set and said[key]]


def _book(book: Book) -> str:
    return f"“{book}”"
