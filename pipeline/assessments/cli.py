"""The commands under `assessment`: arguments and messages; libraries are loaded only when a command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.errors import OfficeError

app = typer.Typer(no_args_is_help=True, help="考核办法：列出、阅读、检查、比较。")
out = Console(highlight=False, soft_wrap=True)

Named = Annotated[str, typer.Argument(help="考核办法的代号，或者文件", metavar="代号")]
Inputs = Annotated[Path, typer.Option(help="来件与设置所在的文件夹", metavar="文件夹")]
INPUTS = Path("inputs")


@app.command("list")
def list_all(inputs: Inputs = INPUTS) -> None:
    """列出现有的考核办法，标明本单位所用的。"""
    from pipeline.assessments.listing import entries, listing

    out.print(listing(entries(inputs)))


@app.command()
def show(named: Named, inputs: Inputs = INPUTS) -> None:
    """把一个考核办法写成一页可读的文字。"""
    from pipeline.assessments.listing import find, office_in, uses
    from pipeline.assessments.show import page
    from pipeline.rules import rules_of

    path, office = find(named), office_in(inputs)
    decisions = office.decisions if office and uses(office, path) else {}
    out.print(page(rules_of(path, decisions)))


@app.command()
def check(
    named: Annotated[str, typer.Argument(help="考核办法的代号，或者文件", metavar="文件")], inputs: Inputs = INPUTS
) -> None:
    """检查一个考核办法文件，逐处指出问题所在的行和列。"""
    from pipeline.assessments.check import checked
    from pipeline.assessments.listing import find

    path = find(named)
    found = checked(path, inputs)
    for line in found.lines:
        out.print(line, markup=False)
    if found.problems:
        raise OfficeError(f"{path.name} 有 {len(found.problems)} 处需要改正：", list(found.problems))
    out.print(f"{path.name} 没有发现错误。")


@app.command()
def schema() -> None:
    """输出考核办法文件的 JSON Schema，供编辑器提示和检查。"""
    from pipeline.assessments.json_schema import schema_text

    typer.echo(schema_text(), nl=False)


@app.command()
def compare(
    before: Annotated[str, typer.Argument(help="原办法：代号或文件", metavar="甲")],
    after: Annotated[str, typer.Argument(help="新办法：代号或文件", metavar="乙")],
    period: Annotated[str, typer.Argument(help="考核期，如 2026Q3", metavar="考核期")],
    inputs: Inputs = INPUTS,
    decisions: Annotated[
        Path | None, typer.Option(help="乙另用的决定（YAML，写法同 office.yaml）", metavar="文件")
    ] = None,
) -> None:
    """同一考核期按两个办法各算一遍，列出谁多谁少；什么都不发布。"""
    from pipeline.assessments.compare_run import Sides, compared
    from pipeline.assessments.listing import find

    out.print(compared(Sides(find(before), find(after), decisions), period, inputs))
