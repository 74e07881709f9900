"""The sample quarter through the command a user types, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def make_sample(folder: Path, **environment: str) -> Path:
    """Run the sample quarter into `folder`; returns the published folder."""
    inputs = folder / "inputs"
    shutil.copytree(ROOT / "inputs", inputs)  # a copy changes every modification time
    command = [sys.executable, "-m", "pipeline", "quarter", "2026Q3", "--inputs", str(inputs)]
    done = subprocess.run(
        [*command, "--outputs", str(folder / "outputs")],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "字体缺字" not in done.stdout  # every character of the bulletin has a glyph in the fonts used
    return folder / "outputs" / "2026Q3"
