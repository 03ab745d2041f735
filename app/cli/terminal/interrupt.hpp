#pragma once
#include "vertexview/task/progress.hpp"
#include "vertexview/task/wakeup.hpp"

namespace vertexview::cli {

/// Prepares the process for signals; call it once. A write to a closed pipe or past a size limit then is an
/// error instead of a signal, and lost pages of watched mappings (fault_guard) read as zeros.
void prepare_signals() noexcept;

/// While it lives, Ctrl+C (SIGINT), SIGTERM and SIGHUP cancel `progress` instead of ending the process, so
/// that the work can clean up and answer kCancelled; `wakeup`, if given, then wakes the thread that waits for
/// it. A second signal ends the process at once. One at a time.
class CancelOnSignal {
 public:
  explicit CancelOnSignal(Progress& progress, Wakeup* wakeup = nullptr) noexcept;
  CancelOnSignal(const CancelOnSignal&) = delete;
  CancelOnSignal& operator=(const CancelOnSignal&) = delete;
  ~CancelOnSignal();
};

/// Ends the process by the signal that cancelled, so that a shell loop around it stops too. Returns when no
/// signal did.
void end_by_signal() noexcept;

}  // namespace vertexview::cli
