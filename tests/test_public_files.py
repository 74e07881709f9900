"""The public edition's files as a run leaves them: named in the summary and the manifest, with the office's own words."""

from __future__ import annotations

import hashlib
import json

import pytest
from rich.console import Console

from pipeline.bulletin.forms import OF_PUBLIC
from pipeline.period import PeriodId
from pipeline.produce import Published, produce
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.summary import summary
from tests.bulletin import texts
from tests.workspace import Return, office, row

FILES = ("bulletin-public.docx", "bulletin-public.html", "bulletin-public.pdf", "dispatch-form-public.pdf")
REMARKS = "## 工作成效\n\n全年投入5万元，群众点赞。\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A small office that pays cash; C01 sent nothing, B01 came late."""
    late = Return("B01", [row(title="晚到的", authors="王五")], received="2026-10-18 09:00:00")
    workspace = office(tmp_path_factory.mktemp("office"), [Return("A01", [row()]), late])
    workspace.public_remarks("2026Q3").write_text(REMARKS, "utf-8")
    workspace.remarks("2026Q3").write_text("## 存在的问题\n\n个别单位不重视。\n", "utf-8")
    return produce(open_setting(workspace, worker_processes(1)), PeriodId.parse("2026Q3"))


def read(published: Published, of: str) -> dict[str, str]:
    files = {file.name: file.read_bytes() for file in published.folder.glob(f"bulletin{of}.*")}
    return texts.of_forms(files, f"bulletin{of}")


def test_the_manifest_names_them_and_the_remarks_they_rest_on(published: Published) -> None:
    manifest = json.loads((published.folder / "manifest.json").read_bytes())
    for name in FILES:
        assert manifest["outputs"][name] == hashlib.sha256((published.folder / name).read_bytes()).hexdigest()
    assert manifest["inputs"]["2026Q3/remarks-public.md"] == hashlib.sha256(REMARKS.encode()).hexdigest()


def test_the_summary_tells_them_on_one_line_and_asks_to_look_again_at_what_the_office_wrote(
    published: Published,
) -> None:
    console = Console(record=True, width=300)
    console.print(summary(published))
    said = console.export_text()
    assert "bulletin-public.pdf、.docx、.html 和 dispatch-form-public.pdf（公开稿）" in said
    assert "remarks-public.md 写有金额、批示、电话、证件号码或文件名，请核对可否公开：5万元" in said
    assert "未登记" not in said


def test_each_edition_has_its_own_remarks(published: Published) -> None:
    for of, own, other in (("", "个别单位不重视", "群众点赞"), (OF_PUBLIC, "群众点赞", "个别单位不重视")):
        for text in read(published, of).values():
            assert own in text
            assert other not in text


def test_cash_phone_late_and_silent_units_are_told_inside_alone(published: Published) -> None:
    contact = published.outcome.setting.office.contact
    inside = [
        "核算奖励50元",
        "没有报送统计表的：教研室",
        "没有在规定时限内报送的：实验小学",
        contact.phone.replace(" ", ""),
    ]
    for text in read(published, "").values():
        assert not [word for word in inside if word not in text]
    for text in read(published, OF_PUBLIC).values():
        assert not [
            word for word in ("50元", "奖励", "没有报送", "没有在规定", "逾期", "未报表", "张三") if word in text
        ]
        assert contact.phone.replace(" ", "") not in text
        assert "请与临溪县教育局办公室联系。" in text


def test_the_control_that_looked_through_the_public_text_is_in_the_audit(published: Published) -> None:
    controls = (published.folder / "audit" / "16_控制总数.csv").read_text("utf-8-sig")
    assert "公开稿中不宜公开的内容,没有,0,应为,0,0" in controls
