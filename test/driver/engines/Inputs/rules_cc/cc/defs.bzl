"""What Bazel 4's own packages load of rules_cc: the rules that this Bazel has in it.

Debian's bazel-rules-cc needs a newer Bazel than Debian's, and the net is not asked.
"""

cc_binary = native.cc_binary
cc_import = native.cc_import
cc_library = native.cc_library
cc_test = native.cc_test
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite
objc_import = native.objc_import
objc_library = native.objc_library

def _missing(**_attributes):
    fail("none of Bazel's packages that are needed here asks for this")

cc_flags_supplier = _missing
compiler_flag = _missing
