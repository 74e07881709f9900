"""An empty workspace for a new office: settings and roster to fill in, nothing invented."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from pipeline.errors import UsageError
from schemas.roster import Outlets, People, Units

SETTINGS = """\
# 本单位的设置。每一项都请改成自己的；不认识的项目会被指出行号。
name: 某某县教育局            # 发文机关全称
masthead: 某某县教育局文件     # 红头
department: 办公室            # 承办科室
system: 全县教育系统           # 考核范围的称呼
assessment: luquan-education  # 考核办法代号，见 schemas/assessments/
timezone: Asia/Shanghai
addressed_to: 各有关单位
copied_to: 局领导
contact: {person: 经办人, phone: "电话"}
classes: [中心校, 直属学校, 机关科室]   # 单位类别，按通报中的先后
# 考核办法没有规定、须由本单位决定的事项。运行时缺哪一项，会引出条款并给出要补的几行，照样贴在 decisions: 下面。
decisions:
# 公开稿也点名（各单位的报表情况、任务完成情况）的，去掉下一行前面的 # 号：
# public_names_problems: true
# 月报用简报，名称、编发单位和报、送、发要自己定的，见 inputs/README.md：
# brief: {name: 某某县教育信息宣传简报, reported_to: 县委办公室}
# 用邮箱收上报表的，去掉下面几行前面的 # 号，改成自己的；密码不写在这里，见 inputs/README.md：
# mailbox:
#   host: imap.linxi.example        # 收件（IMAP）服务器
#   user: xuanchuan@linxi.example   # 用户名
#   folder: INBOX                # 收哪个文件夹；最好设一条来信分类规则，单放上报邮件
#   server: mx.linxi.example        # 本单位邮件服务器在 Authentication-Results 中的名称，不清楚的删去此行
#   unmarked: accept             # 没有验证标记的来件：accept 收下，hold 留给经办人
# 年中换了办法的，把以前的办法写在这里，往期仍照当时的办法重算；until 是旧办法最后一个考核期的末日：
# former:
#   - {assessment: 旧办法的代号, until: 2026-06-30, decisions: {}}
"""


def make_workspace(folder: Path) -> list[Path]:
    """Write inputs/office.yaml and an empty inputs/roster.xlsx below `folder`; UsageError if it holds anything."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} 不是空文件夹，未做改动")
    inputs = folder / "inputs"
    inputs.mkdir(parents=True)
    (folder / "outputs").mkdir()
    settings, roster = inputs / "office.yaml", inputs / "roster.xlsx"
    settings.write_text(SETTINGS, "utf-8")
    _empty_roster(roster)
    return [settings, roster]


def _empty_roster(file: Path) -> None:
    with xlsxwriter.Workbook(file) as workbook:
        bold = workbook.add_format({"bold": True, "bg_color": "#EEEEEE"})
        for name, table in (("单位", Units), ("媒体", Outlets), ("人员", People)):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, list(table.headers().values()), bold)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(table.headers()), 14)
