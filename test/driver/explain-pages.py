# RUN: %python %s %source %ambit-command
"""Fails when `ambit explain` prints for a check something else than its page in docs/checks."""

import pathlib
import subprocess
import sys

source, ambit = pathlib.Path(sys.argv[1]), sys.argv[2]
pages = sorted((source / "docs/checks").glob("ambit-*.md"))
wrong = []
for page in pages:
    lines = [line for line in page.read_text().splitlines() if not line.startswith("<!-- ")]
    said = subprocess.run([ambit, "explain", page.stem], capture_output=True, text=True)
    if said.returncode or said.stdout.splitlines() != lines:
        wrong.append(f"{page.stem}: {said.stderr or 'not its page'}")
print("\n".join(wrong or [f"{len(pages)} pages"]))
sys.exit(bool(wrong) or not pages)
