#include "vertexview/gpu/order/point_budget.hpp"

#include <algorithm>

namespace vertexview::gpu::detail {

void PointBudget::learn() {
  // A frame changes the estimate at most by this factor, because the system may have interrupted it. A larger
  // factor adapts in fewer frames; a smaller one is less misled by a single frame.
  constexpr double kFastestChange = 3;
  for (auto& timed : timed_) {
    if (!timed.pending) continue;
    GLint known = GL_FALSE;
    glGetQueryObjectiv(timed.query.name(), GL_QUERY_RESULT_AVAILABLE, &known);
    if (known != GL_TRUE) continue;
    timed.pending = false;
    GLuint64 nanoseconds = 0;
    glGetQueryObjectui64v(timed.query.name(), GL_QUERY_RESULT, &nanoseconds);
    const double took = std::max(static_cast<double>(nanoseconds) * 1e-6, 1e-3);
    const double change = std::clamp(timed.budget_ms / took, 1 / kFastestChange, kFastestChange);
    points_ = timed.points * change;
  }
}

void PointBudget::start(double budget_ms) {
  learn();
  auto& timed = timed_[next_];
  running_ = budget_ms > 0 && !timed.pending;
  if (!running_) return;
  if (!timed.query) timed.query = Query::create(GLenum{GL_TIME_ELAPSED});
  timed.budget_ms = budget_ms;
  glBeginQuery(GL_TIME_ELAPSED, timed.query.name());
}

void PointBudget::stop(std::uint64_t points, bool full) {
  if (!running_) return;
  running_ = false;
  glEndQuery(GL_TIME_ELAPSED);
  if (points == 0 || !full) return;
  auto& timed = timed_[next_];
  timed.points = static_cast<double>(points);
  timed.pending = true;
  next_ = (next_ + 1) % timed_.size();
}

}  // namespace vertexview::gpu::detail
