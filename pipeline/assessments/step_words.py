"""Each scoring step as one plain sentence; steps are called by their number in the list."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from pipeline.assessments.duty_words import consequence_in_words
from pipeline.assessments.words import OPEN, SPANS, UNSAID
from pipeline.wording import counted, entry_in_words, required_in_words, where_in_words
from schemas.assessment import Assessment
from schemas.conditions import FACTS
from schemas.duties import AboveStep, CompositeStep, PenaltyStep, QuotaStep, RewardStep, SanctionStep, Target
from schemas.soundness.written import CUT_PERIODS
from schemas.steps import (
    BaseStep,
    ByRankStep,
    CapStep,
    ConvertStep,
    ManualStep,
    MultiplyStep,
    Per,
    Prize,
    SameStoryStep,
    ShareStep,
    Step,
    measure_of,
)
from schemas.vocabulary import SUFFIX, Book


def step_in_words(step: Step, assessment: Assessment, opened: Collection[str] = ()) -> str:
    """One step as a sentence with its clause. `opened` are its keys that the document leaves open."""
    match step:
        case BaseStep():
            words = _base(step, assessment)
        case MultiplyStep():
            words = _multiply(step, assessment)
        case SameStoryStep():
            words = _same_story(step, assessment)
        case ShareStep():
            words = _share(step, assessment, opened)
        case CapStep():
            words = _cap(step, assessment, opened)
        case ConvertStep():
            words = _convert(step, assessment)
        case ByRankStep():
            words = _by_rank(step)
        case QuotaStep():
            words = _quota(step, assessment, opened)
        case AboveStep():
            words = f"{_numbers(step.of, assessment)}只计超出任务“{_label(step.target, assessment)}”的部分，任务之内的（按日期先后）不另计"
        case PenaltyStep() | RewardStep() | SanctionStep():
            words = consequence_in_words(step, assessment, opened)
        case CompositeStep():
            words = _composite(step, assessment)
        case ManualStep():
            words = _manual(step)
    return f"{words}（{step.clause}）"


def _label(key: str, assessment: Assessment) -> str:
    """What a target is called."""
    return next((target.label for target in assessment.targets() if target.key == key), key)


def _base(step: BaseStep, assessment: Assessment) -> str:
    only = where_in_words(step.only.root, assessment)
    suffix, each = SUFFIX[step.measure], f"每{counted(step.book)}"
    rows = [
        f"{where_in_words(row.where.root, assessment) or '各项'}：{_per(row.per) or each}{_gain(row.amount)}{suffix}{_rounding(row.per, suffix)}"
        for row in step.tariff
    ]
    payer = f"（由{step.payer}支付）" if step.payer else ""
    return f"{step.measure}{payer}：{f'限{only}；' if only else ''}{'；'.join(rows) or f'标准{OPEN}'}"


def _per(per: Per | None) -> str:
    """What an amount is for: 字数每1000字, 稿费每1元."""
    return f"{FACTS[per.fact].label}每{per.each}{FACTS[per.fact].unit}" if per else ""


def _rounding(per: Per | None, suffix: str) -> str:
    words = {"half": "四舍五入到", "down": "不足不计，计到", "up": "不足按一份计，计到"}
    return f"（{words[per.rounding]}{_plain(per.smallest)}{suffix}）" if per else ""


def _multiply(step: MultiplyStep, assessment: Assessment) -> str:
    where = where_in_words(step.where.root, assessment) or "各项"
    smallest = f"，结果四舍五入到{_plain(step.smallest)}" if step.smallest is not None else ""
    if step.factor is None:
        return f"{_numbers(step.of, assessment)}中{where}的，乘以几{OPEN}（{step.say}）{smallest}"
    if not step.factor:
        return f"{_numbers(step.of, assessment)}中{where}的，一律不计（{step.say}）"
    return f"{_numbers(step.of, assessment)}中{where}的，乘以{_plain(step.factor)}（{step.say}）{smallest}"


def _same_story(step: SameStoryStep, assessment: Assessment) -> str:
    if step.policy == "yield":
        return f"一稿在{_numbers(step.to, assessment)}已有所得的，不再计{_numbers(step.of, assessment)}"
    how = {"each": "各家分别计", "highest": "同一稿件只计最高的一次", None: f"怎样计{OPEN}"}[step.policy]
    over = "，本年前期已计过的只补差额" if (step.policy, step.across) == ("highest", "year") else ""
    return f"一稿被几家采用的，{_numbers(step.of, assessment)}{how}{over}"


def _share(step: ShareStep, assessment: Assessment, opened: Collection[str]) -> str:
    payees = {
        "unit": "归单位",
        "author": "归撰稿人",
        "reviewer": "归审稿人",
        "units": "归合写的各单位",
        None: f"归谁{OPEN}",
    }
    splits = {"equal": "均分", "first": "只计第一人", "full": "各计全数", "half": "各计一半", None: f"怎样分{OPEN}"}
    several = {"reviewer": "审稿人不止一人的", "units": "几个单位合写的"}.get(step.payee or "", "几人合写的")
    split = "" if step.payee == "unit" else f"，{several}{splits[step.split]}"
    smallest = (
        f"，分到{_plain(step.smallest)}{SUFFIX[step.into]}，余数按{'单位代码' if step.payee == 'units' else '署名'}先后"
        if step.smallest is not None
        else ""
    )
    if step.smallest is None and "smallest" in opened:
        smallest = f"，分到多细{OPEN}"
    most = f"，最多计{step.at_most}人" if step.at_most else ""
    roles = "".join(f"，{role}按{_plain(factor)}折算" for role, factor in step.roles.items())
    return f"{_numbers(step.of, assessment)}{payees[step.payee]}，记为{step.into}{split}{smallest}{most}{roles}"


def _cap(step: CapStep, assessment: Assessment, opened: Collection[str]) -> str:
    steps = _numbers(step.of, assessment)
    if step.limit is None and step.floor is None:
        said = "" if "limit" in step.model_fields_set else f"上限{UNSAID}，"
        return f"{steps}合计{f'有无上限{OPEN}' if 'limit' in opened else f'{said}不封顶'}"
    measure = next((measure_of(one) for one in assessment.steps if one.id in step.of), None)
    suffix = SUFFIX[measure] if measure else ""
    whose = {"unit": "每个单位", "person": "每人", "story": "每篇稿件"}[step.per]
    when = {"month": "每月", "period": "每期", "year": "全年"}[step.period]
    most = f"最多计{_plain(step.limit)}{suffix}" if step.limit is not None else ""
    least = f"最少计{_plain(step.floor)}{suffix}" if step.floor is not None else ""
    return f"{whose}{when}{steps}合计{'，'.join(filter(None, [most, least]))}"


def _convert(step: ConvertStep, assessment: Assessment) -> str:
    whose = {"unit": "单位", "person": "个人"}[step.who]
    rates = "；".join(
        f"{where_in_words(rate.where.root, assessment) or '各单位'}乘以{_plain(rate.factor)}" for rate in step.rates
    )
    smallest = f"，四舍五入到{_plain(step.smallest)}{SUFFIX[step.into]}" if step.smallest is not None else ""
    payer = f"（由{step.payer}支付）" if step.payer else ""
    return f"{step.into}{payer}：{whose}{_numbers(step.of, assessment)}的合计，{rates or f'乘以几{OPEN}'}{smallest}"


def _by_rank(step: ByRankStep) -> str:
    whose = {"unit": "单位", "person": "个人"}[step.who]
    within = {"class": "分类别", "all": "统一", None: f"（是否分类别{OPEN}）"}[step.within]
    prizes = "，".join(f"{_places(prize)}各{_plain(prize.amount)}{SUFFIX[step.measure]}" for prize in step.prizes)
    payer = f"（由{step.payer}支付）" if step.payer else ""
    return f"{step.measure}{payer}：{whose}按本期{step.by}{within}排名，{prizes or f'各名次多少{OPEN}'}，并列的各按该名次计"


def _places(prize: Prize) -> str:
    return f"第{prize.first}名" if prize.first == prize.last else f"第{prize.first}至{prize.last}名"


def _quota(step: QuotaStep, assessment: Assessment, opened: Collection[str]) -> str:
    whose = {"office": "全局", "unit": "各单位"}[step.scope]
    span = f"每{SPANS[step.period]}" if step.period else f"多长时间{OPEN}"
    owed = "，".join(
        f"{target.label}{_counts(target, assessment)}{OPEN if f'targets.{target.id or j}.required' in opened else _required(target, step.book, assessment)}"
        for j, target in enumerate(step.targets)
    )
    return f"任务（{whose}，{span}）：{owed or OPEN}{_edges(step, opened)}{_unreported(step, opened)}"


def _counts(target: Target, assessment: Assessment) -> str:
    """Which rows count for a target, where not all do."""
    where = where_in_words(target.counts.root, assessment)
    return f"（{where}）" if where else ""


def _required(target: Target, book: Book, assessment: Assessment) -> str:
    """How many of what: rows, entries of a kind, and what stands in for them."""
    entered = f"（数登记的“{target.entries}”）" if target.entries else ""
    others = "".join(
        f"，{where_in_words(other.counts.root, assessment)}每{other.each}{counted(book)}抵1{counted(book)}"
        for other in target.equivalents
    )
    return f"{required_in_words(target.required, book, assessment)}{entered}{others}"


def _edges(step: QuotaStep, opened: Collection[str]) -> str:
    """What becomes of spans that the period cuts; nothing where no span can be cut."""
    if step.period is not None and step.period not in CUT_PERIODS:
        return ""
    spans = SPANS[step.period] if step.period else "周、半月、月"
    if "edges" in opened:
        return f"；首尾不完整的{spans}是否考核{OPEN}"
    if "edges" not in step.model_fields_set:
        return ""  # then the readings of the period offer none that can be cut
    return {
        "whole": f"；首尾不完整的{spans}不计任务",
        "cut": f"；首尾不完整的{spans}也要完成",
        "ended": f"；首尾不完整的{spans}归入结束日所在的一期，连同上期的部分一起算",
        "join": f"；期初不完整的{spans}与下一个合并算",
    }[step.edges]


def _unreported(step: QuotaStep, opened: Collection[str]) -> str:
    """What becomes of units without a return; the whole office is never without one."""
    if step.scope == "office":
        return ""
    said = {"zero": "的按没有完成算", "unverifiable": "的无从核验", None: "的怎样算"}[step.unreported]
    unsaid = (OPEN if "unreported" in opened else UNSAID) if step.unreported is None else ""
    return f"；没有报表{said}{unsaid}"


def _composite(step: CompositeStep, assessment: Assessment) -> str:
    labels = {
        target.key: target.label
        for one in assessment.steps
        if isinstance(one, QuotaStep)
        for target in one.targets
    }  # fmt: skip
    parts = "，".join(f"{labels.get(part.target, part.target)}{_plain(part.amount)}分" for part in step.parts)
    over = {True: "，超额不加分", False: "，超额按比例加分", None: f"，超额怎样计{OPEN}"}[step.cap]
    short = {"prorata": "，不足按比例计分", "none": "，不足不计分", None: f"，不足怎样计{OPEN}"}[step.partial]
    smallest = f"，四舍五入到{_plain(step.smallest)}分" if step.smallest is not None else ""
    return f"{step.measure}：完成任务的，{parts or OPEN}{over}{short}{smallest}"


def _manual(step: ManualStep) -> str:
    rows = [f"{row.level or '每件'}{entry_in_words(_signed(row.amount), step.measure)}" for row in step.tariff]
    once = {"entry": "", "unit": "；同一单位同一级别只计一次", None: f"；多次的怎样计{OPEN}"}[step.once_per]
    return f"{step.measure}：登记的“{step.kind}”，{'，'.join(rows) or f'标准{OPEN}'}{once}"


def _signed(amount: Decimal | None) -> str | None:
    if amount is None:
        return None
    return f"扣{_plain(-amount)}" if amount < 0 else f"加{_plain(amount)}"


def _gain(amount: Decimal) -> str:
    return f"扣{_plain(-amount)}" if amount < 0 else _plain(amount)


def _plain(amount: Decimal) -> str:
    """A decimal without exponent and needless zeros."""
    return f"{amount.normalize():f}"


def _numbers(names: list[str], assessment: Assessment) -> str:
    """Steps by their numbers in the list: 第2、4步."""
    places = {step.id: number for number, step in enumerate(assessment.steps, start=1)}
    return f"第{'、'.join(str(places.get(name, name)) for name in names)}步"
