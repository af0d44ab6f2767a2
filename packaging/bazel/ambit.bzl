"""Analyses C and C++ targets and all they depend on: an action per unit, and one that links.

    load("@ambit_rules//:ambit.bzl", "ambit_report", "ambit_test")
    ambit_report(name = "firmware_findings", targets = [":firmware"])
    ambit_test(name = "firmware_is_clean", targets = [":firmware"])

Each action has its inputs and its outputs declared, runs in the sandbox and writes the same bytes
for the same inputs, so that a remote cache or executor serves it.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "ACTION_NAMES")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

AmbitInfo = provider(
    doc = "What the analysis of a target and of what it depends on made.",
    fields = {
        "facts": "depset of facts files, one for each unit",
        "sources": "depset of the files that findings can be about",
    },
)

_C = ["c"]
_CXX = ["cc", "cpp", "cxx", "c++", "C"]

def _flags(ctx, toolchain, features, context, source):
    """The command that compiles `source`, without the compiler."""
    is_c = source.extension in _C
    fragment = ctx.fragments.cpp
    copts = [ctx.expand_make_variables("copts", f, {}) for f in getattr(ctx.rule.attr, "copts", [])]
    options = fragment.copts + (fragment.conlyopts if is_c else fragment.cxxopts) + copts
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        source_file = source.path,
        user_compile_flags = options,
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        preprocessor_defines = depset(
            getattr(ctx.rule.attr, "local_defines", []),
            transitive = [context.defines],
        ),
    )
    action = ACTION_NAMES.c_compile if is_c else ACTION_NAMES.cpp_compile
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = action,
        variables = variables,
    )

def _ambit_aspect_impl(target, ctx):
    before = [
        dep[AmbitInfo]
        for attribute in ["deps", "implementation_deps"]
        for dep in getattr(ctx.rule.attr, attribute, [])
        if AmbitInfo in dep
    ]
    facts = []
    sources = []
    if CcInfo in target and hasattr(ctx.rule.files, "srcs"):
        context = target[CcInfo].compilation_context
        toolchain = find_cpp_toolchain(ctx)
        features = cc_common.configure_features(
            ctx = ctx,
            cc_toolchain = toolchain,
            requested_features = ctx.features,
            # What a compiler of modules needs is none of the analysis' inputs.
            unsupported_features = ctx.disabled_features + ["module_maps", "layering_check"],
        )
        private = [f for f in ctx.rule.files.srcs if f.extension not in _C + _CXX]
        sources = ctx.rule.files.srcs + getattr(ctx.rule.files, "hdrs", [])
        for source in ctx.rule.files.srcs:
            if source.extension not in _C + _CXX:
                continue
            out = ctx.actions.declare_file("{}.ambit/{}.ambit".format(ctx.label.name, source.short_path))
            arguments = ctx.actions.args()
            arguments.add("unit")
            arguments.add("-o", out)

            # One source may be a unit of several targets.
            arguments.add("--name", "{} ({})".format(source.path, ctx.label))
            arguments.add("--")
            arguments.add("clang" if source.extension in _C else "clang++")
            flags = _flags(ctx, toolchain, features, context, source)
            arguments.add_all(flags)
            if source.path not in flags:  # as a toolchain's features have it
                arguments.add("-c", source)
            ctx.actions.run(
                executable = ctx.file._ambit,
                arguments = [arguments],
                inputs = depset(
                    [source] + private,
                    transitive = [context.headers, toolchain.all_files],
                ),
                outputs = [out],
                mnemonic = "AmbitUnit",
                progress_message = "Analysing %s" % source.short_path,
            )
            facts.append(out)
    info = AmbitInfo(
        facts = depset(facts, transitive = [b.facts for b in before]),
        sources = depset(sources, transitive = [b.sources for b in before]),
    )
    return [info, OutputGroupInfo(ambit_facts = info.facts)]

ambit_aspect = aspect(
    implementation = _ambit_aspect_impl,
    attr_aspects = ["deps", "implementation_deps"],
    attrs = {
        "_ambit": attr.label(default = "@ambit//:ambit", allow_single_file = True),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)

def _link(ctx):
    """The link of all units of the targets: its text and its JSON."""
    facts = depset(transitive = [t[AmbitInfo].facts for t in ctx.attr.targets])
    sources = depset(transitive = [t[AmbitInfo].sources for t in ctx.attr.targets])
    text = ctx.actions.declare_file(ctx.label.name + ".txt")
    report = ctx.actions.declare_file(ctx.label.name + ".json")
    files = ctx.actions.args()
    files.add_all(facts)
    files.use_param_file("@%s", use_always = True)
    files.set_param_file_format("multiline")

    # Findings are the result of the action, not its failure.
    ctx.actions.run_shell(
        command = '"$1" link --quiet -o "$2" "$4" > "$3"; [ $? -le 1 ]',
        arguments = [ctx.file._ambit.path, report.path, text.path, files],
        inputs = depset([ctx.file._ambit], transitive = [facts, sources]),
        outputs = [text, report],
        mnemonic = "AmbitLink",
        progress_message = "Linking the facts of %s" % ctx.label,
    )
    return text, report

def _ambit_report_impl(ctx):
    text, report = _link(ctx)
    return [DefaultInfo(files = depset([text, report]))]

def _ambit_test_impl(ctx):
    text, _ = _link(ctx)
    script = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(
        script,
        "#!/bin/sh\ncat '{0}'\n[ ! -s '{0}' ]\n".format(text.short_path),
        is_executable = True,
    )
    return [DefaultInfo(executable = script, runfiles = ctx.runfiles([text]))]

_ATTRIBUTES = {
    "targets": attr.label_list(aspects = [ambit_aspect], doc = "what the program is made of"),
    "_ambit": attr.label(default = "@ambit//:ambit", allow_single_file = True),
}

ambit_report = rule(
    implementation = _ambit_report_impl,
    attrs = _ATTRIBUTES,
    doc = "NAME.txt and NAME.json: the findings of the program that the targets make up.",
)

ambit_test = rule(
    implementation = _ambit_test_impl,
    attrs = _ATTRIBUTES,
    test = True,
    doc = "Fails if the program that the targets make up has findings, and shows them.",
)
