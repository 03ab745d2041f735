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

/// What a picture shows already, so that a dataset that does not fit on the GPU can be drawn over several
/// calls.
struct Coverage {
  /// What the picture is of: another view, other options or other datasets begin a new one.
  struct Subject {
    ViewTransform view;
    DrawnSize size;
    glm::vec3 background{0};
    std::vector<std::uint64_t> datasets;  // serial numbers; 0: hidden
    std::vector<ColorRule> rules;         // by dataset, where the picture keeps no records to colour anew
    friend bool operator==(const Subject&, const Subject&) = default;
  };
  /// The subject of `job`, without its rules.
  [[nodiscard]] static Subject subject_of(const DrawJob& job) {
    Subject subject{job.view, job.size(), job.options.background, {}, {}};
    for (const ResidentDataset* dataset : job.datasets)
      subject.datasets.push_back(dataset == nullptr ? 0 : dataset->serial);
    return subject;
  }

  /// How far a chunk is drawn.
  struct Progress {
    BlockCursor preview;          // of which the pieces are drawn
    std::uint64_t previewed = 0;  // records
    std::uint64_t drawn = 0;      // records, from the first on
    [[nodiscard]] std::uint64_t shown() const noexcept { return std::max(previewed, drawn); }
  };

  Subject subject;
  std::vector<std::vector<Progress>> progress;  // by dataset and chunk
  bool previews = false;                        // begins with a piece of every block
};

}  // namespace vertexview::gpu::detail
