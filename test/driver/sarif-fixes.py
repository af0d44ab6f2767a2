# Fixes in SARIF, made as a viewer makes them, cure what they belong to; rules have their pages with them.
#
# RUN: %python %s %ambit-command %t %annotations

import json
import pathlib
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:])
for name in ("isr.c", "bump.c", "main.c", "alone.c"):
    (t.directory / name).unlink()
# In a directory and with letters that a URI and a column have to count.
NAME = "a dir/größe.c"
SOURCE = """#include "ambit/annotations.h"

unsigned save(void) AMBIT_ACQUIRE(irq);
void restore(unsigned s) AMBIT_RELEASE(irq);

AMBIT_ISR_SHARED static int count;
AMBIT_ISR void isr(void) { count++; }

void good(void) {
  unsigned s = save();
  count = 7;
  restore(s);
}
void first(void) {
  /* größer */ count = 0;
}
void second(void) {
  count = 1;
}
"""
t.write(NAME, SOURCE)
t.database(extra=[{"directory": str(t.directory), "file": NAME,
                   "arguments": ["cc", f"-I{t.annotations}", "-c", NAME]}])


def sarif():
    done = subprocess.run([t.ambit, "check", "-p", str(t.directory), "--sarif=-", "--quiet"],
                          capture_output=True, cwd=t.directory, timeout=120)
    return done.returncode, json.loads(done.stdout)["runs"][0]


def path(run, artifact):
    base = run["originalUriBaseIds"][artifact["uriBaseId"]]["uri"]
    url = urllib.parse.urlparse(urllib.parse.urljoin(base, artifact["uri"]))
    return pathlib.Path(urllib.parse.unquote(url.path))


status, run = sarif()
assert status == 1 and len(run["results"]) == 2, run["results"]
# The last place first, so that the others stay where they are.
parts = []
for result in run["results"]:
    (fix,) = result["fixes"]
    assert fix["description"]["text"]
    for change in fix["artifactChanges"]:
        parts += [(path(run, change["artifactLocation"]), part) for part in change["replacements"]]
for file, part in sorted(parts, key=lambda p: (p[1]["deletedRegion"]["startLine"],
                                               p[1]["deletedRegion"]["startColumn"]), reverse=True):
    region = part["deletedRegion"]
    lines = file.read_text().splitlines(keepends=True)
    begin = sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1
    end = sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1
    text = "".join(lines)
    file.write_text(text[:begin] + part["insertedContent"]["text"] + text[end:])
cured = t.read(NAME)
assert cured.count("save();") == 3 and "/* größer */" in cured, cured
status, run = sarif()
assert status == 0 and run["results"] == [], cured

# Each rule has the text of its page. A link is one that can be followed, or there is none.
for rule in run["tool"]["driver"]["rules"]:
    assert len(rule["help"]["text"]) > 500 and rule["help"]["markdown"].startswith("# "), rule["id"]
    assert rule["help"]["text"].startswith(f"# {rule['id']}"), rule["help"]["text"][:80]
    link = rule.get("helpUri")
    assert link is None or link.startswith("https://") and link.endswith(f"/checks/{rule['id']}.md"), link
