#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "vertexview/gpu/options.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::gpu {

namespace detail {
struct Inside;  // lets this library's tests look inside
struct ResidentDataset;
}  // namespace detail

/// The records of a Dataset in GPU memory: interleaved, stride 20, in chunks of at most 80 MiB, so that no
/// offset reaches 2 GiB and no count 2^31 (see Mesa's 32-bit vertex fetch). Worker threads read the file and
/// convert layouts that are not canonical; the calling thread only moves finished pieces, so that a window
/// stays fluid. Move-only; belongs to the context that was current at create(), which must be current for
/// every call.
class VertexBuffer {
 public:
  struct Options {
    Residency residency = Residency::kAutomatic;
    /// Bytes of GPU memory that this buffer may take, its staging memory included; nullopt is half of what is
    /// free. With a budget, kAutomatic does not alias.
    std::optional<std::uint64_t> gpu_budget = std::nullopt;
    /// Called on a worker's thread each time that it has read a piece for upload() to move, so that a caller
    /// with nothing else to do can sleep until then.
    std::function<void()> when_read = {};
  };

  /// Prepares a buffer for `file`; nothing is read yet. Fails with kDevice when kAliased is asked for and the
  /// driver or the layout cannot or the file is mapped, and with kInvalidArgument for a budget below the
  /// least that can stream (about 200 KiB).
  [[nodiscard]] static Result<VertexBuffer> create(Dataset file, const Options& options);
  [[nodiscard]] static Result<VertexBuffer> create(Dataset file) {
    return create(std::move(file), Options{});
  }
  VertexBuffer(VertexBuffer&&) noexcept;
  VertexBuffer& operator=(VertexBuffer&&) noexcept;
  ~VertexBuffer();

  /// Moves at most about `max_bytes` of what the workers have read to the GPU, for a few milliseconds, and
  /// returns at once while the workers are reading(): call it once a frame. Where the GPU has no room for the
  /// whole file, the file is streamed through the room that there is, and notice() says so. Fails with
  /// kOutOfMemory when there is no room at all.
  [[nodiscard]] Result<void> upload(std::uint64_t max_bytes);
  /// Returns whether the next upload() has nothing to do until a worker has read more, of which
  /// Options::when_read tells. While this is false and complete() is too, another upload() goes on at once.
  [[nodiscard]] bool reading() const noexcept;
  /// Waits until upload() has something to do, or until the time is over.
  void wait(std::chrono::milliseconds at_most);
  /// Uploads until complete(), waiting for the workers. Fails as upload() does.
  [[nodiscard]] Result<void> upload_all();

  [[nodiscard]] std::uint64_t size() const noexcept;  ///< records in the file
  /// Returns how many records can be drawn; while a file comes in, these are chunks that are spread over it.
  /// A streamed file can be drawn whole, by a draw without a budget or over several draws, as soon as its
  /// pool is full: then this is size().
  [[nodiscard]] std::uint64_t resident() const noexcept;
  /// Returns whether all records can be drawn.
  [[nodiscard]] bool complete() const noexcept { return resident() == size(); }
  [[nodiscard]] std::uint64_t gpu_bytes() const noexcept;  ///< memory taken on the GPU, staging included
  [[nodiscard]] Residency residency() const noexcept;      ///< what is in use, never kAutomatic
  /// Returns what a person should know about the memory, or an empty text.
  [[nodiscard]] const std::string& notice() const& noexcept;
  [[nodiscard]] std::string notice() const&& { return notice(); }
  [[nodiscard]] const Dataset& file() const& noexcept;
  const Dataset& file() const&& = delete;

 private:
  friend class PointRenderer;
  friend struct detail::Inside;
  VertexBuffer();
  std::unique_ptr<detail::ResidentDataset> resident_;
};

}  // namespace vertexview::gpu
