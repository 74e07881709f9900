"""Where everything lies. All paths of the product are made here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

RECEIPTS = "receipts.csv"
LOCK = ".lock"
"""Held in a folder while a run writes to it."""
REMARKS = "remarks.md"
PUBLIC_REMARKS = "remarks-public.md"
RULINGS = "rulings"
ENTRIES = "entries"
PAPERS = "papers"
MAIL = "mail"
WORDING = "wording"
OWN_FOLDERS = frozenset({RULINGS, ENTRIES, PAPERS, MAIL})
OWN_FILES = frozenset({RECEIPTS, REMARKS, PUBLIC_REMARKS})


@dataclass(frozen=True)
class Workspace:
    """One office's inputs and outputs folders."""

    inputs: Path
    outputs: Path

    @property
    def office(self) -> Path:
        """The office's settings."""
        return self.inputs / "office.yaml"

    @property
    def roster(self) -> Path:
        """The roster workbook."""
        return self.inputs / "roster.xlsx"

    @property
    def word_template(self) -> Path:
        """The office's own Word template of a 通报, where it has made one."""
        return self.inputs / "bulletin.docx"

    @property
    def wording(self) -> Path:
        """The folder of the office's own sentences for the bulletin, where it has any."""
        return self.inputs / WORDING

    @property
    def brief_template(self) -> Path:
        """The office's own Word template of a 简报, where it has made one."""
        return self.inputs / "brief.docx"

    @property
    def templates(self) -> Path:
        """Where blank workbooks are written."""
        return self.outputs / "templates"

    def blank_papers(self, period: str) -> Path:
        """Where the office's own papers are written, prefilled."""
        return self.outputs / PAPERS / period

    def arrived(self, period: str) -> Path:
        """The folder of a period's arrivals."""
        return self.inputs / period

    def receipts(self, period: str) -> Path:
        """The period's 收件登记."""
        return self.arrived(period) / RECEIPTS

    def rulings(self, period: str) -> Path:
        """The folder of the office's rulings on rows."""
        return self.arrived(period) / RULINGS

    def entries(self, period: str) -> Path:
        """The folder of what the office enters itself (登记事项)."""
        return self.arrived(period) / ENTRIES

    def papers(self, period: str) -> Path:
        """The folder of the office's own small workbooks, filled (任务表, 收稿登记 …)."""
        return self.arrived(period) / PAPERS

    def mail(self, period: str) -> Path:
        """The folder of raw mails and archives as they came, and of what was taken out of them."""
        return self.arrived(period) / MAIL

    def remarks(self, period: str) -> Path:
        """The office's own paragraphs."""
        return self.arrived(period) / REMARKS

    def public_remarks(self, period: str) -> Path:
        """Those for the public edition, which has none of the other."""
        return self.arrived(period) / PUBLIC_REMARKS

    def published(self, period: str) -> Path:
        """The period's published folder."""
        return self.outputs / period

    def has(self, period: str) -> bool:
        """Whether anything of a period was registered."""
        return self.receipts(period).is_file()
