#pragma once
#include <glm/vec2.hpp>
#include <optional>
#include <vector>

#include "render/dataset_renderer.hpp"
#include "session/session.hpp"
#include "vertexview/gpu/frame.hpp"

namespace vertexview::app {

/// The picture of a session's points, kept up to date: uploads in slices, so that no frame waits for a file,
/// and draws only when something has changed or is not complete. Belongs to the current GL context, and is
/// used on its thread.
class LivePicture {
 public:
  [[nodiscard]] static Result<LivePicture> create();

  /// Uploads some more, for about `seconds`. After an error what is on the GPU by then stays drawn.
  [[nodiscard]] Result<void> upload(Session& session, double seconds);
  /// Draws when the picture is out of date, for about `seconds`: true when it drew. Errors as of
  /// gpu::Frame::create.
  [[nodiscard]] Result<bool> draw(Session& session, double seconds);

  /// When the first picture is there and something depends on it: takes a step of measuring what drawing
  /// takes, until session.edl_cost_ms is there. True: it did.
  bool measure(Session& session);

  /// As DatasetRenderer's: the driver was reset under an earlier picture.
  void distrust_driver(Session& session) { datasets_.distrust_driver(session); }

  /// Whether the picture shows the session as it is, with every vertex that can be shown.
  [[nodiscard]] bool complete(const Session& session) const;
  [[nodiscard]] bool uploading() const noexcept { return uploading_; }
  /// Whether the last upload() took something over, so that the next one may find more at once.
  [[nodiscard]] bool took_over() const noexcept { return took_over_; }
  /// How much of the visible datasets is on the GPU, between 0 and 1.
  [[nodiscard]] static double uploaded_fraction(const Session& session) noexcept;

  /// GL name of the picture; 0 before the first draw().
  [[nodiscard]] unsigned texture() const noexcept { return frame_ ? frame_->color_texture() : 0; }
  /// The vertex within `radius` pixels of a pixel of the picture.
  [[nodiscard]] std::optional<VertexId> pick(glm::dvec2 pixel, int radius) const;
  /// The pixels with a ring around the selected vertex, which a window draws over them instead; empty before
  /// the first draw(). The ring stays in the picture, so the next draw() begins from the points.
  [[nodiscard]] gpu::Image marked(const Session& session);

 private:
  // One of the session's datasets; zeros for a hidden one.
  struct DrawnDataset {
    DatasetId id = DatasetId::kNone;
    std::uint64_t serial = 0;  // Dataset::bytes_serial()
    Shading shading = {};
    friend bool operator==(const DrawnDataset&, const DrawnDataset&) = default;
  };
  // What a picture depends on.
  struct Shown {
    Camera camera;
    int width = 0;
    int height = 0;
    gpu::PointSize point_size;
    float edl_strength = 0;
    gpu::Backend draw_with = gpu::Backend::kAutomatic;
    glm::vec3 background{0};
    std::vector<DrawnDataset> datasets;
    friend bool operator==(const Shown&, const Shown&) = default;
  };
  [[nodiscard]] static Shown wanted(const Session& session);

  explicit LivePicture(DatasetRenderer datasets) : datasets_(std::move(datasets)) {}

  DatasetRenderer datasets_;
  std::optional<gpu::Frame> frame_;
  std::optional<gpu::Frame> outgrown_;  ///< of another size; the window may still be about to show it
  std::optional<Shown> shown_;          ///< what the pixels of frame_ show; nullopt: they are of no use
  bool uploading_ = false;
  bool took_over_ = false;
  bool grown_ = false;  ///< records arrived that no draw has shown
  std::uint64_t slice_ = std::uint64_t{16} << 20;
  std::optional<std::vector<DrawnDataset>> followed_;  ///< the visible datasets as of the last upload
  double last_draw_end_ = 0;
  double last_draw_seconds_ = 0;
};

}  // namespace vertexview::app
