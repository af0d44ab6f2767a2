# RUN: %python %s %source %clangd neovim
# RUN: %python %s %source %clangd emacs
"""Neovim and Emacs with the configuration that packaging/ has for them, headless, against the server.

Each opens a file, shows the finding, opens its page, waives it, and applies a quick fix in another file. An
editor that is not installed is left out, with a line that says so.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE, CLANGD, EDITOR = pathlib.Path(sys.argv[1]), *sys.argv[2:]
INPUTS = pathlib.Path(__file__).resolve().parent / "Inputs"

ISR = """#include "ambit/annotations.h"
unsigned xTaskGetTickCount(void);
unsigned xTaskGetTickCountFromISR(void);
AMBIT_ISR void isr(void) {
  xTaskGetTickCount();
}
"""
COMMANDS = {
    "neovim": [
        "nvim", "--headless", "--clean",
        "--cmd", f"set rtp+={SOURCE}/packaging/neovim",
        "-c", f"lua require('ambit').setup({{cmd = '{CLANGD}', arguments = {{'--background-index=0', '--log=error'}}}})",
        "-c", f"luafile {INPUTS}/neovim.lua",
    ],
    # Debian's packages of Emacs are found in its site directories, which -Q would leave out.
    "emacs": [
        "emacs", "--batch", "-L", f"{SOURCE}/packaging/emacs",
        "--eval", "(package-initialize)",
        "--eval", f"(setq ambit-clangd \"{CLANGD}\")",
        "-l", f"{INPUTS}/emacs.el",
    ],
}
WANTED = [
    "FOUND 14:3",
    "ock 'ring_lock' does not keep out 'uart_isr', which writes 'head'",
    "PAGE # ambit-weak-lock",
    'LINE   AMBIT_UNCHECKED("the \\"boot\\" code") head = 0;',
    "FIXED xTaskGetTickCountFromISR();",
]

command = COMMANDS[EDITOR]
if not shutil.which(command[0]):
    print(f"left out: {command[0]} is not installed")
    sys.exit()
with tempfile.TemporaryDirectory() as directory:
    place = pathlib.Path(directory)
    ring = (SOURCE / "test/packages/Inputs/consumer/ring.c").read_text()
    (place / "ring.c").write_text(ring.replace("spin {\n  unsigned word;\n}", "spin { unsigned word; }"))
    (place / "isr.c").write_text(ISR)
    (place / "compile_flags.txt").write_text(f"-I{SOURCE}/annotations\n")
    environment = {**os.environ, "HOME": directory, "XDG_STATE_HOME": directory}
    shown = subprocess.run(
        command, cwd=place, env=environment, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300,
    )
missing = [wanted for wanted in WANTED if wanted not in shown.stdout]
if missing or shown.returncode:
    print(f"{EDITOR}: exit status {shown.returncode}, does not show {missing}:\n{shown.stdout}")
    sys.exit(1)
