//===- WorkerPool.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/WorkerPool.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Threading.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace llvm;

namespace ambit::driver {
namespace {

bool writeAll(int To, const void *Data, size_t Size) {
  const char *At = static_cast<const char *>(Data);
  while (Size) {
    ssize_t N = ::write(To, At, Size);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    At += N;
    Size -= N;
  }
  return true;
}

bool readAll(int From, void *Data, size_t Size) {
  char *At = static_cast<char *>(Data);
  while (Size) {
    ssize_t N = ::read(From, At, Size);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    At += N;
    Size -= N;
  }
  return true;
}

struct Worker {
  pid_t Process = -1;
  int Jobs = -1;    ///< to write the number of a job
  int Results = -1; ///< to read a size and that many bytes
  std::optional<size_t> Job;
};

std::string describeDeath(int Status) {
  if (WIFSIGNALED(Status))
    return std::string("died of signal ") + std::to_string(WTERMSIG(Status)) + " (" +
           strsignal(WTERMSIG(Status)) + ")";
  return "ended with status " + std::to_string(WEXITSTATUS(Status));
}

class Pool {
public:
  Pool(size_t NumJobs, function_ref<std::string(size_t)> Do, function_ref<void(JobOutcome)> Tell)
      : NumJobs(NumJobs), Do(Do), Tell(Tell) {}

  Error run(unsigned NumWorkers) {
    // A worker that died is seen by its pipe, not by a signal.
    struct sigaction Ignore = {}, Before = {};
    Ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &Ignore, &Before);
    Workers.resize(std::max<size_t>(1, std::min<size_t>(NumWorkers, NumJobs)));
    for (Worker &W : Workers) {
      if (Error E = start(W))
        return E;
      give(W);
    }
    while (any())
      if (Error E = wait())
        return E;
    sigaction(SIGPIPE, &Before, nullptr);
    return Error::success();
  }

  ~Pool() {
    for (Worker &W : Workers)
      end(W);
  }

private:
  bool any() const {
    for (const Worker &W : Workers)
      if (W.Job)
        return true;
    return false;
  }

  Error start(Worker &W) {
    int Jobs[2], Results[2];
    if (pipe(Jobs) || pipe(Results))
      return createStringError(inconvertibleErrorCode(),
                               std::string("cannot start a worker: ") + strerror(errno));
    // What is in our buffers would be written twice.
    fflush(nullptr);
    pid_t Process = fork();
    if (Process < 0)
      return createStringError(inconvertibleErrorCode(),
                               std::string("cannot start a worker: ") + strerror(errno));
    if (Process == 0) {
      for (const Worker &Other : Workers)
        if (Other.Process > 0) {
          ::close(Other.Jobs);
          ::close(Other.Results);
        }
      ::close(Jobs[1]);
      ::close(Results[0]);
      work(Jobs[0], Results[1]);
    }
    ::close(Jobs[0]);
    ::close(Results[1]);
    W = {Process, Jobs[1], Results[0], std::nullopt};
    return Error::success();
  }

  /// What a worker does until there are no more jobs.
  [[noreturn]] void work(int Jobs, int Results) {
    uint64_t Job;
    while (readAll(Jobs, &Job, sizeof Job)) {
      std::string Text = Do(Job);
      uint64_t Size = Text.size();
      if (!writeAll(Results, &Size, sizeof Size) || !writeAll(Results, Text.data(), Size))
        break;
    }
    _exit(0);
  }

  void give(Worker &W) {
    W.Job.reset();
    if (Next >= NumJobs)
      return;
    uint64_t Job = Next++;
    W.Job = Job;
    // If it is dead already, its other pipe will say so.
    writeAll(W.Jobs, &Job, sizeof Job);
  }

  int end(Worker &W) {
    int Status = 0;
    if (W.Process <= 0)
      return Status;
    ::close(W.Jobs);
    ::close(W.Results);
    while (waitpid(W.Process, &Status, 0) < 0 && errno == EINTR)
      ;
    W.Process = -1;
    return Status;
  }

  Error wait() {
    SmallVector<pollfd, 16> Polled;
    SmallVector<Worker *, 16> Who;
    for (Worker &W : Workers)
      if (W.Job) {
        Polled.push_back({W.Results, POLLIN, 0});
        Who.push_back(&W);
      }
    if (::poll(Polled.data(), Polled.size(), -1) < 0) {
      if (errno == EINTR)
        return Error::success();
      return createStringError(inconvertibleErrorCode(), strerror(errno));
    }
    for (size_t I = 0; I < Polled.size(); ++I) {
      if (!Polled[I].revents)
        continue;
      Worker &W = *Who[I];
      JobOutcome Out;
      Out.Job = *W.Job;
      uint64_t Size = 0;
      if (readAll(W.Results, &Size, sizeof Size)) {
        Out.Text.resize(Size);
        Out.IsDone = readAll(W.Results, Out.Text.data(), Size);
      }
      if (!Out.IsDone) {
        Out.Text = describeDeath(end(W));
        W.Job.reset();
        if (Next < NumJobs)
          if (Error E = start(W))
            return E;
      }
      if (W.Process > 0)
        give(W);
      Tell(std::move(Out));
    }
    return Error::success();
  }

  size_t NumJobs;
  size_t Next = 0;
  function_ref<std::string(size_t)> Do;
  function_ref<void(JobOutcome)> Tell;
  std::vector<Worker> Workers;
};

} // namespace

Error runJobs(size_t NumJobs, unsigned NumWorkers, function_ref<std::string(size_t)> Do,
              function_ref<void(JobOutcome)> Tell) {
  if (NumJobs == 0)
    return Error::success();
  return Pool(NumJobs, Do, Tell)
      .run(NumWorkers ? NumWorkers : hardware_concurrency().compute_thread_count());
}

} // namespace ambit::driver
