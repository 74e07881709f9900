"""What every cell of every annex must be, from the audit tables: an annex that this does not know fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from tests.bulletin.printed.audit import Audit, figure
from tests.bulletin.printed.duties import Duty, duties
from tests.bulletin.printed.money import cash_tables, entry_tables, funds_tables, sanction_tables
from tests.bulletin.printed.said import Annex, Said, bare
from tests.bulletin.printed.standings import Rows, person_tables, unit_tables

Record = dict[str, str]
REFUSED = ("待认定", "不认定", "作废", "重复")
LIMITS = {"个人排名": 250, "奖励核算表": 300}
"""So many rows are printed on paper; the page has all."""
STANDINGS = ("未报表", "待经办处理", "逾期", "零采用申报")


def wrong_cells(said: Said, audit: Audit, *, on_paper: bool) -> Iterator[str]:
    """Each row that is not what the audit tables make of it, or that is missing or too much."""
    for annex in said.annexes:
        (made,) = [(end, make) for end, make in TABLES.items() if annex.title.endswith(end)]
        printed = [list(table[1:]) for table in annex.tables]
        limit = LIMITS.get(made[0]) if on_paper else None
        wanted = [_bare(rows) for rows in made[1](audit, annex)]
        if limit and sum(map(len, printed)) < sum(map(len, wanted)):
            printed, wanted = [rows[:limit] for rows in printed], [rows[:limit] for rows in wanted]
        yield from _different(annex.title, printed, wanted)


def _bare(rows: Rows) -> Rows:
    return [tuple(map(bare, row)) for row in rows]


def _different(title: str, printed: list[Rows], wanted: list[Rows]) -> Iterator[str]:
    if [*map(len, printed)] != [*map(len, wanted)]:
        yield f"{title}：印出{[*map(len, printed)]}行，应为{[*map(len, wanted)]}行"
    for table, right in zip(printed, wanted, strict=False):
        for row, must in zip(table, right, strict=False):
            if row != must:
                yield f"{title}\n  印出：{row}\n  应为：{must}"


def accepted_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """Accepted items by unit and day; a digest by unit where the annex is one."""
    order = {code: n for n, code in enumerate(audit.units["单位代码"])}
    rows = sorted(_records(audit.accepted), key=lambda one: (order[one["单位代码"]], one["日期"], one["行标识"]))
    if "级别" in annex.tables[0][0]:
        return [[_item(audit, one) for one in rows]]
    units = [(code, list(group)) for code, group in groupby(rows, key=lambda one: one["单位代码"])]
    return [
        [
            (
                audit.unit_name(code),
                str(len(items)),
                *(str(len({one[name] for one in items})) for name in ("稿件", "媒体")),
                _day(max(one["日期"] for one in items)),
            )
            for code, items in units
        ]
    ]


def _item(audit: Audit, one: Record) -> tuple[str, ...]:
    tier = audit.names.tiers.get(one["级别"], "")
    outlet = one["媒体"] or one["媒体刊物全称"]
    return audit.unit_name(one["单位代码"]), one["刊发标题"], one["撰稿人"], outlet, tier, _day(one["日期"])


def _day(day: str) -> str:
    return f"{int(day[5:7])}月{int(day[8:10])}日"


def refused_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """Rows not admitted, by unit; a digest where the annex is one."""
    order = {code: n for n, code in enumerate(audit.units["单位代码"])}
    rows = sorted(_records(audit.refused), key=lambda one: (order.get(one["单位代码"], len(order)), int(one["行号"])))
    if annex.tables[0][0][0:2] == ("单位", "标题"):
        reasons = [row[4] for row in annex.tables[0][1:]]
        return [[_refused(audit, one, said) for one, said in zip(rows, [*reasons, *[""] * len(rows)], strict=False)]]
    names = dict.fromkeys(one["单位"] or "（未定）" for one in rows)
    counts = {(name, verdict): 0 for name in names for verdict in REFUSED}
    for one in rows:
        counts[one["单位"] or "（未定）", one["处理结果"]] += 1
    return [[(name, *(str(counts[name, verdict] or "—") for verdict in REFUSED)) for name in names]]


def _refused(audit: Audit, one: Record, said: str) -> tuple[str, ...]:
    """The reason may be told in the rule's words or in those of the office's decision."""
    if one["理由代码"] in ("填写有误，待补正", "所在来件待经办处理"):
        return *_told_of(one), one["理由代码"], one["依据条款"]
    words = [bare(word) for word in audit.reasons(one["理由代码"], one["理由"])]
    reason = said if said in words else one["理由"]
    return *_told_of(one), reason, one["依据条款"]


def _told_of(one: Record) -> tuple[str, ...]:
    outlet = one["填写的媒体"] if one["台账"] == "采用明细" else f"（{one['台账']}）"
    return one["单位"] or "（未定）", one["刊发标题"], outlet, one["处理结果"]


def receipt_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """Units that are not simply on time, and the last of their files that tells how they stand."""
    passed_over = ("已被后件替代", "重复来件", "隔离", "不是上报表")
    telling = [one for one in _records(audit.table("02")) if one["处理结果"] not in passed_over]
    last = {one["单位代码"]: one for one in sorted(telling, key=lambda one: one["收到时间"])}
    blank, maybe = {"收到时间": "", "理由": ""}, {"收到时间": "", "理由": "有来件可能属于该单位，由经办人核实"}
    units = [one for standing in STANDINGS for one in _records(audit.units) if one["报表情况"] == standing]
    told = [(one, last.get(one["单位代码"], maybe if one["报表情况"] == "待经办处理" else blank)) for one in units]
    return [[(one["单位"], one["报表情况"], file["收到时间"], file["理由"]) for one, file in told]]


def quota_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """The office's own tasks, then those of units in the order of the roster."""
    order = list(audit.units["单位代码"])
    own = [_duty(one) for one in duties(audit, "全局")]
    units = sorted(duties(audit, "单位"), key=lambda one: order.index(one.unit))
    return [table for table in (own, [(audit.unit_name(one.unit), *_duty(one)) for one in units]) if table]


def _duty(one: Duty) -> tuple[str, ...]:
    asked = str(one.required) if one.required or one.checkable else ""
    if not one.checkable:
        return one.label, asked, "", "", one.note or "未能核验"
    return one.label, asked, str(one.done), str(one.short) if one.short else "—", one.note


def decision_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """The office's decisions as decided, each clause told once; clauses that are not computed as printed."""
    clauses, seen, rows = _clauses(audit), set[str](), list[tuple[str, ...]]()
    for one in _records(audit.table("18")):
        told = "见前" if one["条款"] in seen else clauses.get(one["条款"], "")
        seen.add(one["条款"])
        rows.append((one["条款"], told, one["未规定的事项"], one["本单位的决定"], one["决定人"], one["决定日期"]))
    stated = [(row[0], clauses[row[0]], row[2]) for table in annex.tables[1:] for row in table[1:]]
    return [rows, *([stated] if stated else [])]


def _clauses(audit: Audit) -> dict[str, str]:
    clauses = audit.table("17")
    return dict(zip(clauses["条款"], clauses["大意"], strict=True))


def honour_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """Each list whom it names, then those left out, in the order of the audit's own table."""
    lines, made = _records(audit.table("21")), list[Rows]()
    for named in (True, False):
        chosen = [one for one in lines if (one["不具备评选资格"] == "") == named]
        for _, group in groupby(chosen, key=lambda one: (one["规则"], one["时段"])):
            made.append([_honoured(one) if named else _left_out(one) for one in group])
    return made


def _honoured(one: Record) -> tuple[str, ...]:
    who = (one["姓名"], one["单位"]) if one["人员"] else (one["单位"], one["类别"])
    return one["名次"], *who, figure(int(one["数额"]), one["计量"])


def _left_out(one: Record) -> tuple[str, ...]:
    return one["姓名"] or one["单位"], figure(int(one["数额"]), one["计量"]), one["不具备评选资格"]


def _records(table: object) -> list[Record]:
    return table.to_dict("records")  # type: ignore[attr-defined, no-any-return]


TABLES: dict[str, Callable[[Audit, Annex], list[Rows]]] = {
    "各单位排名": unit_tables,
    "个人排名": person_tables,
    "拟表彰名单": honour_tables,
    "采用篇目": accepted_tables,
    "各单位采用篇数": accepted_tables,
    "报表情况": receipt_tables,
    "未认定信息及理由": refused_tables,
    "各单位未认定信息条数": refused_tables,
    "任务完成情况": quota_tables,
    "登记事项": entry_tables,
    "处理事项": sanction_tables,
    "本单位决定事项": decision_tables,
    "奖励核算表": cash_tables,
    "单位经费扣减核算表": funds_tables,
}
"""How an annex's title ends → what its tables must be."""
