# RUN: %python %s %ambit-command
"""The jobs of a CI matrix: each analyses its shard, knows no other, and keeps a file; one more job links them.

    strategy: {matrix: {shard: [1, 2, 3]}}
    ambit shard -p build ${{ matrix.shard }}/3 -o shard-${{ matrix.shard }}.ambit
    ambit link -p build --sarif findings.sarif shard-*.ambit
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "Inputs"))
from engine import Trial

trial = Trial(sys.argv[1])
for jobs in (1, 2, 3, 5):
    files = [trial.top / f"{jobs}-{job}.ambit" for job in range(1, jobs + 1)]
    # In an order that is none.
    for job in sorted(range(jobs), key=lambda j: j * 7 % 5):
        trial.run(trial.ambit, "shard", "-p", ".", "--quiet", f"{job + 1}/{jobs}", "-o", files[job])
    report = trial.top / f"{jobs}.json"
    trial.run(trial.ambit, "link", "-p", ".", "--quiet", "-o", report, *reversed(files), status=1)
    trial.expect_same(report)
    # Or in two steps, as where a job may take a few artifacts only.
    merged = trial.top / f"{jobs}-all.ambit"
    trial.run(trial.ambit, "merge", "-o", merged, *files)
    trial.run(trial.ambit, "link", "-p", ".", "--quiet", "-o", report, merged, status=1)
    trial.expect_same(report)
trial.end()
