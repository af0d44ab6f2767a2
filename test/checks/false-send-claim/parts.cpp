// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A claim is checked against bases, members, elements, captured and owned things, and the notes
// lead to the cause. The finding is at the name of the type.

#include "ambit/annotations.h"
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
struct Layer {
  std::vector<Canvas> canvases;
};

struct AMBIT_SEND ByBase : private Canvas {};
// CHECK: :[[@LINE-1]]:19: warning: 'ByBase' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE-2]]:28: note: its base 'Canvas' is thread-bound
// CHECK: :[[@LINE-10]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
struct AMBIT_SEND ByVirtualBase : virtual Canvas {};
// CHECK: :[[@LINE-1]]:19: warning: 'ByVirtualBase' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE-2]]:35: note: its base 'Canvas' is thread-bound
// CHECK: :[[@LINE-15]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
struct AMBIT_SEND ByMember {
// CHECK: :[[@LINE-1]]:19: warning: 'ByMember' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+5]]:9: note: its member 'layer' has thread-bound type 'Layer'
// CHECK: :[[@LINE-16]]:23: note: its member 'canvases' has thread-bound type 'std::vector<Canvas>'
// CHECK: :[[@LINE-17]]:23: note: it holds 'Canvas', which is thread-bound
// CHECK: :[[@LINE-22]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-6]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  Layer layer;
};
struct AMBIT_SEND ByPointer {
// CHECK: :[[@LINE-1]]:19: warning: 'ByPointer' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:24: note: its member 'canvas' leads to 'const Canvas *', which is thread-bound
// CHECK: :[[@LINE+3]]:24: note: it points to 'Canvas', which is thread-bound
// CHECK: :[[@LINE-30]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-5]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  const Canvas *const *canvas;
};
struct AMBIT_SEND ByReference {
// CHECK: :[[@LINE-1]]:19: warning: 'ByReference' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:11: note: its member 'canvas' leads to 'Canvas', which is thread-bound
// CHECK: :[[@LINE-37]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  Canvas &canvas;
};
struct AMBIT_SEND ByElement {
// CHECK: :[[@LINE-1]]:19: warning: 'ByElement' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+5]]:10: note: its member 'canvases' has thread-bound type 'Canvas[2][3]'
// CHECK: :[[@LINE+4]]:10: note: its elements have thread-bound type 'Canvas[3]'
// CHECK: :[[@LINE+3]]:10: note: its elements have thread-bound type 'Canvas'
// CHECK: :[[@LINE-46]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-6]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  Canvas canvases[2][3];
};
struct AMBIT_SEND ByOwner {
// CHECK: :[[@LINE-1]]:19: warning: 'ByOwner' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+5]]:42: note: its member 'canvases' has thread-bound type 'std::map<int, std::unique_ptr<Canvas>>'
// CHECK: :[[@LINE+4]]:42: note: it holds 'std::unique_ptr<Canvas>', which is thread-bound
// CHECK: :[[@LINE+3]]:42: note: it holds 'Canvas', which is thread-bound
// CHECK: :[[@LINE-55]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-6]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  std::map<int, std::unique_ptr<Canvas>> canvases;
};
struct AMBIT_SEND ByAlternative {
// CHECK: :[[@LINE-1]]:19: warning: 'ByAlternative' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:29: note: its member 'canvas' has thread-bound type 'std::variant<int, Canvas>'
// CHECK: :[[@LINE+3]]:29: note: it holds 'Canvas', which is thread-bound
// CHECK: :[[@LINE-63]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-5]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  std::variant<int, Canvas> canvas;
};
struct AMBIT_SEND BySharing {
// CHECK: :[[@LINE-1]]:19: warning: 'BySharing' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:27: note: its member 'canvas' has thread-bound type 'std::shared_ptr<Canvas>'
// CHECK: :[[@LINE+3]]:27: note: it holds 'Canvas', which is thread-bound
// CHECK: :[[@LINE-71]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-5]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  std::shared_ptr<Canvas> canvas;
};
struct AMBIT_SEND ByHeldLock {
// CHECK: :[[@LINE-1]]:19: warning: 'ByHeldLock' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:32: note: its member 'lock' has non-send type 'std::unique_lock<std::mutex>'
// CHECK: :[[@LINE-3]]:19: note: 'std::unique_lock<std::mutex>' is not send: a held lock belongs to the thread that locked
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  std::unique_lock<std::mutex> lock;
};
struct Outside {
  class AMBIT_SEND Nested {
  // CHECK: :[[@LINE-1]]:20: warning: 'Outside::Nested' is declared send, but it is not [ambit-false-send-claim]
  // CHECK: :[[@LINE+3]]:12: note: its member 'canvas' has thread-bound type 'Canvas'
  // CHECK: :[[@LINE-86]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-4]]:9: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
    Canvas canvas;
  };
};
void function() {
  struct AMBIT_SEND Local {
  // CHECK: :[[@LINE-1]]:21: warning: 'Local' is declared send, but it is not [ambit-false-send-claim]
  // CHECK: :[[@LINE+3]]:12: note: its member 'canvas' has thread-bound type 'Canvas'
  // CHECK: :[[@LINE-95]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-4]]:10: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
    Canvas canvas;
  };
}
namespace {
struct AMBIT_SEND Unnamed {
// CHECK: :[[@LINE-1]]:19: warning: 'Unnamed' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:25: note: its member 'canvas' has thread-bound type 'std::optional<Canvas>'
// CHECK: :[[@LINE+3]]:25: note: it holds 'Canvas', which is thread-bound
// CHECK: :[[@LINE-105]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-5]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  std::optional<Canvas> canvas;
};
} // namespace
