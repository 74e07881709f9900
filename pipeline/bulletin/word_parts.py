"""Word files as zips whose bytes depend on their content alone, and the templates of 通报 and 简报 packed from their parts.

The parts lie readable in `templates/word`; a 简报 has the same but for those in `templates/word-brief`. After changing one,
make the templates anew with `.venv/bin/python -m pipeline.bulletin.word_parts`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

PARTS = Path(__file__).parent / "templates" / "word"
BRIEF_PARTS = PARTS.with_name("word-brief")
TEMPLATE = Path(__file__).parent / "templates" / "bulletin.docx"
BRIEF_TEMPLATE = TEMPLATE.with_name("brief.docx")
FIRST = "[Content_Types].xml"
"""What readers of the format look for at the head of the file."""
NO_TIME = (1980, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Part name → content, as a zip: the same order and no times, whenever and wherever it is made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the zip would tell Windows from Linux
            archive.writestr(entry, parts[name])
    return packed.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Part name → content of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def default_template(*folders: Path) -> bytes:
    """The product's own template from its parts, without their comments and line breaks; a later folder's part replaces."""
    parts = {
        file.relative_to(folder).as_posix(): _terse(file.read_bytes())
        for folder in folders or (PARTS,)
        for file in folder.rglob("*")
        if file.is_file()
    }
    return pack(parts)


def _terse(part: bytes) -> bytes:
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True, resolve_entities=False)
    tree = etree.ElementTree(etree.fromstring(part, parser))
    terse: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return terse


if __name__ == "__main__":
    TEMPLATE.write_bytes(default_template(PARTS))
    BRIEF_TEMPLATE.write_bytes(default_template(PARTS, BRIEF_PARTS))
