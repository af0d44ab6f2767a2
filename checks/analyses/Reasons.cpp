//===- Reasons.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Reasons.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {

bool isDeclaredThreadBound(const FactReason &R) {
  return R.Cause.Why == FactCause::Declared && R.Cause.Said &&
         R.Cause.Said->Kind == Spelling::ThreadBound;
}

std::string adjectiveOf(const FactReason &R) {
  if (R.Value == FactValue::Unknown)
    return R.Last.Fact == FactKind::Send       ? "not known to be send"
           : R.Last.Fact == FactKind::CoreFree ? "not known to be core-free"
                                               : "not known to be sync";
  if (R.Last.Fact == FactKind::CoreFree)
    return "core-bound";
  if (isDeclaredThreadBound(R))
    return "thread-bound";
  return R.Last.Fact == FactKind::Send ? "not send" : "not sync";
}

std::string attributiveOf(const FactReason &R) {
  std::string A = adjectiveOf(R);
  if (StringRef(A).starts_with("not "))
    A = "non-" + A.substr(4);
  return A;
}

QualType behindPointers(FactReason &R, QualType T) {
  while (!R.Path.empty() &&
         (R.Path.front().What == TypePart::Pointee || R.Path.front().What == TypePart::Referent)) {
    T = R.Path.front().To.Type;
    R.Path.erase(R.Path.begin());
  }
  return T;
}

static SourceLocation placeOf(const Annotation *Said, const NamedDecl *Subject) {
  if (Said && Said->Attr)
    return Said->location();
  return Subject ? Subject->getLocation() : SourceLocation();
}

static void addCause(const FactReason &R, SourceLocation Fallback, SmallVectorImpl<Note> &Notes) {
  const FactCause &C = R.Cause;
  MessageArgument Type = R.Last.Type;
  if (R.Last.Named)
    Type = static_cast<const NamedDecl *>(R.Last.Named);
  auto Add = [&](Message M, SourceLocation Where, MessageArguments Arguments) {
    Notes.push_back({M, Where.isValid() ? Where : Fallback, std::move(Arguments)});
  };
  std::string Fact = R.Last.Fact == FactKind::Send       ? "send"
                     : R.Last.Fact == FactKind::CoreFree ? "core-free"
                                                         : "sync";
  switch (C.Why) {
  case FactCause::Declared:
    if (C.Subject)
      Type = C.Subject;
    if (C.Model && !C.Model->Because.empty())
      Add(Message::NoteModelBecause, {}, {Type, adjectiveOf(R), C.Model->Because});
    else if (C.Said && !C.Said->Attr)
      Add(Message::NoteModelSays, {}, {Type, adjectiveOf(R), C.Said->Model.str()});
    else
      Add(Message::NoteDeclared, placeOf(C.Said, C.Subject),
          {Type,
           std::string(C.Said && C.Said->Kind != Spelling::ScopedLock ? adjectiveOf(R)
                                                                      : "a holder of a lock")});
    return;
  case FactCause::FalseCondition:
    Add(Message::NoteFalseCondition, placeOf(C.Said, C.Subject), {Type, Fact});
    return;
  case FactCause::Modelled:
    if (C.Model->Erased)
      Add(Message::NoteErased, {}, {Type});
    else if (!C.Model->Because.empty())
      Add(Message::NoteModel, {}, {Type, Fact, C.Model->Because});
    return;
  case FactCause::Volatile:
    Add(Message::NoteVolatile, {}, {Type});
    return;
  case FactCause::MutableState:
    Add(Message::NoteMutable, {}, {});
    return;
  case FactCause::VoidPointer:
    Add(Message::NoteVoidPointer, {}, {});
    return;
  case FactCause::Incomplete:
    Add(Message::NoteIncomplete, placeOf(nullptr, C.Subject), {Type});
    return;
  case FactCause::OwnedBase:
    Add(Message::NoteOwnedBase, placeOf(nullptr, C.Subject), {Type});
    return;
  case FactCause::None:
  case FactCause::VolatilePointee:
  case FactCause::NotReadable:
    return;
  }
}

/// A longer chain is shown by its first and its last steps.
constexpr size_t MaxSteps = 8, FirstSteps = 5, LastSteps = 2;

void addReason(const FactReason &R, SourceLocation Fallback, SmallVectorImpl<Note> &Notes) {
  std::string Adjective = adjectiveOf(R), Attributive = attributiveOf(R);
  SourceLocation Place = Fallback;
  for (size_t I = 0; I < R.Path.size(); ++I) {
    if (R.Path.size() > MaxSteps && I == FirstSteps) {
      size_t Left = R.Path.size() - FirstSteps - LastSteps;
      Notes.push_back({Message::NoteMoreSteps, Place, {std::to_string(Left)}});
      I += Left;
    }
    const TypePart &P = R.Path[I];
    if (P.Where.isValid())
      Place = P.Where;
    const auto *Subject = dyn_cast_or_null<NamedDecl>(P.Subject);
    // What an anonymous member has, its owner has.
    if (const auto *F = dyn_cast_or_null<FieldDecl>(P.Subject);
        F && F->isAnonymousStructOrUnion() && I + 1 < R.Path.size())
      continue;
    QualType T = P.To.Type;
    // A member that is a pointer, and where it leads, are one step for a reader.
    bool Leads = I + 1 < R.Path.size() && (R.Path[I + 1].What == TypePart::Pointee ||
                                           R.Path[I + 1].What == TypePart::Referent);
    Message M = Message::NoteElement;
    switch (P.What) {
    case TypePart::Base:
      M = Message::NoteBase;
      break;
    case TypePart::Member:
      M = Leads ? Message::NoteMemberPointer : Message::NoteMember;
      break;
    case TypePart::Element:
      M = Leads ? Message::NoteElementPointer : Message::NoteElement;
      break;
    case TypePart::Pointee:
      M = Message::NotePointee;
      break;
    case TypePart::Referent:
      M = Message::NoteReferent;
      break;
    case TypePart::TemplateArgument:
      M = Leads ? Message::NoteTemplateArgumentPointer : Message::NoteTemplateArgument;
      break;
    case TypePart::CaptureByCopy:
      M = Leads ? Message::NoteCapturePointer : Message::NoteCapture;
      break;
    case TypePart::CaptureByReference:
      M = Message::NoteCaptureReference;
      break;
    case TypePart::CaptureThis:
      M = Message::NoteCaptureThis;
      break;
    }
    bool SkipsPointer = Leads && P.What != TypePart::Pointee && P.What != TypePart::Referent &&
                        P.What != TypePart::Base;
    if (SkipsPointer)
      T = R.Path[++I].To.Type;
    MessageArgument Type = T;
    if (!SkipsPointer && P.To.Named)
      Type = static_cast<const NamedDecl *>(P.To.Named);
    if (R.Value == FactValue::Unknown)
      M = M == Message::NoteMember             ? Message::NoteMemberUnknown
          : M == Message::NoteElement          ? Message::NoteElementUnknown
          : M == Message::NoteCapture          ? Message::NoteCaptureUnknown
          : M == Message::NoteCaptureReference ? Message::NoteCaptureUnknown
                                               : M;
    bool NeedsAttributive = M == Message::NoteMember || M == Message::NoteElement ||
                            M == Message::NoteCapture || M == Message::NoteCaptureReference;
    Notes.push_back({M, Place, {Subject, Type, NeedsAttributive ? Attributive : Adjective}});
  }
  addCause(R, Fallback, Notes);
}

} // namespace ambit
