# The reader of facts takes any bytes: 20,000 files that are nearly right, linked, solved and judged.
#
# REQUIRES: fuzzers
# RUN: %python %s %ambit-command %build/bin/ambit-fuzz-facts %t %source

import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "Inputs"))
import fuzz

ambit, fuzzer, place, source = sys.argv[1:]
place, source = pathlib.Path(place), pathlib.Path(source)
shutil.rmtree(place, ignore_errors=True)
place.mkdir(parents=True)

# Facts of programs that have something to do with each rule; a merged file.
seeds = []
for check in sorted((source / "test/checks").iterdir()):
    for program in sorted(check.glob("*.c"))[:3]:
        file = place / f"{check.name}-{program.stem}.ambit"
        done = subprocess.run([ambit, "unit", "--keep-going", "--root", source, "-o", file, "--", "clang",
                               f"-I{source}/annotations", "-c", program], capture_output=True)
        if done.returncode == 0 and file.stat().st_size < 8192:
            seeds.append(file)
assert len(seeds) > 15, seeds
subprocess.run([ambit, "merge", "-o", place / "merged.ambit", *seeds[:4]], check=True)
fuzz.run(fuzzer, [f.read_bytes() for f in [*seeds, place / "merged.ambit"]],
         pathlib.Path(__file__).parent / "Inputs/facts", place, 20000)
