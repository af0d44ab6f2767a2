# RUN: %python %s %source %clangd %ambit-command
"""What hovers and code lenses say of the contexts that a function runs in, with linked facts and without.

The program has several units; the editor has one of them open. Its facts are written by `ambit check`, as a user
would.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent / "Inputs"))
import lsp

SOURCE, CLANGD, AMBIT = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]

FILES = {
    "ring.h": "#ifndef RING_H\n#define RING_H\nextern unsigned head;\nvoid push(void);\nvoid flush(void);\n#endif\n",
    "ring.c": """#include "ring.h"
unsigned head;
static void step(void) { ++head; }
void push(void) { step(); }
void flush(void) { head = 0; }
void unused(void) { head = 2; }
static int twice(int n) { return 2 * n; }
int four(void) { return twice(2); }
""",
    "irq.c": """#include "ring.h"
#include "ambit/annotations.h"
#define VECTOR(name) void name(void)
AMBIT_ISR_AT(3) AMBIT_RUNS_ON(1) void tick_isr(void) { push(); }
AMBIT_ISR_AT(2) VECTOR(uart_isr) { push(); }
""",
    "main.c": """#include "ring.h"
int main(void) {
  for (;;) {
    push();
    flush();
  }
}
""",
    # Two units have one: neither is the other's.
    "other.c": """#include "ring.h"
static void step(void) { --head; }
void pop(void) { step(); }
""",
}

failures = []


def expect(title, found, wanted):
    if found != wanted:
        failures.append(title)
        print(f"FAILED: {title}\n  found  {found!r}\n  wanted {wanted!r}")


class Project:
    """A directory with the program, and a server in it."""

    def __init__(self, *arguments, facts=True, markdown=True):
        self.directory = tempfile.TemporaryDirectory()
        self.place = pathlib.Path(self.directory.name).resolve()
        self.texts = dict(FILES)  # as the editor has them
        for name, text in FILES.items():
            (self.place / name).write_text(text)
        units = [{"directory": str(self.place), "file": name, "arguments": ["cc", f"-I{SOURCE}/annotations", name]}
                 for name in FILES if name.endswith(".c")]
        (self.place / "compile_commands.json").write_text(json.dumps(units))
        if facts:
            self.check()
            arguments = [*arguments, f"--facts={self.place}/found.json"]
        capabilities = {"textDocument": {"hover": {"contentFormat": ["markdown" if markdown else "plaintext"]}},
                        "workspace": {"codeLens": {"refreshSupport": True}}}
        self.server = lsp.Server([CLANGD, "--log=error", "--background-index=0", *arguments], self.place,
                                 capabilities=capabilities)

    def check(self):
        command = [AMBIT, "check", "-p", ".", "--quiet", "--no-cache", "--json", "found.json", "--contexts"]
        subprocess.run(command, cwd=self.place, stdout=subprocess.DEVNULL, check=False)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            expect("the server stops when asked to", self.server.stop(), 0)
        self.directory.cleanup()

    def open(self, name):
        self.server.open(self.place / name)

    def hover(self, name, word, occurrence=0):
        """The text that a hover over a word of a file shows."""
        text = self.texts[name]
        at = -1
        for _ in range(occurrence + 1):
            at = text.index(word, at + 1)
        position = {"line": text.count("\n", 0, at), "character": at - (text.rfind("\n", 0, at) + 1)}
        document = {"uri": lsp.uri(self.place / name)}
        shown = self.server.ask("textDocument/hover", {"textDocument": document, "position": position})
        return shown["contents"]["value"] if shown else ""

    def said(self, name, word, occurrence=0):
        """What Ambit adds to it, with the directory left out."""
        _, _, own = self.hover(name, word, occurrence).partition("**Ambit:** ")
        return own.replace(lsp.uri(self.place), "DIR")

    def lenses(self, name):
        document = {"uri": lsp.uri(self.place / name)}
        found = self.server.ask("textDocument/codeLens", {"textDocument": document})
        return [(lens["range"]["start"]["line"], lens["command"]["title"]) for lens in found]

    def prepend(self, name, lines):
        """Edits an open file."""
        start = {"line": 0, "character": 0}
        self.server.change(self.place / name, [{"range": {"start": start, "end": start}, "text": lines}], 2)
        self.texts[name] = lines + self.texts[name]

    def messages(self):
        return [m["params"]["message"] for m in self.server.log_of("window/showMessage")]


PUSH = """runs in 3 contexts

- tick_isr: interrupt handler, level 3, core 1
  - [irq.c:4](DIR/irq.c#L4): 'tick_isr' is declared here
  - [irq.c:4](DIR/irq.c#L4): 'tick_isr' calls 'push' here
- uart_isr: interrupt handler, level 2
  - [irq.c:5](DIR/irq.c#L5): 'uart_isr' is declared here
  - [irq.c:5](DIR/irq.c#L5): 'uart_isr' calls 'push' here
- main: main thread
  - [main.c:2](DIR/main.c#L2): 'main' is defined here
  - [main.c:4](DIR/main.c#L4): 'main' calls 'push' here"""
FLUSH = """runs in 1 context

- main: main thread
  - [main.c:2](DIR/main.c#L2): 'main' is defined here
  - [main.c:5](DIR/main.c#L5): 'main' calls 'flush' here"""
TICK = """runs in 1 context

- tick_isr: interrupt handler, level 3, core 1
  - [irq.c:4](DIR/irq.c#L4): 'tick_isr' is declared here"""
ALL = "runs in 3 contexts: core 1, interrupt level 3; interrupt level 2; main thread"

with Project() as p:
    p.open("ring.c")
    expect("a function of several contexts", p.said("ring.c", "push"), PUSH)
    expect("clangd's own words stay", "### function `push`" in p.hover("ring.c", "push"), True)
    expect("a function of the main thread", p.said("ring.c", "flush"), FLUSH)
    expect("a file's own function, by all calls", p.said("ring.c", "step").count("'push' calls 'step' here"), 3)
    expect("a call says the same", p.said("ring.c", "step", 1), p.said("ring.c", "step"))
    expect("in no context", p.said("ring.c", "unused"), "runs in no context that is known: nobody is seen to call it")
    expect("nothing that matters", p.said("ring.c", "twice"), "")
    expect("no function", p.said("ring.c", "head", 1), "")
    expect("lenses", p.lenses("ring.c"), [(2, ALL), (3, ALL), (4, "runs in the main thread")])

    p.prepend("ring.c", "// new\n\n")
    expect("lenses move with an edit", p.lenses("ring.c"), [(4, ALL), (5, ALL), (6, "runs in the main thread")])
    expect("lines do not count", p.said("ring.c", "push"), PUSH)

    p.open("irq.c")
    expect("a handler", p.said("irq.c", "tick_isr"), TICK)
    expect("a handler that a macro defines", p.said("irq.c", "VECTOR", 1).splitlines()[2:3],
           ["- uart_isr: interrupt handler, level 2"])
    expect("a call of another unit's function", p.said("irq.c", "push"), PUSH)
    expect("a handler's lens", p.lenses("irq.c"),
           [(3, "runs on core 1, interrupt level 3"), (4, "runs at interrupt level 2")])
    p.open("other.c")
    expect("one name, another function", p.said("other.c", "step"),
           "runs in no context that is known: nobody is seen to call it")
    p.open("ring.h")
    expect("a declaration", p.said("ring.h", "flush"), FLUSH)

    # The sources and the facts change on disk.
    (p.place / "main.c").write_text("\n" + FILES["main.c"].replace("flush();", ""))
    os.utime(p.place / "main.c", (2e9, 2e9))
    remark = "\n\nmain.c has changed since the facts were written: lines may have moved."
    expect("facts that are older than a file", p.said("ring.c", "flush"), FLUSH + remark)
    os.utime(p.place / "main.c")
    p.check()
    expect("new facts", p.said("ring.c", "flush"), "runs in no context that is known: nobody is seen to call it")
    expect("the editor is told", bool(p.server.log_of("workspace/codeLens/refresh")), True)
    expect("new lenses", p.lenses("ring.c"), [(4, ALL), (5, ALL)])
    expect("nobody complains", p.messages(), [])

    (p.place / "found.json").write_text((p.place / "found.json").read_text().replace('"function":', '"unction":'))
    expect("damaged facts say nothing", p.said("ring.c", "push"), "")
    expect("nor lenses", p.lenses("ring.c"), [])
    p.hover("ring.c", "flush")
    told = p.messages()
    expect("one message", len(told), 1)
    expect("that names the file and what is wrong", told[:1],
           [f"ambit: option 'Facts' is '{p.place}/found.json': damaged: missing value at report.contexts.ways[0].function"])
    p.check()
    expect("mended facts", p.said("ring.c", "push").splitlines()[:1], ["runs in 3 contexts"])

with Project(facts=False) as p:
    p.open("ring.c")
    expect("no facts, no lenses", p.lenses("ring.c"), [])
    expect("no facts, clangd's words alone", p.said("ring.c", "push"), "")
    p.open("irq.c")
    expect("what one file shows", p.said("irq.c", "tick_isr"), TICK + "\n\nAs far as this file shows.")
    expect("nothing to complain of", p.messages(), [])

with Project("--facts=/none.json", facts=False) as p:
    p.open("ring.c")
    p.lenses("ring.c")
    expect("facts that are not there", p.messages(), ["ambit: option 'Facts' is '/none.json': No such file or directory"])

with Project(markdown=False) as p:
    p.open("irq.c")
    own = p.hover("irq.c", "tick_isr").partition("Ambit: ")[2]
    expect("plain text", own.splitlines()[2:], ["- tick_isr: interrupt handler, level 3, core 1",
                                                "  - irq.c:4: 'tick_isr' is declared here"])

sys.exit(bool(failures))
