# Configuration of the tests that lit runs: everything under test/ that has RUN lines.
#
# What a test may use, beside lit's own %s, %t and so on:
#
#   %tidy                     clang-tidy with the plugin loaded and no project configuration
#   %ambit-check              the same with all ambit-* checks
#   %ambit-check-with CONFIG  the same with a configuration: '{CheckOptions: {Unannotated: Strict}}'
#   %expect                   FileCheck on this file; a warning or error without a CHECK line fails
#   %tidy-path                the path of clang-tidy alone
#   %ambit-command            the path of the command `ambit`
#   %annotations              the directory of ambit/annotations.h
#   %clangd  %clang-tidy      ambit-clangd and ambit-clang-tidy
#   %clang  %clangxx          the compiler of the LLVM that Ambit is built for
#   %llvm-major               the version of that LLVM
#   %python                   the system's Python
#   %include                  -I for ambit/annotations.h
#   %plugin  %source  %build  paths of libambit-tidy.so, of the source tree and of the build tree
#
# Also on PATH: FileCheck, not, split-file and the other LLVM tools.

import os
import shutil
import subprocess

import lit.formats

config.name = "ambit"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".test", ".py"]
# "unit" holds Catch2 tests, "Inputs" what tests read.
config.excludes = ["Inputs", "programs", "run.py", "soak.py", "unit", "lit.cfg.py", "lit.site.cfg.py", "tally.py"]
# For an older LLVM there is the plugin alone: what of these needs no more is run with it.
if config.llvm_major < 22:
    kept = {"checks", "ci", "examples", "models", "packages", "runtime", "runtime_fail"}
    config.excludes += set(os.listdir(os.path.dirname(__file__))) - kept
    config.excludes += ["bench.test", "compile-flags.py", "gcc.test", "install.py", "qemu", "racing-uart.test", "run-demo.test", "wake.test"]
    config.excludes += ["esp-idf.py", "other-llvm.test", "several-llvms.test", "zephyr.py"]
config.test_source_root = os.path.dirname(__file__)

config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools_dir, config.environment.get("PATH", "")]
)
config.environment["CLANG_NO_DEFAULT_CONFIG"] = "1"
config.environment["LC_ALL"] = "C.UTF-8"
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"

for tool in ["chromium", "clang-14", "clang-22", "clang-tidy-14", "clang-tidy-19", "gcc-12", "llvm-bolt", "spin"]:
    if shutil.which(tool, path=config.environment["PATH"]):
        config.available_features.add(tool)

# In 19 AMBIT_UNCHECKED is another attribute than `annotate`, which is for declarations there. On labels,
# enumerations and aliases that other one has no place.
if config.llvm_major >= 20:
    config.available_features.add("annotate-statements")

if os.path.isdir("/usr/share/bazel/tools/platforms") and shutil.which("bazel"):
    config.available_features.add("bazel")

if all(shutil.which(d, path=config.environment["PATH"] + ":/usr/sbin") for d in ["munged", "sbatch", "slurmctld", "slurmd"]):
    config.available_features.add("slurm")

if shutil.which("dpkg-shlibdeps"):
    config.available_features.add("dpkg-dev")

if os.path.exists(os.path.join(config.bin, "ambit-fuzz-facts")):
    config.available_features.add("fuzzers")

if all(
    shutil.which(tool, path=config.environment["PATH"])
    for tool in [
        "qemu-system-aarch64",
        "qemu-system-arm",
        "qemu-system-riscv32",
        "qemu-system-riscv64",
        "qemu-system-x86_64",
        "ld.lld-22",
    ]
):
    config.available_features.add("qemu")

if "-fsanitize=address" in config.cxx_flags:
    config.available_features.add("asan")
    # Of our own programs; LLVM's libraries are not instrumented.
    config.environment["ASAN_OPTIONS"] = "detect_leaks=0:detect_container_overflow=0:allow_user_poisoning=0"


def load_tidy():
    """The command that runs clang-tidy with the plugin."""
    command = f"{config.tidy} --load={config.plugin} --quiet"
    if "-fsanitize=address" not in config.cxx_flags:
        return command
    # The clang-tidy that loads an instrumented plugin is not instrumented itself: the run-time
    # library has to come first, and LLVM uses outside the plugin what its allocators poison inside.
    runtime = subprocess.check_output(
        [config.clang, "-print-file-name=libclang_rt.asan-x86_64.so"], text=True
    ).strip()
    options = "detect_leaks=0:detect_container_overflow=0:allow_user_poisoning=0"
    return f"env LD_PRELOAD={runtime} ASAN_OPTIONS={options} {command}"


tidy = load_tidy()
checks = "--checks='-*,ambit-*'"
config.substitutions += [
    (r"%ambit-check-with\b", f"{tidy} {checks} --config"),
    (r"%ambit-check\b", f"{tidy} {checks} --config='{{}}'"),
    (r"%ambit-command\b", config.ambit),
    (r"%annotations\b", os.path.join(config.source_root, "annotations")),
    (r"%tidy-path\b", config.tidy),
    (r"%tidy\b", f"{tidy} --config='{{}}'"),
    (r"%expect\b", "FileCheck %s --allow-empty --implicit-check-not='{{warning|error}}:'"),
    (r"%clangd\b", f"{config.bin}/ambit-clangd"),
    (r"%clang-tidy\b", f"{config.bin}/ambit-clang-tidy"),
    (r"%clangxx\b", config.clangxx),
    (r"%clang\b", config.clang),
    (r"%llvm-major\b", str(config.llvm_major)),
    (r"%python\b", config.python),
    (r"%include\b", f"-I{config.source_root}/annotations"),
    (r"%plugin\b", config.plugin),
    (r"%build\b", config.build_root),
    (r"%source\b", config.source_root),
]
