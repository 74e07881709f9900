"""The reply to a unit that sent something: what came, what became of it, what is to be mended by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.answer.case import Case, counts, shown_name
from pipeline.answer.excused import why_counted
from pipeline.answer.known import Known, moment
from pipeline.answer.letter import cut, letter, sections
from pipeline.answer.mail import Draft
from pipeline.answer.reasons import by_kind
from pipeline.answer.told import label, reason_words
from pipeline.bulletin.words import clean
from pipeline.file_names import in_words
from schemas.vocabulary import ReceiptStatus, ReturnType, Severity, TimeBasis, Verdict

LISTED = 20
"""As many faults are listed in the letter; the rest are in the annotated workbook."""
LONGEST_QUOTE = 60
"""As many characters of a cell are repeated in the letter."""
SAYING_ENOUGH = frozenset({"C01", "S03"})
"""Findings whose action says all: that a cell must be filled, or what the assessment asks."""
HELD_WORDS = {
    "A03": "表内所记考核期不是本期，请换用本期模板填报后重新发送",
    "A07": "统计表的模板版本不对，请换用本期模板填报后重新发送",
    "A08": "发件邮箱不是你单位登记的邮箱，请与办公室联系核实，或用登记邮箱重新发送",
    "A09": "发件邮箱没有通过验证，请与办公室联系核实",
}
"""Finding code → what the unit is told of a file that is held; else the receipt's own words."""


def reply(case: Case, known: Known, attached: Mapping[str, bytes]) -> Draft:
    """The reply's draft with the annotated workbooks that belong to it."""
    body = [f"你单位报送的{known.form}收悉，现将办理情况告知如下。", *sections(_parts(case, known, list(attached)))]
    text = letter(case.name, body, known.office, list(attached))
    return Draft(case.addresses, f"关于{known.form}的审核回复（{case.name}）", text, attached)


def _parts(case: Case, known: Known, names: list[str]) -> Iterator[tuple[str, list[str]]]:
    yield "收件情况", [f"{n}．{_file(file, case, known)}" for n, file in enumerate(case.files, start=1)]
    yield "审核情况", list(_verdicts(case, known))
    yield "请补正的事项", list(_to_mend(case, known, names))
    yield "供核对的事项", list(_notices(case, names))


def _file(file: dict[str, Any], case: Case, known: Known) -> str:
    """When a file came, what it is called, what it says it is, and what became of it."""
    when = moment(file["received_at"])
    if file["time_basis"] == TimeBasis.FILE:
        when += "（文件时间，确切的收到时间待办公室核实）"
    kind = file["return_type"] + (f"，第{file['resend']}次" if file["resend"] else "")
    filled = case.filled[file["path"]]
    lines = f"填有{filled}行" if filled else "没有填报行"
    return f"{when}收到“{shown_name(file)}”（{kind}，{lines}）：{_became(file, known)}。"


def _became(file: dict[str, Any], known: Known) -> str:
    status = file["status"]
    if status == ReceiptStatus.COUNTED:
        why = why_counted(file, known)
        late = f"晚于截止时间（{known.period.deadline}），{why}，" if why else ""
        return late + ("按零采用申报登记" if file["return_type"] == ReturnType.NIL else "以此件为准")
    if status == ReceiptStatus.LATE:
        return f"晚于截止时间（{known.period.deadline}），登记为逾期"
    if status == ReceiptStatus.SUPERSEDED:
        return "已被你单位后来报送的统计表替代，以后件为准"
    if status == ReceiptStatus.DUPLICATE:
        return "与另一件内容完全相同，只计一次"
    return f"由办公室核实后再作处理，其中内容暂不计入。{_held(file, known)}"


def _held(file: dict[str, Any], known: Known) -> str:
    code = file["reason"].partition(" ")[0]
    return HELD_WORDS.get(code) or clean(in_words(reason_words(file["reason"]), known.names))


def _verdicts(case: Case, known: Known) -> Iterator[str]:
    """What became of the rows; before verdicts exist only that they are being looked at."""
    if not case.live:
        return
    if case.rows is None:
        yield "各行正在审核，审核结果另行告知。"
        return
    if case.rows.empty:
        return
    tally = counts(case.rows)
    refused = sum(tally[verdict] for verdict in (Verdict.REJECTED, Verdict.VOID, Verdict.DUPLICATE))
    yield (
        f"读入{len(case.rows)}行：认定{tally[Verdict.ACCEPTED]}行，待认定{tally[Verdict.PENDING]}行，"
        f"没有认定{refused}行。以上为初步结果，以印发的通报为准。"
    )
    yield from by_kind(case.rows, known)


def _to_mend(case: Case, known: Known, names: list[str]) -> Iterator[str]:
    asked = case.must_mend
    if asked.empty:
        return
    yield f"共{len(asked)}处，请于{known.mend_by}补正。"
    for number, finding in enumerate(asked.head(LISTED).to_dict("records"), start=1):
        yield f"{number}．{_fault(finding, case, known)}"
    if len(asked) > LISTED:
        yield f"其余{len(asked) - LISTED}处见{'、'.join(names)}。"
    resend = 1 + max((file["resend"] for file in case.files), default=0)
    yield (
        f"补正办法：在原统计表上只改上列各格，不增删稿件；填报类型选“{ReturnType.RESEND}”，重报次数填“{resend}”，"
        "把整张表重新发来。附件只供对照，请不要在附件上填报。"
    )


def _fault(finding: dict[Any, Any], case: Case, known: Known) -> str:
    several = len({file["path"] for file in case.live}) > 1
    which = next((f"“{shown_name(file)}”" for file in case.files if several and file["path"] == finding["path"]), "")
    return f"{which}{_place(finding, known)}：{'；'.join(filter(None, _said(finding)))}。"


def _place(finding: dict[Any, Any], known: Known) -> str:
    """The cell; where the sheet has none, the row by its title; else the whole sheet or file."""
    if finding["cell"]:
        return f"{finding['sheet']} {finding['cell']}"
    if finding["row_id"] in known.lines:
        number, title = known.lines[finding["row_id"]]
        return f"{finding['sheet']} 第{number}行《{cut(clean(title), LONGEST_QUOTE)}》"
    return f"{finding['sheet']}（整个工作表）" if finding["sheet"] else "整份统计表"


def _said(finding: dict[Any, Any]) -> Iterator[str]:
    """What was found, what was expected where that says more than the rest, what to do."""
    found = cut(clean(finding["found"]), LONGEST_QUOTE)
    if finding["cell"]:
        yield f"{label(finding)}“{found}”" if found else "没有填写"
    elif found:
        yield f"“{found}”"
    if finding["code"] not in SAYING_ENOUGH:
        yield f"应为{finding['expected']}"
    yield clean(finding["action"]).rstrip("。")


def _notices(case: Case, names: list[str]) -> Iterator[str]:
    rest = case.findings.drop(case.must_mend.index)
    weighty = int((rest["severity"] != Severity.NOTICE).sum())
    if len(rest) and names:
        also = f"，其中{weighty}处涉及已经确定的处理结果或者不能补正的来件" if weighty else ""
        yield f"另有{len(rest)}处供核对，不需补正{also}，见{'、'.join(names)}。"
    elif len(rest):
        yield f"另有{len(rest)}处供核对：" + "；".join(clean(action) for action in dict.fromkeys(rest["action"])) + "。"
