"""`python -m tests.stress FOLDER`: run the stress quarter in a folder, and say how long it took and how much memory."""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from pipeline.period import PeriodId
from pipeline.produce import produce
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from tests.stress.quarter import QUARTER, workspace_in


def main() -> None:
    """Write the workspace, produce the quarter, print the cost."""
    workspace = workspace_in(Path(sys.argv[1]))
    begun, used = time.perf_counter(), time.process_time()
    published = produce(open_setting(workspace, worker_processes(2)), PeriodId.parse(QUARTER))
    wall, processor = time.perf_counter() - begun, time.process_time() - used
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peaks = [resource.getrusage(one).ru_maxrss / 1024 for one in whose]
    print(
        f"{published.folder}: {wall:.1f} s ({processor:.1f} s of one processor), {peaks[0]:.0f} MB, its largest helper {peaks[1]:.0f} MB, load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
