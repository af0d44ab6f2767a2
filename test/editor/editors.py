# RUN: %python %s %source %clangd %ambit-command neovim
# RUN: %python %s %source %clangd %ambit-command emacs
"""Neovim and Emacs with the configuration that packaging/ has for them, headless, against the server.

Each opens a file, shows the finding and the contexts of a function, from linked facts, opens the page, waives it, and applies a quick fix in another file. An
editor that is not installed is left out, with a line that says so.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE, CLANGD, AMBIT, EDITOR = pathlib.Path(sys.argv[1]), *sys.argv[2:]
INPUTS = pathlib.Path(__file__).resolve().parent / "Inputs"

ISR = """#include "ambit/annotations.h"
unsigned xTaskGetTickCount(void);
unsigned xTaskGetTickCountFromISR(void);
AMBIT_ISR void isr(void) {
  xTaskGetTickCount();
}
"""
# Names the header of the annotations only through another.
LATE = """#include "isr.h"
AMBIT_ISR void late_isr(void) {
  xTaskGetTickCount();
}
"""
COMMANDS = {
    "neovim": [
        "nvim", "--headless", "--clean",
        "--cmd", f"set rtp+={SOURCE}/packaging/neovim",
        "-c", f"lua require('ambit').setup({{cmd = '{CLANGD}', facts = 'facts.json', arguments = {{'--background-index=0', '--log=error'}}}})",
        "-c", f"luafile {INPUTS}/neovim.lua",
    ],
    # Debian's packages of Emacs are found in its site directories, which -Q would leave out.
    "emacs": [
        "emacs", "--batch", "-L", f"{SOURCE}/packaging/emacs",
        "--eval", "(package-initialize)",
        "--eval", f"(setq ambit-clangd \"{CLANGD}\" ambit-facts \"facts.json\")",
        "-l", f"{INPUTS}/emacs.el",
    ],
}
WANTED = [
    "FOUND 14:3",
    "ock 'ring_lock' does not keep out 'uart_isr', which writes 'head'",
    "Ambit:** runs in 1 context" if EDITOR == "neovim" else "Ambit: runs in 1 context",
    "- uart_isr: interrupt handler, level 3",
    "PAGE # ambit-weak-lock",
    'LINE   AMBIT_UNCHECKED("the \\"boot\\" code") head = 0;',
    "FIXED xTaskGetTickCountFromISR();",
    'INCLUDED #include "ambit/annotations.h"|#include "isr.h"',
]

if EDITOR == "neovim":  # Eglot has no code lenses
    WANTED += ["LENS 10 runs at interrupt level 3", "LENS 12 runs on core 0"]
    WANTED += ["NOTE 10:41 'uart_isr' writes 'head' here", "NOTE 14:3 A spin lock keeps out other cores"]
command = COMMANDS[EDITOR]
if not shutil.which(command[0]):
    print(f"left out: {command[0]} is not installed")
    sys.exit()
with tempfile.TemporaryDirectory() as directory:
    place = pathlib.Path(directory)
    ring = (SOURCE / "test/packages/Inputs/consumer/ring.c").read_text()
    (place / "ring.c").write_text(ring.replace("spin {\n  unsigned word;\n}", "spin { unsigned word; }"))
    (place / "isr.c").write_text(ISR)
    (place / "isr.h").write_text(ISR[: ISR.index("AMBIT_ISR")])
    (place / "late.c").write_text(LATE)
    (place / "compile_flags.txt").write_text(f"-I{SOURCE}/annotations\n")
    (place / "compile_commands.json").write_text(
        json.dumps([{"directory": directory, "file": "ring.c", "arguments": ["cc", f"-I{SOURCE}/annotations", "ring.c"]}])
    )
    subprocess.run([AMBIT, "check", "-p", ".", "--quiet", "--no-cache", "--json", "facts.json", "--contexts"],
                   cwd=place, stdout=subprocess.DEVNULL)
    (place / "compile_commands.json").unlink()
    environment = {**os.environ, "HOME": directory, "XDG_STATE_HOME": directory}
    shown = subprocess.run(
        command, cwd=place, env=environment, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300,
    )
missing = [wanted for wanted in WANTED if wanted not in shown.stdout]
if missing or shown.returncode:
    print(f"{EDITOR}: exit status {shown.returncode}, does not show {missing}:\n{shown.stdout}")
    sys.exit(1)
