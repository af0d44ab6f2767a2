//===- SuspensionTest.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Suspension.h"
#include "unit/Catch.h"
#include "unit/Source.h"

using namespace ambit;
using namespace clang;

/// A coroutine library of a few lines, and \p Code.
static std::string with(llvm::StringRef Code) {
  return "namespace std {"
         "template <class R, class... A> struct coroutine_traits {"
         "  using promise_type = typename R::promise_type; };"
         "template <class P = void> struct coroutine_handle {"
         "  static coroutine_handle from_address(void *) noexcept; };"
         "template <> struct coroutine_handle<void> {"
         "  static coroutine_handle from_address(void *) noexcept;"
         "  template <class P> coroutine_handle(coroutine_handle<P>) noexcept; };"
         "}"
         "struct Always { bool await_ready() const noexcept { return false; }"
         "  void await_suspend(std::coroutine_handle<>) const noexcept {}"
         "  void await_resume() const noexcept {} };"
         "struct Never { bool await_ready() const noexcept { return true; }"
         "  void await_suspend(std::coroutine_handle<>) const noexcept {}"
         "  void await_resume() const noexcept {} };"
         "struct Here { struct promise_type { Here get_return_object();"
         "  Always initial_suspend() noexcept; Always final_suspend() noexcept;"
         "  Always yield_value(int); void return_void(); void unhandled_exception(); }; };"
         "struct AMBIT_RESUMES_ANYWHERE Anywhere { struct promise_type {"
         "  Anywhere get_return_object(); Always initial_suspend() noexcept;"
         "  Always final_suspend() noexcept; void return_void(); void unhandled_exception(); }; "
         "};" +
         Code.str();
}

/// The suspension that is written in coroutine "f".
static const CoroutineSuspendExpr &suspension(Source &S) {
  SmallVector<const Stmt *, 32> Work{
      cast<CoroutineBodyStmt>(S.find<FunctionDecl>("f")->getBody())->getBody()};
  while (!Work.empty()) {
    const Stmt *Part = Work.pop_back_val();
    if (const auto *E = dyn_cast_or_null<CoroutineSuspendExpr>(Part))
      return *E;
    if (Part)
      llvm::append_range(Work, Part->children());
  }
  llvm_unreachable("a test without a suspension");
}

/// Of whom it is said that "f" may be resumed elsewhere; empty if of nobody.
static std::string elsewhereBy(Source &S) {
  auto Found =
      resumesElsewhere(*S.find<FunctionDecl>("f"), suspension(S), S.Analysed->annotations());
  return Found ? Found->Subject->getNameAsString() : std::string();
}

TEST_CASE("what is constantly ready does not suspend") {
  Source Waits(with("Here f() { co_await Always(); }"));
  CHECK(maySuspend(suspension(Waits)));
  Source Ready(with("Here f() { co_await Never(); }"));
  CHECK_FALSE(maySuspend(suspension(Ready)));
  Source Yields(with("Here f() { co_yield 1; }"));
  CHECK(maySuspend(suspension(Yields)));
}

TEST_CASE("what nobody sees, or a derived class may change, may suspend") {
  Source Opaque(with("struct W { bool await_ready() const noexcept;"
                     "  void await_suspend(std::coroutine_handle<>) noexcept;"
                     "  void await_resume() noexcept; };"
                     "Here f() { co_await W(); }"));
  CHECK(maySuspend(suspension(Opaque)));
  Source Virtual(with("struct W { virtual bool await_ready() const noexcept { return true; }"
                      "  void await_suspend(std::coroutine_handle<>) noexcept;"
                      "  void await_resume() noexcept; };"
                      "Here f(W &w) { co_await w; }"));
  CHECK(maySuspend(suspension(Virtual)));
}

TEST_CASE("an await_suspend that is constantly false does not suspend") {
  Source Refuses(with("struct W { bool await_ready() const noexcept { return false; }"
                      "  bool await_suspend(std::coroutine_handle<>) noexcept { return false; }"
                      "  void await_resume() noexcept; };"
                      "Here f() { co_await W(); }"));
  CHECK_FALSE(maySuspend(suspension(Refuses)));
}

TEST_CASE("the coroutine's type or what it awaits says that it resumes elsewhere") {
  Source Nobody(with("Here f() { co_await Always(); }"));
  CHECK(elsewhereBy(Nobody).empty());
  Source Coroutine(with("Anywhere f() { co_await Always(); }"));
  CHECK(elsewhereBy(Coroutine) == "Anywhere");
  Source Awaited(with("struct AMBIT_RESUMES_ANYWHERE Hop : Always {};"
                      "Here f() { co_await Hop(); }"));
  CHECK(elsewhereBy(Awaited) == "Hop");
  Source Base(with("struct AMBIT_RESUMES_ANYWHERE Hop : Always {}; struct Jump : Hop {};"
                   "Here f() { co_await Jump(); }"));
  CHECK(elsewhereBy(Base) == "Hop");
  Source Awaiter(with("struct AMBIT_RESUMES_ANYWHERE Hop : Always {};"
                      "struct By { Hop operator co_await() const; };"
                      "Here f() { co_await By(); }"));
  CHECK(elsewhereBy(Awaiter) == "Hop");
}
