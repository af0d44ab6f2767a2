// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// Recursive and mutually recursive types have an end, and one bound leaf is found.

#include "ambit/annotations.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

struct AMBIT_THREAD_BOUND Texture {
  unsigned name = 0;
};

struct Json {
  std::string text;
  std::vector<Json> items;
  std::map<std::string, std::unique_ptr<Json>> fields;
};

struct Edge;
struct Vertex {
  std::vector<Edge> out;
};
struct Edge {
  std::unique_ptr<Vertex> to;
};

struct Material;
struct Node {
  std::vector<std::unique_ptr<Node>> children;
  std::unique_ptr<Material> material;
};
struct Material {
  Texture albedo;
  std::unique_ptr<Node> firstUser;
};

struct List {
  List *next = nullptr;
};
template <class T> struct Tree {
  std::unique_ptr<Tree<T>> left, right;
  T value;
};

template <class T> T make();
template <class T> void give(T value AMBIT_CROSSES_THREAD);

void send() {
  give(make<Json>());
  give(make<Vertex>());
  give(make<Edge>());
  give(make<List>());
  give(make<Tree<int>>());
  give(make<Node>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Node' crosses to another thread but 'Node' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-26]]:29: note: its member 'material' has thread-bound type 'std::unique_ptr<Material>'
  // CHECK: :[[@LINE-27]]:29: note: it holds 'Material', which is thread-bound
  // CHECK: :[[@LINE-25]]:11: note: its member 'albedo' has thread-bound type 'Texture'
  // CHECK: :[[@LINE-50]]:8: note: 'Texture' is declared thread-bound here
  // CHECK: :[[@LINE-14]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Material>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Material' crosses to another thread but 'Material' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-30]]:11: note: its member 'albedo' has thread-bound type 'Texture'
  // CHECK: :[[@LINE-55]]:8: note: 'Texture' is declared thread-bound here
  // CHECK: :[[@LINE-19]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Tree<Texture>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Tree<Texture>' crosses to another thread but 'Tree<Texture>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-26]]:5: note: its member 'value' has thread-bound type 'Texture'
  // CHECK: :[[@LINE-60]]:8: note: 'Texture' is declared thread-bound here
  // CHECK: :[[@LINE-24]]:32: note: parameter 'value' of 'give' crosses to another thread
}
