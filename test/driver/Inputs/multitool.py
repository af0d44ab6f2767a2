"""Validates a file with Microsoft's SARIF multitool, if npm is there and can install it.

It stays installed in the user's cache. Says so and passes if there is no such tool; what the schema
demands of our files is checked by sarif.py in any case.

  multitool.py FILE
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "ambit-tests"
tool = cache / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"


def install():
    if tool.exists():
        return True
    if not shutil.which("npm"):
        return False
    cache.mkdir(parents=True, exist_ok=True)
    npm = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(cache), "@microsoft/sarif-multitool-linux"]
    try:
        subprocess.run(npm, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        pass
    return tool.exists()


if not install():
    print("no SARIF multitool: not validated with it")
    sys.exit(0)
tool.chmod(0o755)
with tempfile.TemporaryDirectory() as directory:
    output = pathlib.Path(directory) / "result.sarif"
    # Without ICU .NET wants to be told so.
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    run = subprocess.run(
        [str(tool), "validate", sys.argv[1], "--output", str(output), "--log", "ForceOverwrite"],
        capture_output=True, text=True, env=environment,
    )
    if not output.exists():
        sys.exit(f"the multitool fails: {run.stdout}{run.stderr}")
    found = [result for part in json.loads(output.read_text(encoding="utf-8-sig"))["runs"]
             for result in part.get("results", [])]
errors = [result for result in found if result.get("level", "warning") == "error"]
for result in errors:
    print(result["ruleId"], json.dumps(result["message"])[:300], json.dumps(result.get("locations"))[:300])
print(f"multitool: {len(errors)} errors, {len(found) - len(errors)} remarks")
sys.exit(bool(errors))
