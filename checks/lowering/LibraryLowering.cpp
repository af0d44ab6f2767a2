//===- LibraryLowering.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers the calls of the language's own library that access objects: atomics,
// containers, memory functions.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/AnnotationNames.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace ambit {

void FunctionLowering::atomic(const AtomicExpr *A) {
  const Expr *Pointer = A->getPtr();
  AccessKind How = Updates;
  StringRef Name = A->getOpAsString();
  if (Name.ends_with("atomic_load") || Name.ends_with("atomic_load_n"))
    How = Reads;
  else if (Name.ends_with("atomic_store") || Name.ends_with("atomic_store_n"))
    How = Writes;
  else if (Name.ends_with("_init"))
    return;
  How.IsAtomic = true;
  const Expr *Bare = withoutPassing(Pointer);
  if (const auto *U = dyn_cast<UnaryOperator>(Bare); U && U->getOpcode() == UO_AddrOf)
    access(U->getSubExpr(), How);
  else if (PathId P = Reader.pointee(Pointer)) {
    Access X;
    X.Object = P;
    X.At = Names.place(Pointer->getExprLoc());
    X.IsRead = How.IsRead;
    X.IsWrite = How.IsWrite;
    X.IsAtomic = true;
    if (!mayBeShared(P))
      return;
    emit(Event::Access, into().Accesses.size());
    into().Accesses.push_back(std::move(X));
  }
}

bool FunctionLowering::callAtomic(const CallExpr *C, const FunctionDecl &Callee) {
  StringRef Name = Callee.getIdentifier() ? Callee.getName() : "";
  if (const Expr *Object = objectOf(*C)) {
    QualType T = Object->getType()->isPointerType() ? Object->getType()->getPointeeType()
                                                    : Object->getType();
    if (!isAtomicClass(T))
      return false;
    AccessKind How = Updates;
    if (Name == "load" || Name == "test" || isa<CXXConversionDecl>(Callee))
      How = Reads;
    else if (Name == "store" || Name == "clear")
      How = Writes;
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C); O && O->getOperator() == OO_Equal)
      How = Writes;
    else if (Name == "is_lock_free" || Name.starts_with("notify"))
      return true;
    How.IsAtomic = true;
    if (Name == "wait") {
      hazard(Hazard::Blocks, Names.of(Callee), Names.place(C->getExprLoc()));
      How = Reads;
    }
    const Expr *Bare = withoutPassing(Object);
    if (Object->getType()->isPointerType())
      return true;
    access(Bare, How);
    return true;
  }
  bool IsBuiltin = Name.starts_with("__sync_") || Name.starts_with("__atomic_");
  bool IsLibrary = isOfStd(Callee) && Name.starts_with("atomic_");
  if ((!IsBuiltin && !IsLibrary) || C->getNumArgs() == 0 ||
      !C->getArg(0)->getType()->isPointerType())
    return false;
  AccessKind How = Updates;
  if (Name.contains("_load"))
    How = Reads;
  else if (Name.contains("_store") || Name.contains("lock_release"))
    How = Writes;
  How.IsAtomic = true;
  const Expr *Bare = withoutPassing(C->getArg(0));
  if (const auto *U = dyn_cast<UnaryOperator>(Bare); U && U->getOpcode() == UO_AddrOf)
    access(U->getSubExpr(), How);
  return true;
}

void FunctionLowering::callLibrary(const CallExpr *C, const FunctionDecl &Callee) {
  StringRef Name = Callee.getIdentifier() ? Callee.getName() : "";
  bool IsSystem =
      isOfStd(Callee) || Sources.isInSystemHeader(Sources.getExpansionLoc(Callee.getLocation()));
  const Expr *Object = objectOf(*C);
  if (Object && isOfStd(Callee)) {
    QualType T = Object->getType();
    if (T->isPointerType() ||
        L.Unit.Facts.value(T.getUnqualifiedType(), FactKind::Sync) == FactValue::Yes)
      return;
    const auto *M = dyn_cast<CXXMethodDecl>(&Callee);
    static const StringSet<> Looks{"begin", "end",   "rbegin",      "rend",        "cbegin",
                                   "cend",  "data",  "front",       "back",        "size",
                                   "empty", "find",  "lower_bound", "upper_bound", "equal_range",
                                   "get",   "c_str", "at",          "top"};
    bool IsRead = !M || M->isConst() || Looks.contains(Name);
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C)) {
      switch (O->getOperator()) {
      case OO_Star:
      case OO_Arrow:
      case OO_EqualEqual:
        IsRead = true;
        break;
      case OO_Subscript: {
        const CXXRecordDecl *R = T->getAsCXXRecordDecl();
        IsRead = !R || !R->getIdentifier() || !R->getName().contains("map");
        break;
      }
      default:
        break;
      }
    }
    static const StringSet<> Grows{
        "push_back", "push_front", "emplace", "emplace_back", "emplace_front", "insert",
        "resize",    "reserve",    "append",  "assign",       "try_emplace",   "insert_or_assign"};
    const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
    static const StringSet<> Heaps{"vector",        "basic_string",  "map",         "set",
                                   "unordered_map", "unordered_set", "list",        "deque",
                                   "multimap",      "multiset",      "forward_list"};
    if (Class && Class->getIdentifier() && Heaps.contains(Class->getName()) && Grows.contains(Name))
      hazard(Hazard::Allocates, Names.of(Callee), Names.place(C->getExprLoc()));
    access(withoutPassing(Object), IsRead ? Reads : Updates);
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C); O && O->getOperator() == OO_Equal)
      storeFunction(O->getArg(0), O->getArg(1));
  } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
             O && O->getOperator() == OO_Equal && O->getNumArgs() == 2) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(&Callee); M && !M->hasBody()) {
      access(O->getArg(0), Writes);
      access(O->getArg(1), Reads);
    } else if (M && M->isDefaulted()) {
      access(O->getArg(0), Writes);
      access(O->getArg(1), Reads);
    }
    storeFunction(O->getArg(0), O->getArg(1));
  }
  if (IsSystem) {
    // What goes in by reference to a constant is read.
    ArrayRef<const Expr *> Arguments = argumentsOf(*C);
    for (unsigned I = 0; I < Arguments.size() && I < Callee.getNumParams(); ++I) {
      QualType T = Callee.getParamDecl(I)->getType();
      if (T->isLValueReferenceType() && T->getPointeeType().isConstQualified() &&
          Arguments[I]->isLValue() &&
          !argumentOfStd(C, {"move", "forward", "ref", "cref", "as_const", "addressof"}))
        access(Arguments[I], Reads);
    }
  }
  // Those that every C compiler knows.
  auto Whole = [&](unsigned I, AccessKind How) {
    if (I >= C->getNumArgs())
      return;
    const Expr *A = withoutPassing(C->getArg(I));
    if (const auto *U = dyn_cast<UnaryOperator>(A); U && U->getOpcode() == UO_AddrOf)
      access(U->getSubExpr(), How);
    else if (A->getType()->isArrayType())
      access(A, How);
    else if (PathId P = Reader.pointee(A)) {
      if (!mayBeShared(P))
        return;
      accessObject(P, A, How);
      if (!into().Accesses.empty())
        into().Accesses.back().IsWide = true;
    }
  };
  if (!Callee.isExternC() && !Callee.getBuiltinID() && !isOfStd(Callee))
    return;
  if (Name == "memcpy" || Name == "memmove" || Name == "strcpy" || Name == "strncpy" ||
      Name == "__builtin_memcpy" || Name == "__builtin_memmove") {
    Whole(1, Reads);
    Whole(0, Writes);
  } else if (Name == "memset" || Name == "bzero" || Name == "__builtin_memset") {
    Whole(0, Writes);
  } else if (Name == "memcmp" || Name == "strcmp") {
    Whole(0, Reads);
    Whole(1, Reads);
  }
}

void FunctionLowering::storeFunction(const Expr *To, const Expr *From) {
  if (!From)
    return;
  QualType T = From->getType();
  bool MayBe = T->isFunctionPointerType() || T->isFunctionType() || T->isRecordType() ||
               T->isMemberFunctionPointerType();
  const FunctionDecl *Stored = MayBe ? functionOf(From) : nullptr;
  if (!To)
    return;
  if (Stored || (T->isPointerType() && L.leadsToFunctions(To->getType())))
    if (PathId In = Reader.object(To); In && Paths[In].Kind != PathKind::Local)
      L.keepStore(into().Stores, In, Stored ? Reader.function(*Stored) : Reader.pointee(From));
  if (!Stored)
    return;
  To = withoutPassing(To);
  while (const auto *S = dyn_cast<ArraySubscriptExpr>(To))
    To = withoutPassing(S->getBase());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(To))
    L.store(Names.of(*Ref->getDecl()), *Stored);
  else if (const auto *M = dyn_cast<MemberExpr>(To))
    if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl()))
      L.storedIn(*Field, *Stored, Names.place(From->getExprLoc()));
}

} // namespace ambit
