// The part of Qt's interface that the test of its model uses.

#pragma once
#pragma GCC system_header

class QThread;
class QObject {
public:
  virtual ~QObject();
  bool moveToThread(QThread *);
  void deleteLater();
};
class QThread : public QObject {
public:
  template <class F, class... Args> static QThread *create(F &&, Args &&...) { return nullptr; }
  void start();
  bool wait();
  static void msleep(unsigned long);
};
class QThreadPool : public QObject {
public:
  template <class F> void start(F &&) {}
};
class QString {
public:
  QString();
  QString(const QString &);
  ~QString();

private:
  void *data;
};
class QMutex {
public:
  void lock();
  void unlock();
};
template <class M> class QMutexLocker {
public:
  explicit QMutexLocker(M *);
  ~QMutexLocker();
};

namespace QtConcurrent {
template <class F, class... Args> void run(F &&, Args &&...) {}
template <class F, class... Args> void run(QThreadPool *, F &&, Args &&...) {}
} // namespace QtConcurrent
