"""Runs a fuzzer for a number of inputs, after those that once were too much for it."""

import os
import pathlib
import subprocess

# What LLVM's own containers and allocators do is none of the fuzzer's business.
OPTIONS = "detect_leaks=0:detect_container_overflow=0:allow_user_poisoning=0:allocator_may_return_null=0"


def run(fuzzer, seeds, known, directory, runs, *arguments):
    """\\param seeds  bytes to start from; \\param known  a directory of inputs that were found once"""
    corpus = pathlib.Path(directory) / "corpus"
    corpus.mkdir(parents=True)
    for number, seed in enumerate(seeds):
        (corpus / f"{number:03}").write_bytes(seed)
    common = [fuzzer, "-timeout=10", "-rss_limit_mb=2048", "-malloc_limit_mb=256", f"-artifact_prefix={directory}/"]
    environment = {**os.environ, "ASAN_OPTIONS": OPTIONS, "UBSAN_OPTIONS": "print_stacktrace=1"}
    inputs = sorted(str(p) for p in known.iterdir() if p.suffix)
    for command in ([*common, *inputs] if inputs else None,
                    [*common, f"-runs={runs}", "-seed=1", "-max_len=16384", "-print_final_stats=1", *arguments, str(corpus)]):
        if command is None:
            continue
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=500, env=environment)
        assert done.returncode == 0, (command, done.stderr[-6000:])
    assert f"stat::number_of_executed_units: {runs}" in done.stderr, done.stderr[-2000:]
