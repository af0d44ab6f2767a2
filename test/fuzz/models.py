# The reader of models takes any text: 20,000 that are nearly right, from the models that come with Ambit.
#
# REQUIRES: fuzzers
# RUN: %python %s %build/bin/ambit-fuzz-model %t %source

import json
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "Inputs"))
import fuzz

fuzzer, place, source = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
shutil.rmtree(place, ignore_errors=True)
place.mkdir(parents=True)

# Small ones: a head, and an entry or two.
seeds = []
for model in sorted((source / "annotations/models").glob("*.yaml")):
    text = model.read_text()
    seeds.append(text[:2000].rsplit("\n", 1)[0] + "\n")
    head = "ambit-model: 1\nname: x\nabout: y\n"
    entries = re.findall(r"^  - .*(?:\n    .*)*", text, re.M)
    for section in re.findall(r"^([a-z-]+):\n", text, re.M):
        seeds += [f"{head}{section}:\n{entry}\n" for entry in entries[:2]]

# The keys of the format, as a dictionary for the fuzzer.
keys = set()


def collect(schema):
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name in ("properties", "$defs") and isinstance(value, dict):
                keys.update(value)
            if name == "enum":
                keys.update(str(v) for v in value)
            collect(value)
    elif isinstance(schema, list):
        for value in schema:
            collect(value)


collect(json.loads((source / "annotations/models/schema.json").read_text()))
(place / "words").write_text("".join(f'"{k}"\n' for k in sorted(keys) if k.isascii() and '"' not in k and "\\" not in k))
fuzz.run(fuzzer, [s.encode() for s in seeds], pathlib.Path(__file__).parent / "Inputs/models", place, 20000,
         f"-dict={place}/words")
