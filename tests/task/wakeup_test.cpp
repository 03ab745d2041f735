#include "vertexview/task/wakeup.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>

namespace vertexview {
namespace {

TEST(Wakeup, aCallBeforeTheWaitIsNotLost) {
  Wakeup wakeup;
  wakeup.wake();
  wakeup.wait();  // would hang if a call of wake() were lost
}

TEST(Wakeup, severalCallsAreOneWake) {
  Wakeup wakeup;
  for (int i = 0; i < 3; ++i) wakeup.wake();
  wakeup.wait();
  std::thread other([&] { wakeup.wake(); });
  wakeup.wait();  // takes the other thread's call, so none of the three is left
  other.join();
}

Wakeup* g_wakeup = nullptr;

TEST(Wakeup, aSignalHandlerMayWake) {
  Wakeup wakeup;
  g_wakeup = &wakeup;
  const auto before = std::signal(SIGUSR1, [](int) { g_wakeup->wake(); });
  std::raise(SIGUSR1);
  wakeup.wait();
  std::signal(SIGUSR1, before);
}

}  // namespace
}  // namespace vertexview
