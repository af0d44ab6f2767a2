//===- EditorTransport.h ----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stands between clangd and the editor: sees every message both ways, and adds what Ambit knows
// and clangd has no hook for. Diagnostics of Ambit's lead to Ambit's pages; a hover over a function
// says in which contexts it runs and why; code lenses say it above functions.
//
// What is under the cursor, clangd is asked itself, by its own extension symbolInfo, under
// numbers of requests that no editor uses.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PLUGIN_EDITORTRANSPORT_H
#define AMBIT_PLUGIN_EDITORTRANSPORT_H

#include "ClangdInterface.h"
#include "tidy/FunctionContexts.h"
#include <map>
#include <mutex>

namespace ambit {

class EditorTransport : public clang::clangd::Transport {
public:
  EditorTransport(std::unique_ptr<Transport> Next, tidy::FunctionContexts &Contexts)
      : Next(std::move(Next)), Contexts(Contexts) {}

  void notify(llvm::StringRef Method, llvm::json::Value Params) override;
  void call(llvm::StringRef Method, llvm::json::Value Params, llvm::json::Value ID) override;
  void reply(llvm::json::Value ID, llvm::Expected<llvm::json::Value> Result) override;
  llvm::Error loop(MessageHandler &Handler) override;

private:
  class Incoming;

  /// A request of the editor's of which clangd was asked something besides.
  struct Asked {
    llvm::json::Value ID = nullptr;
    std::string Path;
    uint32_t Line = 0, Column = 0; ///< of a hover
    std::optional<tidy::FunctionContexts::Told> Told;
  };

  void initialize(const llvm::json::Value &Params, const llvm::json::Value &ID);
  /// Writes down a hover or a demand for lenses.
  /// \returns the number under which clangd is asked besides.
  std::string ask(llvm::StringRef For, const llvm::json::Value &Params,
                  const llvm::json::Value &ID);
  void answer(llvm::StringRef Number, llvm::Expected<llvm::json::Value> Symbols);
  void extendHover(Asked &A, llvm::json::Value &Result) const;
  void extendCapabilities(llvm::json::Value &Result) const;
  /// Tells the editor what is wrong with facts, and that lenses are others when they have changed.
  void tellNews();

  std::unique_ptr<Transport> Next;
  tidy::FunctionContexts &Contexts;
  std::mutex Lock;        ///< of all that follows, and of writing to the editor
  std::string Initialize; ///< the number of that request
  bool ReadsMarkdown = false, CanRefresh = false;
  unsigned NumRefreshed = 0;
  std::map<std::string, Asked> Questions; ///< by the number under which clangd is asked besides
};

} // namespace ambit

#endif // AMBIT_PLUGIN_EDITORTRANSPORT_H
