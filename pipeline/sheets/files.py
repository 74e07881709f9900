"""All papers beside the bulletin, made from what the bulletin is made from."""

from __future__ import annotations

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import View
from pipeline.sheets.dispatch import dispatch_form
from pipeline.sheets.notices import notices_file
from pipeline.sheets.payroll_sheet import payroll_file
from pipeline.sheets.tables import tables_file


def sheet_files(figures: Figures, bulletin: View, public: View | None) -> dict[str, bytes]:
    """Path within the published folder → bytes; a payroll only where there is cash, notices only where funds are cut.

    Over several periods there is neither: people are paid, and funds cut, by the papers of each period.
    """
    files = {
        "tables.xlsx": tables_file(figures, bulletin),
        "payroll.xlsx": None if figures.over else payroll_file(figures),
        "notices.xlsx": None if figures.over else notices_file(figures),
        "dispatch-form.pdf": dispatch_form(bulletin),
        "dispatch-form-public.pdf": dispatch_form(public) if public else None,
    }
    return {name: content for name, content in files.items() if content is not None}
