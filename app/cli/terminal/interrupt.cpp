#include "cli/terminal/interrupt.hpp"

#include <array>
#include <atomic>
#include <csignal>

#include "vertexview/io/fault_guard.hpp"

namespace vertexview::cli {
namespace {

std::atomic<Progress*> cancellable{nullptr};
std::atomic<Wakeup*> waiting{nullptr};
std::atomic<int> received{0};
static_assert(std::atomic<Progress*>::is_always_lock_free && std::atomic<Wakeup*>::is_always_lock_free &&
                  std::atomic<bool>::is_always_lock_free,
              "the signal handler touches these");

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

void set_handler(int signal, void (*handler)(int), int flags = 0) noexcept {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(signal, &action, nullptr);
}

void on_cancel(int signal) {
  received = signal;
  if (Progress* progress = cancellable.load()) progress->cancel();
  if (Wakeup* wakeup = waiting.load()) wakeup->wake();
}

}  // namespace

void prepare_signals() noexcept {
  set_handler(SIGPIPE, SIG_IGN);
  set_handler(SIGXFSZ, SIG_IGN);
  fault_guard::install();
}

CancelOnSignal::CancelOnSignal(Progress& progress, Wakeup* wakeup) noexcept {
  waiting = wakeup;
  cancellable = &progress;
  for (const int signal : kSignals) {
    // Signals that the parent told us to ignore (nohup) stay ignored.
    struct sigaction before{};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) set_handler(signal, on_cancel, static_cast<int>(SA_RESETHAND));
  }
}

CancelOnSignal::~CancelOnSignal() {
  for (const int signal : kSignals) {
    struct sigaction now{};
    sigaction(signal, nullptr, &now);
    if (now.sa_handler == on_cancel) set_handler(signal, SIG_DFL);
  }
  cancellable = nullptr;
  waiting = nullptr;
}

void end_by_signal() noexcept {
  const int signal = received;
  if (signal == 0) return;
  set_handler(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace vertexview::cli
