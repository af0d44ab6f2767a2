#!/usr/bin/env python3
"""Makes GitLab's code quality report of clang-tidy's output: code-quality.py < LOG > REPORT.

Takes the findings of Ambit, each once however often a header was read. The exit status is 1 if there are any.
"""

import hashlib
import json
import os
import re
import sys

FINDING = re.compile(r"(.+?):(\d+):(\d+): (warning|error): (.*) \[(ambit-[a-z-]+)")


def main():
    found = {}
    for line in sys.stdin:
        if not (match := FINDING.match(re.sub(r"\x1b\[[0-9;]*m", "", line))):
            continue
        path, number, column, severity, message, check = match.groups()
        # Relative to the project, and the same when lines above it come or go.
        path = os.path.relpath(path)
        identity = hashlib.sha256(f"{path}\n{check}\n{message}".encode()).hexdigest()
        found[path, int(number), int(column), check, message] = {
            "check_name": check,
            "description": message,
            "fingerprint": identity,
            "severity": "major",
            "location": {"path": path, "lines": {"begin": int(number)}},
        }
    seen = {}
    for key in sorted(found):
        # Two findings of the same words in a file are two.
        identity = found[key]["fingerprint"]
        seen[identity] = seen.get(identity, 0) + 1
        if seen[identity] > 1:
            found[key]["fingerprint"] = hashlib.sha256(f"{identity}{seen[identity]}".encode()).hexdigest()
    print(json.dumps([found[key] for key in sorted(found)], indent=2))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
