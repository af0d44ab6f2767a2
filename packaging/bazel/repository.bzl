"""Makes an installed `ambit` known to Bazel.

    load("@ambit_rules//:repository.bzl", "ambit_repository")
    ambit_repository(name = "ambit")

The program is an input of each action, by content: another version of it analyses again.
"""

def _ambit_repository_impl(ctx):
    path = ctx.attr.path or ctx.os.environ.get("AMBIT") or ctx.which("ambit")
    if not path:
        fail("there is no ambit on PATH; install it, or name it with `path` or the variable AMBIT")
    ctx.symlink(path, "ambit")
    ctx.file("BUILD", 'exports_files(["ambit"], visibility = ["//visibility:public"])\n')

ambit_repository = repository_rule(
    implementation = _ambit_repository_impl,
    attrs = {"path": attr.string(doc = "of the program; found on PATH if empty")},
    environ = ["AMBIT", "PATH"],
    local = True,
)
