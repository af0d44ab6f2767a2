//===- WorkerPool.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs jobs in processes of their own, so that one that dies takes nobody with it.
//
// The parent forks workers that inherit all it knows, and gives each one job at a time. A
// worker that dies while it has a job costs that job; another takes its place.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_WORKERPOOL_H
#define AMBIT_DRIVER_WORKERPOOL_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <string>

namespace ambit::driver {

struct JobOutcome {
  size_t Job = 0;
  bool IsDone = false; ///< false if the worker died
  std::string Text;    ///< what the job returned, or how the worker died
};

/// Runs jobs 0 to \p NumJobs - 1, \p NumWorkers at a time, or as many as
/// there are cores if that is 0. \p Do runs in a worker; what it returns
/// reaches \p Tell in this process. Outcomes come as they are, in no order.
/// \returns an error if no worker can be started.
llvm::Error runJobs(size_t NumJobs, unsigned NumWorkers, llvm::function_ref<std::string(size_t)> Do,
                    llvm::function_ref<void(JobOutcome)> Tell);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_WORKERPOOL_H
