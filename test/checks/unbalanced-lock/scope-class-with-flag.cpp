// RUN: %ambit-check %s -- -std=c++20 2>&1 | %expect

// The constructor of a scope class may take its lock or not: the destructor gives it back, as a flag says.

#include <mutex>

class Scope {
public:
  Scope(std::mutex &mutex, bool enabled) : mutex_(mutex) {
    if (enabled) {
      mutex_.lock();
      locked_ = true;
    } else {
      locked_ = false;
    }
  }
  ~Scope() {
    if (locked_)
      mutex_.unlock();
  }

private:
  std::mutex &mutex_;
  bool locked_;
};

class Early {
public:
  Early(std::mutex &mutex, bool enabled) : mutex_(mutex) {
    if (enabled)
      mutex.lock(); // by the parameter, which is the member
  }
  ~Early() { mutex_.unlock(); }

private:
  std::mutex &mutex_;
};

class Forgetful {
public:
  Forgetful(std::mutex &mutex, bool enabled) : mutex_(mutex) {
    if (enabled)
      mutex_.lock();
  // CHECK: :[[#@LINE+1]]:3: warning: a lock is still held when 'Forgetful' ends here [ambit-unbalanced-lock]
  }
  // CHECK: note: it is taken here
  ~Forgetful() {}

private:
  std::mutex &mutex_;
};
