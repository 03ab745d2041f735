#pragma once
#include <map>
#include <vector>

#include "render/marked_pixels.hpp"
#include "session/session.hpp"
#include "vertexview/gpu/draw_costs.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"

namespace vertexview::app {

/// Keeps a session's datasets on the GPU and draws the pictures of them. Belongs to the context that is
/// current at create(). Move-only.
class DatasetRenderer {
 public:
  [[nodiscard]] static Result<DatasetRenderer> create();

  /// Frees the datasets that were closed and uploads at most about `max_bytes` more of the visible ones,
  /// without waiting for the disk: call it once a frame until uploaded(). What a vertex buffer reports about
  /// its memory becomes a notice. An error of uploading is returned once per dataset; the part of that
  /// dataset that is on the GPU stays drawn. Fails as gpu::VertexBuffer::create does in every call.
  [[nodiscard]] Result<void> upload(Session& session, std::uint64_t max_bytes);
  /// Ends the upload of all datasets that are open now, with a notice for each; what is on the GPU stays
  /// drawn.
  void stop_upload(Session& session);
  /// Returns whether the last upload() left nothing to do.
  [[nodiscard]] bool uploaded() const noexcept { return uploaded_; }

  /// Returns whether the next upload() has nothing to do until `session.wake` is called, because the workers
  /// are still reading all that is not on the GPU.
  [[nodiscard]] bool reading(const Session& session) const;

  /// Draws the points of `session` into `target`, whose size is the view's, and writes the results to
  /// `session.frame.drawn` and `gpu_bytes`. `pixel_ratio` is the number of pixels of `target` to one pixel of
  /// the point size. With a budget the picture is finished over several calls: see gpu::DrawOptions.
  void draw(Session& session, gpu::Frame& target, float pixel_ratio = 1, double budget_ms = 0);

  /// Takes one step, of a few milliseconds, of measuring what drawing costs. The last step makes the fastest
  /// backend draw from then on, which changes no pixel.
  void measure(Session& session);
  /// Returns whether the last step was taken, or nothing is to be measured.
  [[nodiscard]] bool measured() const noexcept { return measured_; }

  /// Makes a new renderer careful after the driver was reset under an old one: compute shaders may have
  /// caused the reset, so they draw only when a person chooses them again, and nothing is measured. A notice
  /// says so.
  void distrust_driver(Session& session);

  /// Draws a ring around the selected vertex, even where the vertex is occluded.
  void draw_marker(const Session& session, gpu::Frame& target, float pixel_ratio = 1);

  /// Returns what draw_marks() marks of each of the session's datasets: of a visible one several selected
  /// vertices, since a single one has its ring, and what a filter lets fade. Valid until the selection or the
  /// filter changes.
  [[nodiscard]] static std::vector<MarkedVertices> marked(const Session& session);
  /// Paints the pixels that show marked() vertices; waits for the GPU where there are any.
  void draw_marks(const Session& session, gpu::Frame& target);

  /// Returns whether the last draw() showed everything: all records that can be uploaded are, and the picture
  /// has converged.
  [[nodiscard]] bool complete() const noexcept { return uploaded_ && converged_; }

 private:
  struct Resident {
    gpu::VertexBuffer buffer;
    bool failed = false;
    bool told = false;  // the buffer's notice was passed on
  };

  [[nodiscard]] Result<Resident*> resident(const Session& session, const OpenDataset& dataset);

  explicit DatasetRenderer(gpu::PointRenderer renderer) : renderer_(std::move(renderer)) {}

  gpu::PointRenderer renderer_;
  std::optional<gpu::DrawCostMeter> meter_;
  std::map<std::uint64_t, Resident> resident_;  // the key is Dataset::bytes_serial()
  bool uploaded_ = false;
  bool converged_ = false;
  bool measured_ = false;
  gpu::Backend replaced_ = gpu::Backend::kAutomatic;  // the backend last replaced, so that it is told once
};

}  // namespace vertexview::app
