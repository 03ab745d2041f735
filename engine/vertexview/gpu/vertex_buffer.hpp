#pragma once
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
struct Inside;  // what the tests of this room define, to look at its inside
struct ResidentDataset;
}  // namespace detail

/// The records of a Dataset in GPU memory: interleaved, stride 20, in chunks of at most 80 MiB, so
/// that no offset reaches 2 GiB and no count 2^31 (see Mesa's 32-bit vertex fetch). Worker threads read the
/// file, converting layouts that are not canonical; the thread that calls only moves finished pieces, so that
/// a window stays fluid. Move-only; belongs to the context that was current at create(), which must be
/// current for every call.
class VertexBuffer {
 public:
  struct Options {
    Residency residency = Residency::kAutomatic;
    /// Bytes of GPU memory this buffer may take, its staging memory included; nullopt: half of what is free.
    /// With a budget, kAutomatic does not alias.
    std::optional<std::uint64_t> gpu_budget = std::nullopt;
    /// Called on a worker's thread each time that it has read a piece for upload() to move, so that a caller
    /// with nothing else to do can sleep until then.
    std::function<void()> when_read = {};
  };

  /// Prepares a buffer for `file`; nothing is read yet. kDevice when kAliased is asked for and the driver or
  /// the layout cannot; kInvalidArgument for a budget below the least that can stream (about 200 KiB).
  [[nodiscard]] static Result<VertexBuffer> create(Dataset file, const Options& options);
  [[nodiscard]] static Result<VertexBuffer> create(Dataset file) {
    return create(std::move(file), Options{});
  }
  VertexBuffer(VertexBuffer&&) noexcept;
  VertexBuffer& operator=(VertexBuffer&&) noexcept;
  ~VertexBuffer();

  /// Moves at most about `max_bytes` of what the workers have read into its chunks, for a few milliseconds,
  /// and returns at once when nothing is read yet: call it once a frame. Where the GPU has no room for the
  /// whole file, it goes on streaming with the room it got, and notice() tells. kOutOfMemory when there is no
  /// room at all.
  [[nodiscard]] Result<void> upload(std::uint64_t max_bytes);
  /// Waits until complete().
  [[nodiscard]] Result<void> upload_all();

  [[nodiscard]] std::uint64_t size() const noexcept;  ///< records in the file
  /// How many records can be drawn; while a file comes in, whole chunks that are spread over it. A streamed
  /// file can be drawn whole, over several draws, as soon as its pool is full: size() then.
  [[nodiscard]] std::uint64_t resident() const noexcept;
  [[nodiscard]] bool complete() const noexcept { return resident() == size(); }
  [[nodiscard]] std::uint64_t gpu_bytes() const noexcept;  ///< memory taken on the GPU, staging included
  [[nodiscard]] Residency residency() const noexcept;      ///< what is in use; never kAutomatic
  /// What a person should know about the memory, or empty.
  [[nodiscard]] const std::string& notice() const noexcept;
  [[nodiscard]] const Dataset& file() const noexcept;

 private:
  friend class PointRenderer;
  friend struct detail::Inside;
  VertexBuffer();
  std::unique_ptr<detail::ResidentDataset> resident_;
};

}  // namespace vertexview::gpu
