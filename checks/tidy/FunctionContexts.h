//===- FunctionContexts.h ---------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the units that an editor has open, and the linked facts of their program, to what can be
// said of a function: in which contexts it runs, and by which calls each comes to it. A function
// is found by Clang's name for it, so that lines that have moved since the facts were written
// make no difference. Called from several threads.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TIDY_FUNCTIONCONTEXTS_H
#define AMBIT_TIDY_FUNCTIONCONTEXTS_H

#include "analyses/Unit.h"
#include "facts/LinkedReport.h"
#include "llvm/Support/Chrono.h"
#include <mutex>

namespace ambit::tidy {

class FunctionContexts {
public:
  /// Takes down what \p U, just analysed, says of its functions.
  /// \param Facts  where the linked facts are that its configuration names; empty if nowhere
  void note(Unit &U, const std::string &Facts);
  /// The file at \p Path is no longer open.
  void forget(llvm::StringRef Path);

  /// What is said of a function.
  struct Told {
    std::string Title; ///< `runs in 2 contexts`
    struct Context {
      std::string Heading;
      struct Step {
        std::string Path; ///< absolute
        uint32_t Line = 0;
        std::string Text;
      };
      std::vector<Step> Steps;
    };
    std::vector<Context> Contexts;
    std::string Remark; ///< how far it can be relied on; may be empty
  };
  /// \param Path      the open file
  /// \param Usr       Clang's name for the function
  /// \param Declared  the file with its declaration
  /// \returns nothing if neither facts nor the file know it
  std::optional<Told> about(llvm::StringRef Path, llvm::StringRef Usr, llvm::StringRef Declared);
  /// The same for the function that is defined by a macro in that line and column, both from 0.
  std::optional<Told> aboutMacro(llvm::StringRef Path, uint32_t Line, uint32_t Column);

  struct Lens {
    uint32_t Line = 0; ///< from 0
    std::string Text;  ///< `runs on core 1, interrupt level 3`
  };
  /// For the functions that the file at \p Path defines, as far as linked facts know them.
  std::vector<Lens> lenses(llvm::StringRef Path);

  /// What is wrong with facts that are configured; once for each state of their file.
  std::vector<std::string> takeComplaints();
  /// Whether facts are others than at the last call.
  bool haveChanged();

private:
  /// A function that a file defines.
  struct Definition {
    std::string Usr;
    std::string File;   ///< absolute
    bool IsOwn = false; ///< the file's own, which no other can name
    bool IsOfMacro = false;
    uint32_t Line = 0, Begin = 0, End = 0; ///< of its name, from 0
    uint32_t FirstLine = 0;                ///< of the whole
  };
  struct File {
    std::string Facts;
    facts::ContextMap Own; ///< of the unit alone, with absolute names of files
    std::vector<Definition> Definitions;
  };
  struct Found {
    const facts::ContextMap *In = nullptr;
    const facts::ContextMap::Routine *What = nullptr;
    std::shared_ptr<const facts::LinkedReport> Report; ///< null if the file alone says it
  };

  /// The open file at \p Path; null if it was not analysed.
  const File *fileAt(llvm::StringRef Path) const;
  std::shared_ptr<const facts::LinkedReport> report(const File &F);
  Found find(const File &F, llvm::StringRef Usr, llvm::StringRef Declared);
  std::optional<Told> tell(const File &F, const Found &What) const;

  std::mutex Lock;
  llvm::StringMap<File> Files;                   ///< by absolute path
  std::map<std::string, std::string> Complained; ///< by path of facts
  std::vector<std::string> Complaints;
  std::map<std::string, llvm::sys::TimePoint<>> Written; ///< by path of facts
};

} // namespace ambit::tidy

#endif // AMBIT_TIDY_FUNCTIONCONTEXTS_H
