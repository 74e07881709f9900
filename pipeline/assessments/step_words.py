"""Each scoring step as one plain sentence; steps are called by their number in the list."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from pipeline.assessments.words import OPEN, SPANS, UNSAID
from pipeline.wording import counted, entry_in_words, required_in_words, where_in_words
from schemas.assessment import Assessment
from schemas.soundness.written import CUT_PERIODS
from schemas.steps import (
    BaseStep,
    Bearers,
    CapStep,
    CompositeStep,
    ManualStep,
    MultiplyStep,
    PenaltyStep,
    QuotaStep,
    SameStoryStep,
    ShareStep,
    Step,
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
        case QuotaStep():
            words = _quota(step, opened)
        case PenaltyStep():
            words = _penalty(step, assessment, opened)
        case CompositeStep():
            words = _composite(step, assessment)
        case ManualStep():
            words = _manual(step)
    return f"{words}（{step.clause}）"


def _base(step: BaseStep, assessment: Assessment) -> str:
    only = where_in_words(step.only.root, assessment)
    suffix, each = SUFFIX[step.measure], f"每{counted(step.book)}"
    rows = [
        f"{where_in_words(row.where.root, assessment) or '各项'}：{each}{_gain(row.amount)}{suffix}"
        for row in step.tariff
    ]
    return f"{step.measure}：{f'限{only}；' if only else ''}{'；'.join(rows) or f'标准{OPEN}'}"


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
    return f"一稿被几家采用的，{_numbers(step.of, assessment)}{how}"


def _share(step: ShareStep, assessment: Assessment, opened: Collection[str]) -> str:
    payees = {"unit": "归单位", "author": "归撰稿人", "reviewer": "归审稿人", None: f"归谁{OPEN}"}
    splits = {"equal": "均分", "first": "只计第一人", "full": "每人各计全数", None: f"怎样分{OPEN}"}
    several = "审稿人不止一人的" if step.payee == "reviewer" else "几人合写的"
    split = "" if step.payee == "unit" else f"，{several}{splits[step.split]}"
    smallest = f"，分到{_plain(step.smallest)}{SUFFIX[step.into]}，余数按署名先后" if step.smallest is not None else ""
    if step.smallest is None and "smallest" in opened:
        smallest = f"，分到多细{OPEN}"
    return f"{_numbers(step.of, assessment)}{payees[step.payee]}，记为{step.into}{split}{smallest}"


def _cap(step: CapStep, assessment: Assessment, opened: Collection[str]) -> str:
    steps = _numbers(step.of, assessment)
    if step.limit is None:
        said = "" if "limit" in step.model_fields_set else f"上限{UNSAID}，"
        return f"{steps}合计{f'有无上限{OPEN}' if 'limit' in opened else f'{said}不封顶'}"
    measure = next((one.measure for one in assessment.steps if one.id in step.of and isinstance(one, BaseStep)), None)
    return f"每个单位每期{steps}合计最多计{_plain(step.limit)}{SUFFIX[measure] if measure else ''}"


def _quota(step: QuotaStep, opened: Collection[str]) -> str:
    whose = {"office": "全局", "unit": "各单位"}[step.scope]
    span = f"每{SPANS[step.period]}" if step.period else f"多长时间{OPEN}"
    owed = "，".join(
        f"{target.label}{OPEN if f'targets.{target.id or j}.required' in opened else required_in_words(target.required, step.book)}"
        for j, target in enumerate(step.targets)
    )
    return f"任务（{whose}，{span}）：{owed or OPEN}{_edges(step, opened)}{_unreported(step, opened)}"


def _edges(step: QuotaStep, opened: Collection[str]) -> str:
    """What becomes of spans that the period cuts; nothing where no span can be cut."""
    if step.book == Book.UPWARD or (step.period is not None and step.period not in CUT_PERIODS):
        return ""
    spans = SPANS[step.period] if step.period else "周、半月、月"
    if "edges" in opened:
        return f"；首尾不完整的{spans}是否考核{OPEN}"
    if "edges" not in step.model_fields_set:
        return ""  # then the readings of the period offer none that can be cut
    return {"whole": f"；首尾不完整的{spans}不计任务", "cut": f"；首尾不完整的{spans}也要完成"}[step.edges]


def _unreported(step: QuotaStep, opened: Collection[str]) -> str:
    """What becomes of units without a return; the whole office is never without one."""
    if step.scope == "office":
        return ""
    said = {"zero": "的按没有完成算", "unverifiable": "的无从核验", None: "的怎样算"}[step.unreported]
    unsaid = (OPEN if "unreported" in opened else UNSAID) if step.unreported is None else ""
    return f"；没有报表{said}{unsaid}"


def _penalty(step: PenaltyStep, assessment: Assessment, opened: Collection[str]) -> str:
    quota = next((one for one in assessment.steps if isinstance(one, QuotaStep) and one.id == step.of), None)
    book = quota.book if quota else Book.ADOPTION
    verb = "少采用" if book == Book.ADOPTION else "少报"
    borne = f"由谁承担{OPEN}" if "bearers" in opened else f"由{_bearers(step.bearers)}承担"
    loss = f"扣{_plain(-step.per_item)}{SUFFIX[step.measure]}" if step.per_item is not None else f"扣多少{OPEN}"
    cost = f"每{verb}1{counted(book)}{loss}"
    return f"{step.measure}：没有完成{_numbers([step.of], assessment)}任务的，{cost}，{borne}"


def _bearers(bearers: list[Bearers] | None) -> str:
    if not bearers:
        return "单位"
    return "、".join(f"{'、'.join(one.classes) or '各单位'}{'、'.join(one.roles) or '全体人员'}" for one in bearers)


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
