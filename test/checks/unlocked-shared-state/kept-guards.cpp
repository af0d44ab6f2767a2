// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A guard that std::optional or a smart pointer keeps: made late, ended early, moved, swapped, asked about.

#include "ambit/annotations.h"
#include <memory>
#include <mutex>
#include <optional>

using Lock = std::lock_guard<std::mutex>;
using Movable = std::unique_lock<std::mutex>;

std::mutex m;
int n AMBIT_GUARDED_BY(m);
bool wanted();

class AMBIT_SCOPED_LOCK Own {
public:
  explicit Own(std::mutex &lock) AMBIT_ACQUIRE(lock);
  ~Own() AMBIT_RELEASE();
};

void emplaced() {
  std::optional<Lock> kept;
  n = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
  kept.emplace(m);
  n = 2;
  kept.reset();
  n = 3;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
}

void inPlace() {
  std::optional<Movable> kept(std::in_place, m);
  n = 1;
  kept->unlock();
  n = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
  (*kept).lock();
  n = 3;
  kept = std::nullopt;
  n = 4;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
}

void fromGuard() {
  std::optional<Movable> kept(Movable{m});
  n = 1;
  std::optional<Movable> other = std::move(kept);
  n = 2;
  other.reset();
  n = 3;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
}

void onTheHeap() {
  auto kept = std::make_unique<Lock>(m);
  n = 1;
  kept = nullptr;
  n = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
  kept = std::make_unique<Lock>(m);
  n = 3;
  std::unique_ptr<Own> own;
  kept.reset();
  own.reset(new Own(m));
  n = 4;
}

void block() {
  {
    auto kept = std::make_optional<Movable>(m);
    std::shared_ptr<int> other;
    n = 1;
  }
  n = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
}

void sometimes(bool locks) {
  std::optional<Lock> kept;
  if (locks)
    kept.emplace(m);
  if (locks)
    n = 1;
  if (kept)
    n = 2;
  if (kept.has_value())
    n = 3;
  if (!kept)
    n = 4;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
}

void empty() {
  std::optional<Lock> kept;
  if (kept)
    n = 1; // never
}

void swapped() {
  Movable a(m), b;
  a.swap(b);
  n = 1;
  a = Movable();
  n = 2;
  b.unlock();
  n = 3;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
}

void swappedFreely() {
  std::optional<Movable> a(std::in_place, m), b;
  std::swap(a, b);
  a.reset();
  n = 1;
  b.reset();
  n = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
}

// Keeps no guard.
void plain() {
  std::optional<int> kept;
  kept.emplace(1);
  n = *kept;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'n' without 'm', which guards it [ambit-unlocked-shared-state]
}
