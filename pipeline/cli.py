"""Commands: arguments, progress, messages and exit codes. No work is done here.

Exit codes: 0 done (findings are no failure), 2 something only the office can settle, 64 bad usage; else a bug.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from filelock import FileLock, Timeout
from rich.console import Console

from pipeline.assessments.cli import app as assessments
from pipeline.errors import ControlError, OfficeError, UsageError
from pipeline.workspace import LOCK, Workspace

if TYPE_CHECKING:
    from pipeline.collect.stage import Collected
    from pipeline.period_id import PeriodId
    from pipeline.run import Setting, Stage
    from schemas.periods import Cadence

NEEDS_OFFICE = 2
BAD_USAGE = 64
app = typer.Typer(add_completion=False, no_args_is_help=True, help="信息宣传通报：收表、核对、计分、排名、排版。")
app.add_typer(assessments, name="assessment")
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Period = Annotated[str, typer.Argument(help="考核期，如 2026Q3（季度）、2026M08（月）", metavar="考核期")]
Inputs = Annotated[Path, typer.Option(help="来件与设置所在的文件夹", metavar="文件夹")]
Outputs = Annotated[Path, typer.Option(help="结果写到的文件夹", metavar="文件夹")]
Workers = Annotated[int, typer.Option(help="同时读取的进程数", min=1, metavar="N")]
Verbose = Annotated[bool, typer.Option("--verbose", help="逐条列出问题")]
INPUTS, OUTPUTS = Path("inputs"), Path("outputs")


@app.command()
def quarter(
    period: Period, inputs: Inputs = INPUTS, outputs: Outputs = OUTPUTS, workers: Workers = 2, verbose: Verbose = False
) -> None:
    """一键出一个考核期的通报：季度、月、半年、年度或者专项活动；按月考核的，也可以出一个季度的。"""
    workspace = Workspace(inputs, outputs)
    with _alone(outputs), _stages() as stage:
        setting, chosen = _open(workspace, period, workers, stage)
        from pipeline.summed.command import publish_span

        said = publish_span(setting, chosen, verbose=verbose)
    out.print(said)


@app.command()
def halfyear(
    period: Annotated[str, typer.Argument(help="半年，如 2026H1", metavar="半年")],
    inputs: Inputs = INPUTS, outputs: Outputs = OUTPUTS, workers: Workers = 2,
) -> None:  # fmt: skip
    """出半年的通报：由各季度或各月的结果合计，不另行计分。"""
    _over("halfyear", period, Workspace(inputs, outputs), workers)


@app.command()
def year(
    period: Annotated[str, typer.Argument(help="年度或学年，如 2026Y；跨年的学年以起始的一年为准", metavar="年度")],
    inputs: Inputs = INPUTS, outputs: Outputs = OUTPUTS, workers: Workers = 2,
) -> None:  # fmt: skip
    """出年度（学年）的通报：由各季度或各月的结果合计，不另行计分。"""
    _over("year", period, Workspace(inputs, outputs), workers)


@app.command()
def month(
    period: Annotated[str, typer.Argument(help="月，如 2026M08", metavar="月")],
    book: Annotated[str, typer.Option(help="报送或者采用；按月考核的单位不写", metavar="报送|采用")] = "",
    inputs: Inputs = INPUTS, outputs: Outputs = OUTPUTS, workers: Workers = 2,
) -> None:  # fmt: skip
    """出一个月的通报：按月考核的照考核办法出；按季、半年等考核的，只统计当月报送或者采用的数量。"""
    workspace = Workspace(inputs, outputs)
    with _alone(outputs), _stages() as stage:
        setting, chosen = _open(workspace, period, workers, stage)
        from pipeline.monthly.command import publish_month

        said = publish_month(setting, chosen, book)
    out.print(said)


@app.command()
def statements(period: Period, inputs: Inputs = INPUTS, outputs: Outputs = OUTPUTS, workers: Workers = 2) -> None:
    """出通报，并为每个单位编制《得分核对单》（xlsx 和 PDF），供单位核对签字。"""
    workspace = Workspace(inputs, outputs)
    with _alone(outputs), _stages() as stage:
        setting, chosen = _open(workspace, period, workers, stage)
        from pipeline.produce import produce

        published = produce(setting, chosen, with_statements=True)
    number = len(published.outcome.totals.units)
    out.print(f"已编制 {number} 份得分核对单，在 {published.folder / 'review' / '核对单'}")


@app.command()
def collect(period: Period, inputs: Inputs = INPUTS) -> None:
    """收取邮箱里的新邮件，登记考核期文件夹里的新来件。"""
    workspace = Workspace(inputs, OUTPUTS)
    with _stages() as stage, stage("收取、登记新来件"):
        found = _collected(workspace, period)
    from pipeline.collect.told import told

    for line in told(found, workspace.receipts(period)):
        out.print(line, markup=False)
    if found.failure:
        raise found.failure


@app.command()
def check(period: Period, inputs: Inputs = INPUTS, outputs: Outputs = OUTPUTS, workers: Workers = 2) -> None:
    """只核对上报表，列出问题，不计分。"""
    workspace = Workspace(inputs, outputs)
    with _alone(outputs), _stages() as stage:
        setting, chosen = _open(workspace, period, workers, stage)
        from pipeline.check_period import check_period
        from pipeline.produce import refresh

        checked = check_period(setting, chosen)
        refresh(setting, checked)
    from pipeline.summary import finding_table

    out.print(finding_table(checked.findings, checked.receipts))
    out.print(f"全部问题见 {setting.workspace.published(chosen.id) / 'review'}")


@app.command()
def template(period: Period, inputs: Inputs = INPUTS, outputs: Outputs = OUTPUTS) -> None:
    """为每个单位生成本考核期的空白统计表。"""
    from pipeline.template.period import unsettled, write_templates

    setting, chosen = _open(Workspace(inputs, outputs), period, 1, _no_stage())
    written = write_templates(setting, chosen)
    out.print(f"已生成 {len(written)} 份空白统计表，在 {written[0].parent}")
    if unsettled_gaps := unsettled(setting, chosen):
        out.print("下列事项尚未决定，决定后统计表可能增加列，请先决定，重新生成后再下发：")
        for gap in unsettled_gaps:
            out.print(f"  {gap}", markup=False)


@app.command()
def papers(period: Period, inputs: Inputs = INPUTS, outputs: Outputs = OUTPUTS, workers: Workers = 2) -> None:
    """生成办公室自己填的几张表：任务表、收稿登记、签收单、核验单等，已知的内容预先填好。"""
    workspace = Workspace(inputs, outputs)
    with _alone(outputs), _stages() as stage:
        setting, chosen = _open(workspace, period, workers, stage)
        from pipeline.papers.period import write_papers

        written = write_papers(setting, chosen)
    for place in written:
        out.print(f"  {place}", markup=False)
    out.print(f"填好后放入 {workspace.papers(chosen.id)}，都可以不用。", markup=False)


@app.command()
def explain(
    period: Period,
    who: Annotated[str, typer.Argument(help="单位或人员的名称或代码", metavar="谁")],
    outputs: Outputs = OUTPUTS,
) -> None:
    """逐笔说明某单位或某人的积分和奖励，直到条款和单元格。"""
    from pipeline.explain import audit_table, lines_of
    from pipeline.period_id import PeriodId
    from pipeline.summary import explanation

    folder = Workspace(INPUTS, outputs).published(PeriodId.parse(period).id)
    title, lines = lines_of(folder, who)
    out.print(explanation(title, lines, audit_table(folder, "17")))


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="新工作区的位置", metavar="文件夹")]) -> None:
    """为新单位建立空的工作区。"""
    from pipeline.init import make_workspace

    made = make_workspace(folder)
    out.print(f"已建立 {folder}，请先填好：")
    for path in made:
        out.print(f"  {path}", markup=False)


def _over(kind: Cadence, period: str, workspace: Workspace, workers: int) -> None:
    """A bulletin over a longer span, or the span's own where the rules report by it."""
    with _alone(workspace.outputs), _stages() as stage:
        setting, chosen = _open(workspace, period, workers, stage)
        from pipeline.summed.command import publish_span
        from pipeline.summed.parts import require_kind

        require_kind(chosen, kind)
        said = publish_span(setting, chosen)
    out.print(said)


def _collected(workspace: Workspace, period: str) -> Collected:
    """Take what is new into the period's folder; the rules are read only when a mailbox asks for the period's days."""
    from pipeline.collect.stage import collect as take
    from pipeline.collect.stage import place_of
    from pipeline.collect.window import mails_of
    from pipeline.office import load_office
    from pipeline.period_id import PeriodId

    chosen = PeriodId.parse(period)
    office = load_office(workspace.office)
    arrived = workspace.arrived(chosen.id)
    if not arrived.is_dir():
        raise OfficeError(f"{arrived} 不存在，请建立这个文件夹并放入各单位的上报表")
    new_mails = mails_of(office.mailbox, lambda: _open(workspace, period, 1, _no_stage())) if office.mailbox else None
    with _alone(workspace.inputs):
        return take(place_of(arrived, office), new_mails)


def _open(workspace: Workspace, period: str, workers: int, stage: Stage) -> tuple[Setting, PeriodId]:
    with stage("启动"):  # pandas and pandera take a second or two to load
        from pipeline.period_id import PeriodId
        from pipeline.quarter import open_setting
        from pipeline.read.stage import worker_processes

    chosen = PeriodId.parse(period)
    return open_setting(workspace, worker_processes(workers), stage), chosen


def _no_stage() -> Stage:
    from contextlib import nullcontext

    return lambda _: nullcontext()


@contextmanager
def _stages() -> Iterator[Stage]:
    """A line per stage with a running mark on a terminal; nothing at all elsewhere."""
    if not out.is_terminal:
        yield _no_stage()
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(TextColumn("{task.description}"), BarColumn(20), TimeElapsedColumn(), console=out) as progress:

        @contextmanager
        def stage(name: str) -> Iterator[None]:
            task = progress.add_task(name, total=None)
            yield
            progress.update(task, total=1, completed=1)

        yield stage


def main() -> None:
    """Run a command; expected failures become a plain message and an exit code, bugs crash."""
    sys.exit(run(lambda: app(standalone_mode=False)))


def run(command: Callable[[], object]) -> int:
    """The exit code of a command, its expected failures printed."""
    try:
        result = command()
        return result if isinstance(result, int) else 0
    except typer.TyperException as error:
        err.print(f"命令写法不对：{error}。用法见 python -m pipeline --help", markup=False)
        return BAD_USAGE
    except (OfficeError, ControlError, UsageError) as error:
        err.print(str(error), markup=False)
        return BAD_USAGE if isinstance(error, UsageError) else NEEDS_OFFICE


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one run writes to a folder at a time; another says so and leaves."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / LOCK, timeout=0):
            yield
    except Timeout:
        raise OfficeError("另一次运行正在进行，请等它结束后再试") from None
