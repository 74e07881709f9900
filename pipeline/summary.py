"""What a command tells the person at the terminal: a short Chinese summary, never a wall of logs."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.bulletin import stand_ins
from pipeline.file_names import called, in_words, mailed_names
from pipeline.produce import Published
from pipeline.run import Outcome, Setting
from pipeline.score.lines import written
from schemas.soundness import outlet_problems, role_problems
from schemas.vocabulary import Effect, Measure, Reason, ReceiptStatus, Severity, Standing, Verdict

OF_FILES = "A"
"""The letter of findings whose words are the product's own and may name other files; cells hold what a unit typed."""


PAPERS = (
    "bulletin.pdf", "bulletin.docx", "bulletin.html", "payroll.xlsx", "notices.xlsx", "tables.xlsx", "dispatch-form.pdf",
    "audit", "review",
)  # fmt: skip
"""What a run may put out, in the order it is told; without cash there is no payroll."""
FOR_THE_PUBLIC = "bulletin-public.pdf、.docx、.html 和 dispatch-form-public.pdf（公开稿）"
"""The public edition's files, told on one line."""


def summary(published: Published, *, verbose: bool = False) -> Group:
    """Who reported, what became of the rows, the totals, what needs the officer, and where the papers are."""
    outcome = published.outcome
    checked = outcome.scored.checked
    parts: list[RenderableType] = [
        Text(f"{checked.period.label}（统计期间{checked.period.window}）", style="bold"),
        figures_line("报表", _standings(outcome.totals.units)),
        figures_line("填报行", _verdicts(outcome.scored.rows)),
        figures_line("合计", {**totals_in_words(outcome.totals.units), **_sanctions(outcome.scored.ledger)}),
    ]
    if outcome.recomputed:
        parts.append(Text(f"往期尚未定稿，已据上报表重算：{'、'.join(outcome.recomputed)}"))
    if attention := _attention(published):
        parts += [Text("请经办人处理：", style="bold yellow"), *(Text(f"  · {line}") for line in attention)]
    if verbose:
        parts.append(finding_table(outcome.scored.findings, checked.receipts))
    parts.append(Text("结果（征求意见稿）：", style="bold"))
    made = [name for name in PAPERS if (published.folder / name).exists()]
    parts += [Text(f"  {published.folder / name}") for name in made]
    parts.append(Text(f"  {published.folder / FOR_THE_PUBLIC}"))
    if said := stand_ins.warning(stand_ins.stand_ins()):
        parts.append(Text(said, style="dim"))
    return Group(*parts)


def figures_line(label: str, facts: dict[str, str]) -> Text:
    """A line of named figures."""
    return Text(f"{label}：" + "，".join(f"{name} {value}" for name, value in facts.items()))


def _standings(units: pd.DataFrame) -> dict[str, str]:
    counts = units["standing"].value_counts()
    return {"应报": f"{len(units)}个单位"} | {standing: str(counts.get(standing, 0)) for standing in Standing}


def _verdicts(rows: pd.DataFrame) -> dict[str, str]:
    counts = rows["verdict"].value_counts()
    return {"读入": f"{len(rows)}行"} | {verdict: str(counts[verdict]) for verdict in Verdict if counts.get(verdict, 0)}


def totals_in_words(units: pd.DataFrame) -> dict[str, str]:
    """What `ledger.UnitStandings` add up to, each with its unit."""
    counted = {
        "报送": ("submitted", Measure.SUBMITTED),
        "采用": ("items", Measure.ITEMS),
        "积分": ("points", Measure.UNIT_POINTS),
        "奖励": ("cash", Measure.CASH),
        "经费": ("funds", Measure.UNIT_FUNDS),
    }
    sums = {name: (int(units[column].sum()), measure) for name, (column, measure) in counted.items()}
    return {name: written(total, measure) for name, (total, measure) in sums.items() if total or name == "采用"}


def _sanctions(ledger: pd.DataFrame) -> dict[str, str]:
    """How many consequences without an amount there are, if any."""
    number = int(ledger.loc[ledger["measure"] == Measure.SANCTIONS, "amount"].sum())
    return {str(Measure.SANCTIONS): written(number, Measure.SANCTIONS)} if number else {}


def _attention(published: Published) -> list[str]:
    """What waits for the officer, a line each; the number of findings comes last."""
    outcome, errors = published.outcome, published.outcome.scored.findings["severity"].value_counts()
    counts = "，".join(f"{kind} {errors.get(kind, 0)} 处" for kind in Severity)
    return [
        *_waiting_files(outcome.scored.checked.receipts),
        *_waiting_rows(outcome),
        *_rule_notices(outcome.setting),
        *_told_too_late(outcome),
        *_in_print(published),
        f"问题清单：{counts}，见 review/问题清单.csv",
    ]


def _waiting_rows(outcome: Outcome) -> Iterator[str]:
    rows, findings = outcome.scored.rows, outcome.scored.findings
    if pending := int(((rows["verdict"] == Verdict.PENDING) & (rows["reason_code"] != Reason.FILE_HELD)).sum()):
        yield f"待认定的行 {pending} 行，请填 review/待认定.xlsx（不计入积分和奖励）"
    if unknown := sorted(set(findings.loc[findings["code"] == "S02", "found"])):
        yield f"名录外的媒体 {len(unknown)} 家，请补入名录，或在 review/待认定.xlsx 中定级：{'、'.join(unknown)}"
    if differing := len(outcome.scored.checked.papers.register.differences):
        yield f"收稿登记与单位填报不一致 {differing} 处，见 review/收稿登记核对差异.csv"


def _told_too_late(outcome: Outcome) -> Iterator[str]:
    """What counts for nothing as it stands: files of unknown time or not registered, rulings without effect."""
    unregistered = outcome.scored.checked.unregistered
    if unsure := int((outcome.scored.findings["code"] == "A04").sum()):
        yield f"收到时间只知文件时间的来件 {unsure} 份，请在 receipts.csv 登记真实时间"
    if idle := int(outcome.scored.rulings["effect"].isin([Effect.LAPSED, Effect.WAITING]).sum()):
        yield f"没有起作用的认定 {idle} 项，见 audit/19_认定事项.csv"
    if unregistered:
        yield f"未登记的文件 {len(unregistered)} 个，未计入，请先登记（collect）再运行：{'、'.join(unregistered)}"


def _in_print(published: Published) -> Iterator[str]:
    if published.missing_glyphs:
        yield f"字体缺字，PDF 中显示不出：{'、'.join(published.missing_glyphs)}"
    if published.unfit:
        told = "、".join(published.unfit)
        yield f"remarks-public.md 写有金额、批示、电话、证件号码或文件名，请核对可否公开：{told}"


def _waiting_files(receipts: pd.DataFrame) -> list[str]:
    """Files that are held or set aside, why, and where the officer settles the former."""
    waiting = receipts[receipts["status"].isin([ReceiptStatus.HELD, ReceiptStatus.QUARANTINED])]
    names = mailed_names(receipts)
    lines = [
        f"{one['status']}的来件 {called(one['path'], names)}：{in_words(one['reason'], names)}"
        for one in waiting.to_dict("records")
    ]
    held = bool((waiting["status"] == ReceiptStatus.HELD).any())
    return [*lines, *(["待经办处理的来件，请核实后填 review/待认定.xlsx 的“来件”"] if held else [])]


def _rule_notices(setting: Setting) -> list[str]:
    """What is sound in the rules and still worth a look: clauses nobody cites, tiers and roles nobody has."""
    rules, roster = setting.rules, setting.roster
    found = [
        *outlet_problems(rules.assessment, set(roster.outlets["tier"])),
        *role_problems(rules.assessment, set(roster.people["role"])),
    ]
    return [f"考核办法：{text}" for text in (*rules.notices, *(one.text for one in found))]


def finding_table(findings: pd.DataFrame, receipts: pd.DataFrame) -> Table:
    """Every finding, one line each; a mailed file goes by the name it was sent with (`records.Receipts`)."""
    names = mailed_names(receipts)
    table = Table("轻重", "单位", "文件", "单元格", "填写内容", "应为", "怎样处理", title=f"问题 {len(findings)} 处")
    for one in findings.to_dict("records"):
        row = (
            one["severity"],
            one["unit_code"],
            called(one["path"], names),
            one["cell"],
            in_words(one["found"], names) if one["code"].startswith(OF_FILES) else one["found"],
            one["expected"],
            one["action"],
        )
        table.add_row(*(Text(str(text)) for text in row))
    return table


def explanation(title: str, lines: pd.DataFrame, clauses: pd.DataFrame) -> Group:
    """A unit's or person's lines, row by row of the returns, each with its clause; then the sum of each measure."""
    parts: list[RenderableType] = [Text(title, style="bold")]
    for _, of_row in lines.groupby(["行号", "依据种类", "依据"], sort=False):
        parts.append(Text(f"\n{_origin(of_row.iloc[0])}"))
        parts += [Text(_line(one), style="" if one["本人"] else "dim") for one in of_row.to_dict("records")]
    parts.append(Text("\n所据条款：", style="bold"))
    cited = clauses[clauses["条款"].isin(lines["条款"])].to_dict("records")
    parts += [Text(f"  {one['条款']}（{one['出处']}）：{one['大意']}") for one in cited]
    own = lines[lines["本人"]]
    sums = own.assign(数额=own["数额"].astype("int64")).groupby("计量", sort=False)["数额"].sum()
    words = "，".join(f"{measure} {written(int(amount), Measure(str(measure)))}" for measure, amount in sums.items())
    return Group(*parts, Text(f"合计：{words}" if words else "本期没有台账", style="bold"))


def _origin(first: pd.Series[Any]) -> str:
    """What some lines rest on: a row of a return, or a quota, an entry or a sum."""
    if first["行号"] == "-1":
        return f"{first['依据种类']} {first['依据']}"
    outlet = f" {first['媒体']}" if first["媒体"] else ""
    where = f"{first['文件']} {first['工作表']} 第{first['表内行号']}行"
    ruled = f"，认定 {numbers}" if (numbers := first.get("认定编号", "")) else ""
    return f"《{first['刊发标题']}》{outlet} {first['日期']}（{where}{ruled}）"


def _line(one: dict[Hashable, Any]) -> str:
    """One ledger line: number, measure, amount, arithmetic, clause."""
    amount = written(int(one["数额"]), Measure(one["计量"]))
    return f"  第{one['笔号']}笔 {one['计量']} {amount}：{one['算式']}（{one['条款']}）"
