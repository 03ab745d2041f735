#pragma once
#include <map>

#include "session/session.hpp"
#include "vertexview/gpu/draw_costs.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"

namespace vertexview::app {

/// A session's datasets on the GPU, and the pictures of them. Belongs to the context that is current at
/// create(). Move-only.
class DatasetRenderer {
 public:
  [[nodiscard]] static Result<DatasetRenderer> create();

  /// Frees what was closed and uploads at most about `max_bytes` more of the visible datasets, without
  /// waiting for the disk: call it once a frame until uploaded(). What a dataset's memory has to say becomes
  /// a notice. An error is told once per dataset; the part of it that is on the GPU stays drawn.
  [[nodiscard]] Result<void> upload(Session& session, std::uint64_t max_bytes);
  /// Uploads no more of the datasets that are open now; what is on the GPU stays drawn. A notice each.
  void stop_upload(Session& session);
  /// Whether the last upload left nothing to do.
  [[nodiscard]] bool uploaded() const noexcept { return uploaded_; }

  /// Whether the last upload moved records to the GPU, so that the next one may find more at once.
  [[nodiscard]] bool took_over() const noexcept { return took_over_; }

  /// Draws the points as `session` says into `target`, whose size is the view's, and writes what it did to
  /// `session.frame.drawn` and `gpu_bytes`. `pixel_ratio` is how many pixels of `target` make one of the
  /// point size. With a budget the picture comes about over several calls: see gpu::DrawOptions.
  void draw(Session& session, gpu::Frame& target, float pixel_ratio = 1, double budget_ms = 0);

  /// Takes a step of measuring what drawing takes, of a few milliseconds. The last one writes
  /// `session.edl_cost_ms`, and the renderer that is the fastest draws from then on.
  void measure(Session& session);

  /// To be called on a new renderer when the driver was reset under an old one: what may have caused that,
  /// the compute renderer, draws no more unless a person chooses it again, and nothing is measured. A notice.
  void distrust_driver(Session& session);

  /// Draws a ring around the selected vertex, also where it is occluded.
  void draw_marker(const Session& session, gpu::Frame& target, float pixel_ratio = 1);

  /// Whether the last draw() showed everything: all records uploaded that can be, the picture converged.
  [[nodiscard]] bool complete() const noexcept { return uploaded_ && converged_; }

 private:
  struct Resident {
    gpu::VertexBuffer buffer;
    bool failed = false;
    bool told = false;  // its notice was passed on
  };

  [[nodiscard]] Result<Resident*> resident(const Session& session, const OpenDataset& dataset);

  explicit DatasetRenderer(gpu::PointRenderer renderer) : renderer_(std::move(renderer)) {}

  gpu::PointRenderer renderer_;
  std::optional<gpu::DrawCostMeter> meter_;
  std::map<std::uint64_t, Resident> resident_;  // by Dataset::bytes_serial()
  bool uploaded_ = false;
  bool took_over_ = false;
  bool converged_ = false;
  gpu::Backend replaced_ = gpu::Backend::kAutomatic;  // the last one wanted that another stood in for
};

}  // namespace vertexview::app
