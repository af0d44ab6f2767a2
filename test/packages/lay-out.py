# RUN: %python %s %t
# REQUIRES: llvm-bolt
"""Lays a small program out, and sees that a failure leaves no program."""

import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
AT = pathlib.Path(sys.argv[1])
AT.mkdir(parents=True, exist_ok=True)

# With a worker that leaves without an exit, as those of `ambit check` do.
PROGRAM = r"""
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
__attribute__((noinline)) static void rare(void) { puts("rare"); }
__attribute__((noinline)) static int often(int value) { return value % 7 == 100 ? (rare(), 1) : value + 1; }
int main(int count, char **arguments) {
  if (count > 1 && !fork()) {
    int sum = 0;
    for (int i = 0; i < 1000; ++i)
      sum += often(i);
    printf("%d\n", sum);
    fflush(stdout);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
"""
(AT / "program.c").write_text(PROGRAM)
program, output = AT / "program", AT / "out" / "program"
subprocess.run(
    ["clang-22", "-O1", "--ld-path=ld.lld-22", "-Wl,--emit-relocs", AT / "program.c", "-o", program], check=True
)


def lay_out(training):
    (AT / "training.py").write_text(f"import os, subprocess, sys\nprogram = sys.argv[1]\n{training}\n")
    output.unlink(missing_ok=True)
    command = [SOURCE / "packaging/bolt/lay_out.py", program, AT / "training.py", "-o", output]
    return subprocess.run([sys.executable, *command], capture_output=True, text=True)


problems = []
done = lay_out("print(subprocess.check_output([program, 'work'], text=True))")
if done.returncode or not output.exists():
    problems.append(f"not laid out: {done.stderr}")
else:
    said = [subprocess.check_output([each, "work"], text=True) for each in (program, output)]
    if said[0] != said[1] or said[0] != "500500\n":
        problems.append(f"says {said}")
    sections = subprocess.check_output(["llvm-readelf-22", "-S", "-W", output], text=True)
    if ".bolt.org.text" not in sections:
        problems.append(f"nothing was moved:\n{sections}")

# Each of these ends with one message and without a program.
for training, message in {
    "sys.exit('no such project')": "the training failed with status 1:\nno such project",
    "print('did not run it')": "the training left no counts",
    "subprocess.check_output([program, 'work']); print(os.path.basename(program))": "says something else",
}.items():
    done = lay_out(training)
    if done.returncode != 1 or message not in done.stderr or "Traceback" in done.stderr:
        problems.append(f"{training}: status {done.returncode}: {done.stderr}")
    left = [path for path in AT.rglob("program*") if path.name not in ("program", "program.c")]
    if output.exists() or left:
        problems.append(f"{training}: left {left or output}")
print("\n".join(problems))
sys.exit(bool(problems))
