#pragma once
#include <array>
#include <cstdint>
#include <string>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/gpu/points/layer.hpp"
#include "vertexview/gpu/residency/chunk_store.hpp"

namespace vertexview::gpu::detail {

/// Draws points of one pixel with compute shaders. An atomic maximum finds the nearest record of each pixel;
/// then one pass over the picture writes that record's colour data, id, position and depth. Where the driver
/// has 64-bit atomics, depth and index are one number and records are read once; else a second pass finds the
/// index. Positions are transformed by the same shader code as GL_POINTS', so that the pictures are equal.
/// Called on the thread of the OpenGL context. Source: M. Schuetz, B. Kerbl, M. Wimmer, "Rendering Point
/// Datasets with Compute Shaders and Vertex Order Optimization", 2021.
class ComputePasses {
 public:
  /// Fails with kDevice and the reason where the driver cannot. With `wide_atomics` false the 32-bit passes
  /// are used even where 64-bit atomics work, which is how tests compare both.
  [[nodiscard]] static Result<ComputePasses> create(bool wide_atomics = true);

  [[nodiscard]] bool wide() const noexcept { return wide_; }
  /// Returns whether the driver's largest storage block has room for a picture of this size.
  [[nodiscard]] bool fits(const Viewport& viewport) const noexcept;

  /// How `number` records are drawn: batch by batch, where a batch's blocks are spread over them, in a
  /// BlockOrder, so that some batches are a fair sample of all. Batches wrap around.
  struct Batches {
    Batches() = default;
    explicit Batches(std::uint64_t number) noexcept;
    [[nodiscard]] std::uint64_t records_at(std::uint32_t batch) const noexcept;

    std::uint32_t count = 0;
    std::uint32_t step = 1;
    std::uint32_t records = 0;
  };
  /// A work group draws one batch: 1024 records, the most invocations that every OpenGL 4.5 driver allows in
  /// a work group. Where neighbours in the file are neighbours in the picture, shorter blocks show more of a
  /// chunk at first; blocks of 64 records are still read as whole pieces of memory, and by whole subgroups.
  static constexpr std::uint32_t kBlockRecords = 64;
  static constexpr std::uint32_t kBatchRecords = 1024;

  /// Begins to draw into `target`, on top of what it shows; flush() ends it. Both change what StateGuard
  /// saves, and the first three texture units.
  void begin(const ViewTransform& view, const Layer& target, const Viewport& viewport);
  /// Some batches of a part of a chunk.
  struct Run {
    Chunk chunk;
    std::uint32_t from = 0;    // the record of the chunk at which the part begins
    Batches batches;           // of the part
    std::uint32_t first = 0;   // the batch to begin with
    std::uint32_t number = 0;  // how many batches to draw
    std::uint64_t id = 0;      // of the chunk's record 0
  };
  /// Draws `run`, whose chunk must keep its content until flush().
  void add(const Run& run);
  /// Completes the drawing: everything added since begin() is in the target when it returns.
  void flush();

 private:
  /// One pass over the picture serves this many chunks, each through a storage block of its own. With the
  /// three other blocks that stays below 16, which common drivers allow in a fragment shader; fewer chunks
  /// would need more passes.
  static constexpr std::size_t kGroup = 8;
  /// The bits of a record's number in its chunk; the bits above say which chunk of the group it is in.
  static constexpr unsigned kChunkBits = 22;
  static_assert(kChunkRecords == std::uint64_t{1} << kChunkBits);

  void reserve(const Viewport& viewport);
  void commit();
  void dispatch(const Program& program, std::size_t index) const;

  bool wide_ = false;
  std::uint64_t most_pixels_ = 0;
  Program nearest_;  // finds the nearest depth of each pixel; with wide atomics, its key
  Program winner_;   // finds the first index at that depth; unused with wide atomics
  Program commit_;
  VertexArray nothing_;
  Buffer depths_;  // the nearest depths; with wide atomics, the keys
  Buffer winners_;
  std::uint64_t room_ = 0;  // the number of pixels that the buffers have room for

  const Layer* target_ = nullptr;
  Viewport viewport_;
  std::array<Run, kGroup> runs_{};
  std::size_t run_count_ = 0;
};

}  // namespace vertexview::gpu::detail
