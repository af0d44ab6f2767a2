# RUN: %python %s %source
# RUN: %python %s --self-test
"""Fails when a layer includes what it may not.

Reads the include lines of every C and C++ source, finds out to which layer the including and the
included file belong, and compares the pair with the table below. It reads no build file: a layer
reaches another only through a header, so the includes say it all.
"""

import os
import re
import sys
import tempfile

SUFFIXES = (".c", ".cc", ".cpp", ".def", ".h", ".hpp", ".inc", ".ipp")

# The layer of a file is that of the longest prefix of its path.
LAYERS = {
    "annotations/": "annotations",
    "annotations/EmbedModels.cpp": "build tool",
    "annotations/Spellings.def": "spellings",
    "bench/": "bench",
    "checks/program/": "program",
    "checks/flow/": "flow",
    "checks/rules/": "rules",
    "checks/model/": "model",
    "checks/model/Compat.h": "compat",
    "checks/lowering/": "lowering",
    "checks/analyses/": "analyses",
    "checks/facts/": "facts",
    "checks/facts/Extract": "extract",
    "checks/facts/TokenLayout": "extract",
    "checks/tidy/": "tidy",
    "plugin/": "plugin",
    "driver/": "driver",
    "runtime/": "runtime",
    "examples/": "examples",
    "test/": "test",
}

# The outside world, by the start of the included name. The first that matches counts; anything
# else between angle brackets is `system`.
OUTSIDE = [
    ("clang-tidy/", "clang-tidy"),
    ("clang/AST/", "clang-ast"),
    ("clang/ASTMatchers/", "clang-ast"),
    ("clang/Basic/", "clang-ast"),
    ("clang/Lex/", "clang-ast"),
    ("clang/Analysis/", "clang-cfg"),
    ("clang/", "clang"),
    ("clang-c/", "clang"),
    ("llvm/", "llvm"),
    ("llvm-c/", "llvm"),
]

AST = {"clang-ast", "llvm", "system"}
CLANG = AST | {"clang-cfg", "clang"}

# What a layer may include, beside itself.
MAY_INCLUDE = {
    "spellings": set(),
    "annotations": set(),
    "build tool": {"model", "llvm", "system"},
    "program": {"llvm", "system"},
    "flow": {"program", "llvm", "system"},
    "rules": {"flow", "program", "llvm", "system"},
    "compat": AST,
    "model": {"spellings", "compat"} | AST,
    "lowering": {"flow", "program", "model", "compat", "clang-cfg"} | AST,
    "analyses": {"rules", "flow", "program", "lowering", "model", "compat", "clang-cfg"} | AST,
    "facts": {"rules", "flow", "program", "llvm", "system"},
    "extract": {"facts", "rules", "flow", "program", "lowering", "model", "compat", "analyses", "clang"} | AST,
    "tidy": {"analyses", "facts", "compat", "clang-tidy"} | CLANG,
    "plugin": {"tidy", "compat", "clang-tidy"} | CLANG,
    "driver": {"rules", "flow", "program", "model", "compat", "analyses", "facts", "extract"} | CLANG,
    "runtime": {"annotations", "system"},
}

# Of the LLVM libraries these layers take one only.
ONLY_LLVM_SUPPORT = {"facts", "flow", "program", "rules"}
SUPPORT = ("llvm/ADT/", "llvm/Support/", "llvm/Config/", "llvm/TargetParser/")

# Directories from which an included name is looked up, after that of the including file.
INCLUDE_PATH = ["", "checks", "annotations", "runtime", "runtime/include"]

COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)
INCLUDE = re.compile(
    r'^[ \t]*#[ \t]*(?:include|include_next|import)[ \t]*([<"])([^>"\n]+)[>"]', re.M
)


def layer_of(path):
    """The layer of a path relative to the root, or None."""
    matching = [prefix for prefix in LAYERS if path.startswith(prefix)]
    return LAYERS[max(matching, key=len)] if matching else None


def includes_of(text):
    """The include lines of a source: (line, name, whether in angle brackets)."""

    def blank(match):
        found = match[0]
        return found if found.startswith('"') else "\n" * found.count("\n") + " "

    text = COMMENT_OR_STRING.sub(blank, text)
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[2], match[1] == "<"


def included_layer(root, path, name, angled):
    """What `name`, included by `path`, belongs to: a layer, a part of OUTSIDE, or None."""
    places = [] if angled else [os.path.dirname(path)]
    for place in places + INCLUDE_PATH:
        candidate = os.path.normpath(os.path.join(place, name))
        if os.path.isfile(os.path.join(root, candidate)):
            return layer_of(candidate)
    for prefix, part in OUTSIDE:
        if name.startswith(prefix):
            return part
    return "system" if angled else None


def problem(root, path, name, angled):
    """Says what is wrong with an include, or None."""
    layer = layer_of(path)
    target = included_layer(root, path, name, angled)
    if target is None:
        return f"'{name}' is no file of a layer; write <{name}> if it is a system header"
    if target != layer and target not in MAY_INCLUDE[layer]:
        return f"the layer '{layer}' may not include '{target}' ({name})"
    if target == "llvm" and layer in ONLY_LLVM_SUPPORT and not name.startswith(SUPPORT):
        return f"the layer '{layer}' may include LLVM's Support only, not {name}"
    return None


def check(root):
    """The problems of a tree, and how many files were read."""
    problems, read = [], 0
    tops = sorted(
        {prefix.split("/")[0] for prefix, layer in LAYERS.items() if layer in MAY_INCLUDE}
    )
    for top in tops:
        for directory, _, files in os.walk(os.path.join(root, top)):
            for file in sorted(files):
                full = os.path.join(directory, file)
                path = os.path.relpath(full, root)
                if not file.endswith(SUFFIXES):
                    continue
                read += 1
                if layer_of(path) not in MAY_INCLUDE:
                    problems.append(f"{path}: belongs to no layer; name it in LAYERS")
                    continue
                with open(full, encoding="utf-8") as source:
                    for line, name, angled in includes_of(source.read()):
                        if what := problem(root, path, name, angled):
                            problems.append(f"{path}:{line}: {what}")
    return problems, read


def self_test():
    """Every line of the table once, in a tree made for it."""
    # Including file, what it includes, whether that is allowed.
    cases = [
        ("annotations/ambit/annotations.h", "<stdint.h>", False),
        ("annotations/ambit/annotations.h", '"checks/model/T.h"', False),
        ("annotations/Spellings.def", "<stdint.h>", False),
        ("annotations/EmbedModels.cpp", '"model/T.h"', True),
        ("annotations/EmbedModels.cpp", '"analyses/T.h"', False),
        ("checks/model/A.cpp", '"model/T.h"', True),
        ("checks/model/A.cpp", '"T.h"', True),
        ("checks/model/A.cpp", '"annotations/Spellings.def"', True),
        ("checks/model/A.cpp", '"Spellings.def"', True),
        ("checks/model/A.cpp", '"clang/AST/Decl.h"', True),
        ("checks/model/A.cpp", "<string>", True),
        ("checks/model/A.cpp", '"clang/Analysis/CFG.h"', False),
        ("checks/model/A.cpp", '"clang/Tooling/Tooling.h"', False),
        ("checks/model/A.cpp", '"clang-tidy/ClangTidyCheck.h"', False),
        ("checks/model/A.cpp", '"analyses/T.h"', False),
        ("checks/model/A.cpp", '"../analyses/T.h"', False),
        ("checks/model/A.cpp", "<analyses/T.h>", False),
        ("checks/model/A.cpp", '"checks/analyses/T.h"', False),
        ("checks/model/A.cpp", '"facts/T.h"', False),
        ("checks/model/A.cpp", '"ambit/annotations.h"', False),
        ("checks/model/A.cpp", '"missing.h"', False),
        ("checks/analyses/A.h", '"model/T.h"', True),
        ("checks/analyses/A.h", '"clang/Analysis/CFG.h"', True),
        ("checks/analyses/A.h", '"tidy/T.h"', False),
        ("checks/analyses/A.h", '"facts/T.h"', False),
        ("checks/analyses/A.h", '"annotations/Spellings.def"', False),
        ("checks/analyses/A.h", '"clang-tidy/ClangTidyCheck.h"', False),
        ("checks/facts/A.cpp", '"llvm/Support/JSON.h"', True),
        ("checks/facts/A.cpp", '"llvm/IR/Module.h"', False),
        ("checks/facts/A.cpp", '"clang/AST/Decl.h"', False),
        ("checks/facts/A.cpp", '"clang/Basic/SourceLocation.h"', False),
        ("checks/facts/A.cpp", '"model/T.h"', False),
        ("checks/facts/A.cpp", '"facts/Extract.h"', False),
        ("checks/facts/Extract.cpp", '"model/T.h"', True),
        ("checks/facts/Extract.cpp", '"analyses/T.h"', True),
        ("checks/facts/Extract.cpp", '"facts/T.h"', True),
        ("checks/facts/Extract.cpp", '"tidy/T.h"', False),
        ("checks/tidy/A.cpp", '"analyses/T.h"', True),
        ("checks/tidy/A.cpp", '"facts/T.h"', True),
        ("checks/tidy/A.cpp", '"clang-tidy/ClangTidyCheck.h"', True),
        ("checks/tidy/A.cpp", '"model/T.h"', False),
        ("checks/tidy/A.cpp", '"facts/Extract.h"', False),
        ("plugin/A.cpp", '"tidy/T.h"', True),
        ("plugin/A.cpp", '"analyses/T.h"', False),
        ("driver/A.cpp", '"clang/Tooling/Tooling.h"', True),
        ("driver/A.cpp", '"facts/Extract.h"', True),
        ("driver/A.cpp", '"tidy/T.h"', False),
        ("driver/A.cpp", '"clang-tidy/ClangTidy.h"', False),
        ("runtime/ambit/A.hpp", '"ambit/annotations.h"', True),
        ("runtime/ambit/A.hpp", "<atomic>", True),
        ("runtime/ambit/A.hpp", "<llvm/ADT/StringRef.h>", False),
        ("runtime/ambit/A.hpp", '"model/T.h"', False),
        ("runtime/ambit/A.hpp", '"annotations/Spellings.def"', False),
    ]
    headers = [
        "annotations/Spellings.def",
        "annotations/ambit/annotations.h",
        "checks/facts/Extract.h",
    ]
    headers += [f"checks/{layer}/T.h" for layer in ["model", "analyses", "facts", "tidy"]]

    def write(root, path, text):
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    wrong = []
    forms = "/* #include <no.h>\n*/ // #include <no.h>\n\n  #  include {} // why\n"
    for path, included, allowed in cases:
        with tempfile.TemporaryDirectory() as root:
            for header in headers:
                write(root, header, "")
            write(root, path, forms.format(included))
            problems, _ = check(root)
            expected = [] if allowed else [f"{path}:4: "]
            if len(problems) != len(expected) or not all(map(str.startswith, problems, expected)):
                wrong.append(f"{path} includes {included}: expected {expected}, got {problems}")
    with tempfile.TemporaryDirectory() as root:
        write(root, "checks/new/A.cpp", "")
        problems, read = check(root)
        if read != 1 or len(problems) != 1:
            wrong.append(f"a file in no layer: got {problems}")
    return wrong


def main():
    if sys.argv[1] == "--self-test":
        problems = self_test()
    else:
        problems, read = check(sys.argv[1])
        print(f"{read} files read")
        if read == 0:
            problems = ["no source found"]
    for what in problems:
        print(what)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
