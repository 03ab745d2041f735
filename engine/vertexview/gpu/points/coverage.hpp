#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "vertexview/gpu/finish/record_colors.hpp"
#include "vertexview/gpu/order/block_cursor.hpp"
#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/gpu/points/point_shape.hpp"
#include "vertexview/gpu/points/rasterizer.hpp"

namespace vertexview::gpu::detail {

/// How much of each chunk a picture shows already, so that the picture can be drawn over several calls.
struct Coverage {
  /// What the picture is of: another view, other options or other datasets begin a new picture.
  struct Subject {
    ViewTransform view;
    DrawnSize size;
    glm::vec3 background{0};
    std::vector<std::uint64_t> datasets;  // serial numbers; 0: hidden
    std::vector<ColorRule> rules;         // by dataset; empty where the canvas can colour its records anew
    friend bool operator==(const Subject&, const Subject&) = default;
  };
  /// Returns the subject of `job`, without its rules.
  [[nodiscard]] static Subject subject_of(const DrawJob& job) {
    Subject subject{job.view, job.size(), job.options.background, {}, {}};
    for (const ResidentDataset* dataset : job.datasets)
      subject.datasets.push_back(dataset == nullptr ? 0 : dataset->serial);
    return subject;
  }

  /// How much of a chunk is drawn.
  struct Progress {
    BlockCursor preview;          // the blocks of which a piece is drawn
    std::uint64_t previewed = 0;  // records of those pieces
    std::uint64_t drawn = 0;      // records drawn for good, from the first on
    [[nodiscard]] std::uint64_t shown() const noexcept { return std::max(previewed, drawn); }
  };

  Subject subject;
  std::vector<std::vector<Progress>> progress;  // by dataset and chunk
  bool previews = false;                        // whether the picture begins with a piece of every block
};

}  // namespace vertexview::gpu::detail
