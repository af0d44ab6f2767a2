# RUN: %python %s %source
# RUN: %python %s --self-test
"""Fails when a page links to what is not there, or leaves out what it has to name.

Every relative link leads to a file and, with #, to a heading of it. Every check has a page and a row in README.md; every annotation
has a heading in docs/annotations.md, and nothing else does.
"""

import pathlib
import re
import sys
import tempfile

PAGES = ["*.md", "docs/**/*.md", "examples/*/*.md"]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^ *```.*?^ *```$", re.M | re.S)
HEADING = re.compile(r"^#+ (.*)$", re.M)


def anchors(text):
    """The anchors of a page's headings, as GitHub makes them."""
    for heading in HEADING.findall(BLOCK.sub("", text)):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).strip("\n").replace(" ", "-")


def links(source):
    for page in sorted(page for glob in PAGES for page in source.glob(glob)):
        name = page.relative_to(source)
        for link in LINK.findall(BLOCK.sub("", page.read_text())):
            if re.match(r"\w+:", link):
                continue
            path, _, anchor = link.partition("#")
            target = page.parent / path if path else page
            if not target.exists():
                yield f"{name}: {link} leads nowhere"
            elif anchor and anchor not in anchors(target.read_text()):
                yield f"{name}: {link}: there is no such heading"


def same(where, has, wants):
    for name in sorted(wants - has):
        yield f"{where} lacks {name}"
    for name in sorted(has - wants):
        yield f"{where} has {name}, which does not exist"


def complete(source):
    checks = set(re.findall(r'return "(ambit-[\w-]+)";', (source / "checks/rules/Rule.cpp").read_text()))
    yield from same("docs/checks", {page.stem for page in (source / "docs/checks").glob("*.md")}, checks)
    readme = (source / "README.md").read_text()
    yield from same("README.md", set(re.findall(r"^\| \[(ambit-[\w-]+)\]", readme, re.M)), checks)
    spellings = re.findall(r'^AMBIT_SPELLING\(\w+, "(\w+)"', (source / "annotations/Spellings.def").read_text(), re.M)
    annotations = (source / "docs/annotations.md").read_text()
    headings = set(re.findall(r"^### (AMBIT_\w+)$", annotations, re.M))
    yield from same("docs/annotations.md", headings, {"AMBIT_" + name.upper() for name in spellings})


def self_test():
    with tempfile.TemporaryDirectory() as directory:
        source = pathlib.Path(directory)
        (source / "a.md").write_text("# A b: c\n\n[x](b.md) [y](#a-b-c) [z](#a) [w](https://x.y/)\n```\n[v](c.md)\n```\n")
        found = list(links(source))
        wanted = ["a.md: b.md leads nowhere", "a.md: #a: there is no such heading"]
        if found != wanted:
            yield f"self-test: {found} instead of {wanted}"
    if list(same("x", {"a", "b"}, {"b", "c"})) != ["x lacks c", "x has a, which does not exist"]:
        yield "self-test: same() is wrong"


if sys.argv[1] == "--self-test":
    problems = list(self_test())
else:
    source = pathlib.Path(sys.argv[1]).resolve()
    problems = [*links(source), *complete(source)]
print("\n".join(problems))
sys.exit(1 if problems else 0)
