#!/usr/bin/env python3
"""Edits a few units in a language server, and prints what it says of them: train_editor.py AMBIT_CLANGD"""

import json
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from units import SOURCE, edited_units  # noqa: E402, beside this file

sys.path.insert(0, str(SOURCE / "test/editor/Inputs"))
import lsp  # noqa: E402

EDITS = 12

with tempfile.TemporaryDirectory(prefix="ambit-training-") as at:
    server = lsp.Server([sys.argv[1], "--log=error", "--background-index=0"], at, timeout=300)
    for number, (source, flags) in enumerate(edited_units()):
        directory = Path(at, str(number))
        directory.mkdir()
        (directory / "compile_flags.txt").write_text("\n".join([*flags, f"-I{source.parent}"]))
        unit = directory / source.name
        unit.write_text(source.read_text())
        server.open(unit)
        server.diagnostics(unit)
        line = source.read_text().count("\n") // 2
        place = {"textDocument": {"uri": lsp.uri(unit)}, "position": {"line": line, "character": 4}}
        for version in range(2, 2 + EDITS):
            server.nudge(unit, line, version)
            said = server.diagnostics(unit, version)
            server.ask("textDocument/hover", place)
        server.ask("textDocument/completion", place)
        print(source.name, json.dumps(said, indent=1).replace(at, ""))
    server.stop()
