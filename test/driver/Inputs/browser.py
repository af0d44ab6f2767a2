"""Opens the HTML report in headless Chromium and prints what a reader would see there.

  browser.py PAGE FRAGMENT [SCREENSHOT.png]

FRAGMENT is what follows `#` in the address.
"""

import html.parser
import pathlib
import subprocess
import sys
import tempfile

page = pathlib.Path(sys.argv[1]).resolve()
with tempfile.TemporaryDirectory() as profile:
    what = [f"--screenshot={sys.argv[3]}", "--window-size=1260,1000"] if len(sys.argv) > 3 else ["--dump-dom"]
    run = subprocess.run(
        ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--virtual-time-budget=3000", f"--user-data-dir={profile}", *what, f"{page.as_uri()}#{sys.argv[2]}"],
        capture_output=True, text=True, timeout=180,
    )


class Reader(html.parser.HTMLParser):
    """Collects the text below elements that have an id or a class of interest."""

    def __init__(self):
        super().__init__()
        self.open, self.lines, self.lanes, self.dim = [], [], [], []

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        if tag in ("meta", "input", "br", "i"):
            return
        self.open.append([tag, at, []])

    def handle_data(self, data):
        for element in self.open:
            element[2].append(data)
        if self.open and self.open[-1][0] != "title":
            for element in self.open:
                element[1].setdefault("seen", []).append(data)

    def handle_endtag(self, tag):
        if not any(element[0] == tag for element in self.open):
            return
        while self.open:
            name, at, _ = self.open.pop()
            text = "".join(at.get("seen", [])).strip()
            classes = at.get("class", "").split()
            if at.get("id") == "summary":
                self.lines.append(f"summary: {text}")
            elif at.get("id") == "found-title":
                self.lines.append(f"findings: {text}")
            elif "node" in classes:
                title = at["aria-label"].split(", ", 1)
                kind = at["data-kind"] + (" found" if "found" in classes else "")
                rest = f": {title[1]}" if at["data-kind"] == "context" else ""
                line = f"{kind} {title[0]}{rest}" if rest else f"{kind}: {title[0]}"
                self.lines.append(line)
                if "dim" in classes:
                    self.dim.append(line)
            elif name == "text" and at.get("font-weight") == "700" and "core" in text:
                self.lanes.append(text)
            elif name == "summary":
                self.lines.append(" ".join(text.split()))
            elif name == "pre":
                self.lines.append(f"source: {text}")
            if name == tag:
                return


reader = Reader()
reader.feed(run.stdout)
at = next((i for i, line in enumerate(reader.lines) if line.startswith("context")), len(reader.lines))
reader.lines.insert(at, "lanes: " + " | ".join(reader.lanes))
at = next((i for i, line in enumerate(reader.lines) if line.startswith("findings")), len(reader.lines))
reader.lines.insert(at, "dim: " + " | ".join(reader.dim))
print("\n".join(reader.lines))
