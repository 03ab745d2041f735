#pragma once
#include <glad/gl.h>

#include <set>
#include <utility>

namespace vertexview::test {

/// Makes the driver answer like a GPU that is behind with its work, for as long as this object lives: a fence
/// has passed only for those who have waited for it. OpenGL's functions are variables of the loader, so that
/// one can be replaced. One object at a time.
class GpuBehind {
 public:
  GpuBehind() : real_(std::exchange(glad_glClientWaitSync, wait)) { current_ = this; }
  GpuBehind(const GpuBehind&) = delete;
  GpuBehind& operator=(const GpuBehind&) = delete;
  ~GpuBehind() { glad_glClientWaitSync = real_; }

 private:
  static GLenum GLAD_API_PTR wait(GLsync sync, GLbitfield flags, GLuint64 nanoseconds) {
    auto& waited = current_->waited_;
    if (nanoseconds == 0 && waited.erase(sync) == 0) return GL_TIMEOUT_EXPIRED;
    if (nanoseconds > 0) waited.insert(sync);
    return current_->real_(sync, flags, nanoseconds);
  }

  inline static GpuBehind* current_ = nullptr;
  decltype(glad_glClientWaitSync) real_;
  std::set<GLsync> waited_;
};

}  // namespace vertexview::test
