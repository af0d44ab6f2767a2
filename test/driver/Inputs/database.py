"""Writes DIRECTORY/compile_commands.json with all C and C++ files in DIRECTORY.

    database.py DIRECTORY ANNOTATIONS [FLAG...]
"""

import json
import os
import sys

directory = os.path.abspath(sys.argv[1])
flags = ["-I" + sys.argv[2]] + sys.argv[3:]
entries = []
for name in sorted(os.listdir(directory)):
    if name.endswith((".c", ".cpp")):
        compiler = ["clang++", "-std=c++20"] if name.endswith(".cpp") else ["clang", "-std=c11"]
        entries.append(
            {"directory": directory, "file": name, "arguments": compiler + flags + ["-c", name]}
        )
with open(os.path.join(directory, "compile_commands.json"), "w", encoding="utf-8") as out:
    json.dump(entries, out, indent=1)
