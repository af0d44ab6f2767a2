# RUN: %python %s %build %source/docs/ci.md %source/docs/install.md %source/docs/adopting.md %source/docs/editors.md \
# RUN:   %source/docs/comparison.md
"""Does what a page tells the reader to do, and looks that what happens is what the page says.

In a page, these comments stand on a line of their own before a block:

  <!-- file: PATH -->    the block is the file PATH of the reader's project
  <!-- run -->           the block is shell commands, run in the project in one go
  <!-- run: fails -->    the same, and the exit status is not 0
  <!-- output -->        what the commands before print; a line ... stands for any lines

`<!-- project: NAME -->` begins a project, an empty directory under Git. `<!-- needs: TOOL -->` goes before a
`run` and leaves that one out, with a line that says so, where TOOL is not installed.

Ambit is installed in a directory of its own, which takes the place of /usr in the commands. The pages'
programs are read by pages.py too.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

COMMENT = re.compile(r"<!-- (project|file|run|output|needs)(?:: (.+?))? -->$")
FENCE = re.compile(r"^ *```(\w*)$")


def blocks(page):
    """(line, what, argument, block) of each comment."""
    lines = page.read_text().splitlines()
    at = 0
    while at < len(lines):
        comment = COMMENT.match(lines[at].strip())
        at += 1
        if not comment:
            continue
        block = []
        if comment[1] not in ("project", "needs"):
            if not FENCE.match(lines[at]):
                sys.exit(f"{page}:{at + 1}: a block has to follow '{comment[0]}'")
            indent = lines[at].index("`")
            end = next(n for n in range(at + 1, len(lines)) if lines[n].strip() == "```")
            block = [line[indent:] for line in lines[at + 1 : end]]
            at = end + 1
        yield at, comment[1], comment[2], block


def matches(wanted, found):
    """Whether the lines found are those wanted, where `...` stands for any lines."""
    pattern = ""
    for line in wanted:
        pattern += r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r" *\n"
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in found)) is not None


class Reader:
    def __init__(self, prefix, out):
        self.prefix, self.out = prefix, out
        self.project = None
        self.said = []
        self.problems = []
        self.environment = {
            **os.environ,
            "PATH": f"{prefix}/bin:{os.environ['PATH']}",
            "CMAKE_PREFIX_PATH": str(prefix),
            "CPATH": f"{prefix}/include",
            "PKG_CONFIG_PATH": f"{prefix}/lib/pkgconfig",
            "GIT_CONFIG_GLOBAL": str(out / "gitconfig"),
            "PRE_COMMIT_HOME": str(out / "pre-commit"),
            "HOME": str(out),
        }
        (out / "gitconfig").write_text("[user]\nname = a reader\nemail = reader@localhost\n[init]\ndefaultBranch = main\n")

    def begin(self, name):
        self.project = self.out / name
        self.project.mkdir(parents=True)
        subprocess.run(["git", "init", "-q"], cwd=self.project, check=True, env=self.environment)

    def here(self, text):
        for part in ("lib/ambit", "share/ambit", "share/doc/ambit", "bin/ambit"):
            text = text.replace(f"/usr/{part}", f"{self.prefix}/{part}")
        return text

    def write(self, path, block):
        file = self.project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.here("\n".join(block) + "\n"))

    def run(self, where, block, fails):
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here("\n".join(block))],
            cwd=self.project, env=self.environment, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        shown = result.stdout.replace(f"{self.project.resolve()}/", "").replace(f"{self.project}/", "")
        self.said = shown.splitlines()
        if bool(result.returncode) != fails:
            self.problems += [f"{where}: exit status {result.returncode}:", *self.said]

    def read(self, page):
        skips = False
        for line, what, argument, block in blocks(page):
            where = f"{page.name}:{line}"
            if what == "project":
                self.begin(f"{page.stem}-{argument}")
            elif what == "needs":
                skips = not all(shutil.which(tool) for tool in argument.split())
                if skips:
                    print(f"{where}: left out, {argument} is not installed")
            elif what == "file":
                self.write(argument, block)
            elif what == "run":
                self.said = None if skips else self.said
                if not skips:
                    self.run(where, block, argument == "fails")
                skips = False
            elif what == "output" and self.said is not None and not matches(block, self.said):
                self.problems += [f"{where}: this is what is printed:", *self.said]


def main():
    build, *pages = map(pathlib.Path, sys.argv[1:])
    # Outside the repository, whose .clang-tidy would be found.
    scratch = tempfile.TemporaryDirectory()
    out = pathlib.Path(scratch.name).resolve()
    prefix = out / "usr"
    prefix.mkdir()
    subprocess.run(["cmake", "--install", build, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
    reader = Reader(prefix, out)
    for page in pages:
        reader.read(page)
    print("\n".join(reader.problems))
    return bool(reader.problems)


if __name__ == "__main__":
    sys.exit(main())
