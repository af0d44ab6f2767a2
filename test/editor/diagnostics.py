# RUN: %python %s %source %clangd
"""What an editor shows with ambit-clangd and no configuration of its own.

Each case is a unit with what has to be told about it. The directories are outside the repository, whose
.clang-tidy would be found.
"""

import pathlib
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent / "Inputs"))
import lsp

SOURCE, CLANGD = pathlib.Path(sys.argv[1]), sys.argv[2:]

WEAK = """#include "ambit/annotations.h"

struct AMBIT_LOCK(spin) spin { unsigned word; };
void acquire(struct spin *s) AMBIT_ACQUIRE(s);
void release(struct spin *s) AMBIT_RELEASE(s);

static struct spin ring_lock;
static unsigned head;

AMBIT_ISR_AT(3) void uart_isr(void) { ++head; }

AMBIT_RUNS_ON(0) void clear(void) {
  acquire(&ring_lock);
  head = 0;
  release(&ring_lock);
}
"""

FIXABLE = """#include "ambit/annotations.h"
unsigned xTaskGetTickCount(void);
unsigned xTaskGetTickCountFromISR(void);
AMBIT_ISR void isr(void) {
  xTaskGetTickCount();
}
"""

# Without the bodies in the header, nothing would hold the lock.
LOCKS = """#pragma once
#include "ambit/annotations.h"
void mask(void) AMBIT_ACQUIRE(irq);
void unmask(void) AMBIT_RELEASE(irq);
static inline void enter(void) { mask(); }
static inline void leave(void) { unmask(); }
template <class T> struct Section {
  Section() { enter(); }
  ~Section() { leave(); }
};
inline void clear(unsigned &into) { Section<int> held; into = 0; }
inline void forget(unsigned &into) { into = 0; }
"""
HEADER = """#include "locks.h"
static unsigned head, tail;
AMBIT_ISR_AT(3) void isr() { ++head; ++tail; }
AMBIT_RUNS_ON(0) void by_function() { enter(); head = 0; leave(); }
AMBIT_RUNS_ON(0) void by_object() { Section<int> held; head = 0; }
AMBIT_RUNS_ON(0) void by_callee() { clear(head); }
AMBIT_RUNS_ON(0) void not_at_all() { tail = 0; }
"""

STRICT = """#include "ambit/annotations.h"
struct opaque;
void to_core(struct opaque *p AMBIT_CROSSES_CORE_TO(1));
void cross(struct opaque *o) { to_core(o); }
"""

failures = []


def expect(title, found, wanted):
    if found != wanted:
        failures.append(title)
        print(f"FAILED: {title}\n  found  {found!r}\n  wanted {wanted!r}")


def in_directory(files, run, *arguments):
    with tempfile.TemporaryDirectory() as directory:
        place = pathlib.Path(directory).resolve()
        (place / "compile_flags.txt").write_text(f"-I{SOURCE}/annotations\n")
        for name, text in files.items():
            (place / name).write_text(text)
        server = lsp.Server([*CLANGD, "--log=error", "--background-index=0", *arguments], place)
        run(server, place)
        expect("the server stops when asked to", server.stop(), 0)


def codes(files, *arguments):
    """The checks that speak about the first file."""
    told = []

    def run(server, place):
        unit = place / next(iter(files))
        server.open(unit)
        told.extend(d.get("code") for d in server.diagnostics(unit))

    in_directory(files, run, *arguments)
    return told


def weak_lock(server, place):
    expect("the version names both", "Ambit" in server.capabilities["serverInfo"]["version"], True)
    expect("the version names both", "clangd version" in server.capabilities["serverInfo"]["version"], True)
    unit = place / "ring.c"
    server.open(unit)
    (warning,) = server.diagnostics(unit)
    expect("a finding is a warning", warning["severity"], 2)
    expect("a finding is Ambit's", (warning["source"], warning["code"]), ("ambit", "ambit-weak-lock"))
    expect(
        "the message is Ambit's",
        warning["message"],
        "Lock 'ring_lock' does not keep out 'uart_isr', which writes 'head'",
    )
    expect("it is at the access", warning["range"]["start"], {"line": 13, "character": 2})
    notes = [(n["message"], n["location"]["range"]["start"]["line"]) for n in warning["relatedInformation"]]
    expect(
        "the notes come along, in order",
        notes,
        [
            ("'uart_isr' writes 'head' here, at interrupt level 3", 9),
            ("A spin lock keeps out other cores, not interrupts of this one", 13),
        ],
    )
    page = urllib.parse.urlparse(warning["codeDescription"]["href"])
    expect("it leads to a page", page.scheme, "file")
    text = pathlib.Path(urllib.parse.unquote(page.path)).read_text()
    expect("the page is about the check", text.startswith("# ambit-weak-lock"), True)


def quick_fix(server, place):
    unit = place / "isr.c"
    server.open(unit)
    (warning,) = server.diagnostics(unit)
    actions = server.ask(
        "textDocument/codeAction",
        {
            "textDocument": {"uri": lsp.uri(unit)},
            "range": warning["range"],
            "context": {"diagnostics": [warning], "only": ["quickfix"]},
        },
    )
    edits = [a["edit"]["changes"][lsp.uri(unit)] for a in actions if a.get("kind") == "quickfix" and "edit" in a]
    expect("there is one quick fix", len(edits), 1)
    server.change(unit, [{"range": e["range"], "text": e["newText"]} for e in edits[0]], 2)
    expect("after the fix nothing is left", server.diagnostics(unit, 2), [])


in_directory({"ring.c": WEAK}, weak_lock)
in_directory({"isr.c": FIXABLE}, quick_fix)

expect(
    "functions of headers are known",
    codes({"main.cpp": HEADER, "locks.h": LOCKS}),
    ["ambit-undeclared-shared-state"],
)
expect("the compiler's own headers are found", codes({"a.c": "#include <stddef.h>\nsize_t s;\n"}), [])

OTHERS = {"ring.c": WEAK, ".clang-tidy": "Checks: '-*,bugprone-*'\n"}
expect("a configuration that names other checks leaves these on", codes(OTHERS), ["ambit-weak-lock"])
WITHOUT = {"ring.c": WEAK, ".clang-tidy": "Checks: 'bugprone-*,-ambit-*'\n"}
expect("a configuration that switches them off does so", codes(WITHOUT), [])
ONE = {"ring.c": WEAK, ".clangd": "Diagnostics: {ClangTidy: {Remove: ambit-weak-lock}}\n"}
expect("so does clangd's own", codes(ONE), [])

expect("strict mode is off", codes({"s.c": STRICT}), [])
CONFIGURED = {"s.c": STRICT, ".clang-tidy": "CheckOptions: {Unannotated: Strict}\n"}
CROSSING = ["ambit-core-bound-crossing"]
expect("a configuration sets strict mode", codes(CONFIGURED), CROSSING)
expect("the command line sets strict mode", codes({"s.c": STRICT}, "--unannotated=Strict"), CROSSING)

sys.exit(bool(failures))
