"""The PDF printed by a process of its own: its memory is given back, and other papers can be made meanwhile.

WeasyPrint keeps what it laid out for as long as its process lives: some hundred megabytes for a long bulletin.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.bulletin.parts import View

ROOT = Path(__file__).parent.parent.parent


def begin(view: View) -> Callable[[], bytes]:
    """Start printing; what is returned waits for the PDF, the same bytes as `render.pdf` gives.

    That raises RuntimeError with what the process said when it failed.
    """
    desk = ThreadPoolExecutor(1)
    printing = desk.submit(_printed, pickle.dumps(view))
    desk.shutdown(wait=False)
    return printing.result


def _printed(pickled: bytes) -> bytes:
    known = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "pipeline.bulletin.press"]
    done = subprocess.run(
        command, input=pickled, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": known}
    )
    if done.returncode:
        raise RuntimeError(f"排版 PDF 的进程出错：\n{done.stderr.decode('utf-8', 'replace')}")
    return done.stdout


def main() -> None:
    """The process: a view comes in on one pipe, its PDF goes out on another."""
    from pipeline.bulletin.render import pdf

    sys.stdout.buffer.write(pdf(pickle.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
