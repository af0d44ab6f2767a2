//===- ClangdInterface.h ----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What ambit-clangd uses of clangd. Distributions package clangd's libraries, but
// not their headers, so the few declarations that the linker has to find are
// repeated here, as clangd 22 has them. The linker's --wrap gives a function of
// clangd to us first: `wrapX` is called instead of it, and `realX` is the original.
// A name that clangd no longer has makes the link fail, or the tests in
// test/editor, which ask for the effect of each.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PLUGIN_CLANGDINTERFACE_H
#define AMBIT_PLUGIN_CLANGDINTERFACE_H

#include "clang-tidy/ClangTidyOptions.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/PCHContainerOperations.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

namespace clang::clangd {

int clangdMain(int Count, char *Arguments[]);

/// Adds to the options of clang-tidy for a file; clangd asks several in turn.
using TidyProvider =
    llvm::unique_function<void(tidy::ClangTidyOptions &, llvm::StringRef File) const>;

/// Messages to the editor and from it.
class Transport {
public:
  virtual ~Transport() = default;
  virtual void notify(llvm::StringRef Method, llvm::json::Value Params) = 0;
  virtual void call(llvm::StringRef Method, llvm::json::Value Params, llvm::json::Value ID) = 0;
  virtual void reply(llvm::json::Value ID, llvm::Expected<llvm::json::Value> Result) = 0;

  class MessageHandler {
  public:
    virtual ~MessageHandler() = default;
    virtual bool onNotify(llvm::StringRef Method, llvm::json::Value Params) = 0;
    virtual bool onCall(llvm::StringRef Method, llvm::json::Value Params, llvm::json::Value ID) = 0;
    virtual bool onReply(llvm::json::Value ID, llvm::Expected<llvm::json::Value> Result) = 0;
  };
  virtual llvm::Error loop(MessageHandler &Handler) = 0;
};

enum JSONStreamStyle { Standard, Delimited };

struct ParseInputs;
class SymbolIndex;

} // namespace clang::clangd

#define AMBIT_WRAPPED(Name) asm("__wrap_" Name)
#define AMBIT_ORIGINAL(Name) asm("__real_" Name)
#define AMBIT_IS_FAST "_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE"
#define AMBIT_DEFAULTS "_ZN5clang6clangd20provideDefaultChecksEv"
#define AMBIT_TRANSPORT                                                                            \
  "_ZN5clang6clangd16newJSONTransportEP8_IO_FILERN4llvm11raw_ostreamEPS4_bNS0_15JSONStreamStyleE"
#define AMBIT_INVOCATION                                                                           \
  "_ZN5clang6clangd23buildCompilerInvocationERKNS0_11ParseInputsERNS_18DiagnosticConsumerEPSt6"    \
  "vectorINSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEESaISC_EE"
#define AMBIT_PREAMBLE                                                                             \
  "_ZN5clang19PrecompiledPreamble5BuildERKNS_18CompilerInvocationEPKN4llvm12MemoryBufferE"         \
  "NS_14PreambleBoundsENS4_18IntrusiveRefCntPtrINS_17DiagnosticsEngineEEENS9_INS4_3vfs10"          \
  "FileSystemEEESt10shared_ptrINS_22PCHContainerOperationsEEbNS4_9StringRefERNS_17Preamble"        \
  "CallbacksE"
#define AMBIT_CLANGD_VERSION "_ZN5clang6clangd13versionStringB5cxx11Ev"

namespace ambit {

/// Whether \p Check takes little time beside the parse; nothing if nobody measured it.
std::optional<bool> wrapIsFast(llvm::StringRef Check) AMBIT_WRAPPED(AMBIT_IS_FAST);
std::optional<bool> realIsFast(llvm::StringRef Check) AMBIT_ORIGINAL(AMBIT_IS_FAST);

/// How the compiler is called for a file; null if that cannot be told.
std::unique_ptr<clang::CompilerInvocation> wrapInvocation(const clang::clangd::ParseInputs &Inputs,
                                                          clang::DiagnosticConsumer &Consumer,
                                                          std::vector<std::string> *Arguments)
    AMBIT_WRAPPED(AMBIT_INVOCATION);
std::unique_ptr<clang::CompilerInvocation> realInvocation(const clang::clangd::ParseInputs &Inputs,
                                                          clang::DiagnosticConsumer &Consumer,
                                                          std::vector<std::string> *Arguments)
    AMBIT_ORIGINAL(AMBIT_INVOCATION);

/// Reads what stands above the first declaration of a file, which is kept for later edits.
llvm::ErrorOr<clang::PrecompiledPreamble> wrapPreamble(
    const clang::CompilerInvocation &Invocation, const llvm::MemoryBuffer *Main,
    clang::PreambleBounds Bounds, llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> Diagnostics,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
    std::shared_ptr<clang::PCHContainerOperations> Containers, bool InMemory,
    llvm::StringRef Directory, clang::PreambleCallbacks &Callbacks) AMBIT_WRAPPED(AMBIT_PREAMBLE);
llvm::ErrorOr<clang::PrecompiledPreamble> realPreamble(
    const clang::CompilerInvocation &Invocation, const llvm::MemoryBuffer *Main,
    clang::PreambleBounds Bounds, llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> Diagnostics,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
    std::shared_ptr<clang::PCHContainerOperations> Containers, bool InMemory,
    llvm::StringRef Directory, clang::PreambleCallbacks &Callbacks) AMBIT_ORIGINAL(AMBIT_PREAMBLE);

/// The provider that is asked last: the checks of a file for which nobody names any.
clang::clangd::TidyProvider wrapDefaults() AMBIT_WRAPPED(AMBIT_DEFAULTS);
clang::clangd::TidyProvider realDefaults() AMBIT_ORIGINAL(AMBIT_DEFAULTS);

std::unique_ptr<clang::clangd::Transport> wrapTransport(std::FILE *In, llvm::raw_ostream &Out,
                                                        llvm::raw_ostream *Mirror, bool Pretty,
                                                        clang::clangd::JSONStreamStyle Style)
    AMBIT_WRAPPED(AMBIT_TRANSPORT);
std::unique_ptr<clang::clangd::Transport> realTransport(std::FILE *In, llvm::raw_ostream &Out,
                                                        llvm::raw_ostream *Mirror, bool Pretty,
                                                        clang::clangd::JSONStreamStyle Style)
    AMBIT_ORIGINAL(AMBIT_TRANSPORT);

std::string wrapVersion() AMBIT_WRAPPED(AMBIT_CLANGD_VERSION);
std::string realVersion() AMBIT_ORIGINAL(AMBIT_CLANGD_VERSION);

} // namespace ambit

#endif // AMBIT_PLUGIN_CLANGDINTERFACE_H
