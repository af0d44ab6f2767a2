// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A container is what its elements, its comparator and its allocator are.

#include "ambit/annotations.h"
#include <array>
#include <deque>
#include <list>
#include <map>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

struct AMBIT_CORE_BOUND Timer {
  unsigned ticks = 0;
  bool operator<(const Timer &) const;
};
struct Plain {
  unsigned ticks = 0;
  bool operator<(const Plain &) const;
};
struct ByTimer {
  Timer *clock;
  bool operator()(int, int) const;
};
template <class T> struct Pool {
  using value_type = T;
  Timer *owner;
  T *allocate(std::size_t);
  void deallocate(T *, std::size_t);
};

template <class T> T make();
template <class T> void give(T value AMBIT_CROSSES_CORE);

void bound() {
  give(make<std::vector<Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::vector<Timer>' crosses to another core but 'std::vector<Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-26]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-7]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::vector<std::vector<Timer *>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::vector<std::vector<Timer *>>' crosses to another core but 'std::vector<std::vector<Timer *>>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'std::vector<Timer *>', which is core-bound
  // CHECK: :[[@LINE-3]]:8: note: it holds a way to 'Timer', which is core-bound
  // CHECK: :[[@LINE-32]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-13]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::deque<Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::deque<Timer>' crosses to another core but 'std::deque<Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-37]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-18]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::list<Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::list<Timer>' crosses to another core but 'std::list<Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-42]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-23]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::array<Timer, 2>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::array<Timer, 2>' crosses to another core but 'std::array<Timer, 2>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-47]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-28]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::map<int, Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::map<int, Timer>' crosses to another core but 'std::map<int, Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-52]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-33]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::map<Timer, int>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::map<Timer, int>' crosses to another core but 'std::map<Timer, int>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-57]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-38]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::set<int, ByTimer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::set<int, ByTimer>' crosses to another core but 'std::set<int, ByTimer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'ByTimer', which is core-bound
  // CHECK: :[[@LINE-53]]:10: note: its member 'clock' leads to 'Timer', which is core-bound
  // CHECK: :[[@LINE-63]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-44]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::unordered_map<int, Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::unordered_map<int, Timer>' crosses to another core but 'std::unordered_map<int, Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-68]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-49]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::stack<Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::stack<Timer>' crosses to another core but 'std::stack<Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'std::deque<Timer>', which is core-bound
  // CHECK: :[[@LINE-3]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-74]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-55]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::priority_queue<Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::priority_queue<Timer>' crosses to another core but 'std::priority_queue<Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'std::vector<Timer>', which is core-bound
  // CHECK: :[[@LINE-3]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-80]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-61]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::vector<int, Pool<int>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::vector<int, Pool<int>>' crosses to another core but 'std::vector<int, Pool<int>>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Pool<int>', which is core-bound
  // CHECK: :[[@LINE-71]]:10: note: its member 'owner' leads to 'Timer', which is core-bound
  // CHECK: :[[@LINE-86]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-67]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::pair<int, Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::pair<int, Timer>' crosses to another core but 'std::pair<int, Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-91]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-72]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::tuple<int, std::tuple<char, Timer>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::tuple<int, std::tuple<char, Timer>>' crosses to another core but 'std::tuple<int, std::tuple<char, Timer>>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'std::tuple<char, Timer>', which is core-bound
  // CHECK: :[[@LINE-3]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-97]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-78]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::vector<Timer>::iterator>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type '__gnu_cxx::__normal_iterator<Timer *, std::vector<Timer>>' crosses to another core but '__gnu_cxx::__normal_iterator<Timer *, std::vector<Timer>>' is core-bound [ambit-core-bound-crossing]
  // CHECK: stl_iterator.h:1046:17: note: its member '_M_current' leads to 'Timer', which is core-bound
  // CHECK: :[[@LINE-102]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-83]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::list<Timer>::const_iterator>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::_List_const_iterator<Timer>' crosses to another core but 'std::_List_const_iterator<Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-107]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-88]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::map<int, Timer>::node_type>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::_Node_handle<int, std::pair<const int, Timer>{{[^']*}}' crosses to another core but 'std::_Node_handle<int, std::pair<const int, Timer>{{[^']*}}' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'std::pair<const int, Timer>', which is core-bound
  // CHECK: :[[@LINE-3]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-113]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-94]]:32: note: parameter 'value' of 'give' crosses to another core
}

void free() {
  give(make<std::vector<Plain>>());
  give(make<std::map<std::string, std::vector<Plain>>>());
  give(make<std::unordered_map<int, std::string>>());
  give(make<std::set<Plain>>());
  give(make<std::tuple<>>());
  give(make<std::vector<bool>>());
  give(make<std::vector<void (*)(Timer &)>>());
  give(make<std::vector<Plain>::iterator>());
}
