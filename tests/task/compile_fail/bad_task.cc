// Compiled by a test with one of these macros; each must stop the compiler: the destructor of a task ends it.
#include "vertexview/task/task.hpp"

using namespace vertexview;

Task<int> begin() {
  return Task<int>([](Progress&) -> Result<int> { return 1; });
}

int good() {
  Task<int> task = begin();
  task.wait();
  return *task.result() + *task.take_result();
}

#if defined(RESULT)
auto& bad() {
  return begin().result();
}
#elif defined(PROGRESS)
auto& bad() {
  return begin().progress();
}
#endif
