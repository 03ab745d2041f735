#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::gpu {

/// How the records of a file are held for drawing.
enum class Residency : std::uint8_t {
  kAutomatic,  ///< the first of the others that works and fits
  kAliased,    ///< the mapping itself is the GPU's memory, nothing is copied: software drivers only
  kResident,   ///< copied once, whole
  kStreamed,   ///< a pool of chunks that are replaced while a picture is drawn; where the CPU draws and reads
               ///< the file itself, the pool stays empty
};

/// The records of a VertexFile in GPU memory: interleaved, stride 20, in chunks of at most kChunkRecords, so
/// that no offset reaches 2 GiB and no count 2^31 (see Mesa's 32-bit vertex fetch). Worker threads read the
/// file, converting layouts that are not canonical; the thread that calls only moves finished pieces, so that
/// a window stays fluid. Move-only; belongs to the context that was current at create(), which must be
/// current for every call.
class VertexBuffer {
 public:
  static constexpr std::uint64_t kChunkRecords = std::uint64_t{1} << 22;  // 80 MiB

  struct Options {
    Residency residency = Residency::kAutomatic;
    /// Bytes of GPU memory this buffer may take, its staging memory included; nullopt: half of what is free.
    /// With a budget, kAutomatic does not alias.
    std::optional<std::uint64_t> gpu_budget = std::nullopt;
  };

  /// Prepares a buffer for `file`; nothing is read yet. kDevice when kAliased is asked for and the driver or
  /// the layout cannot; kInvalidArgument for a budget below the least that can stream (about 200 KiB).
  [[nodiscard]] static Result<VertexBuffer> create(VertexFile file, const Options& options);
  [[nodiscard]] static Result<VertexBuffer> create(VertexFile file) {
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
  [[nodiscard]] const VertexFile& file() const noexcept;

  struct State;  // what the renderers of this room see, in detail/
  [[nodiscard]] State& state() noexcept { return *state_; }

 private:
  VertexBuffer();
  std::unique_ptr<State> state_;
};

}  // namespace vertexview::gpu
