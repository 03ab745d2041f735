#pragma once
#include <glm/vec2.hpp>
#include <optional>
#include <vector>

#include "render/cloud_renderer.hpp"
#include "session/document.hpp"
#include "vertexview/gpu/frame.hpp"

namespace vertexview::app {

/// The picture of a document's points, kept up to date: uploads in slices, so that no frame waits for a file,
/// and draws only when something has changed or is not complete. Belongs to the current GL context, and is
/// used on its thread.
class LivePicture {
 public:
  [[nodiscard]] static Result<LivePicture> create();

  /// Uploads some more, for about `seconds`. After an error what is on the GPU by then stays drawn.
  [[nodiscard]] Result<void> upload(Document& document, double seconds);
  /// Draws when the picture is out of date, for about `seconds`: true when it drew. Errors as of
  /// gpu::Frame::create.
  [[nodiscard]] Result<bool> draw(Document& document, double seconds);

  /// When the first picture is there and something depends on it: takes a step of measuring what drawing
  /// takes, until document.edl_cost_ms is there. True: it did.
  bool measure(Document& document);

  /// As CloudRenderer's: the driver was reset under an earlier picture.
  void distrust_driver(Document& document) { clouds_.distrust_driver(document); }

  /// Whether the picture shows the document as it is, with every vertex that can be shown.
  [[nodiscard]] bool complete(const Document& document) const;
  [[nodiscard]] bool uploading() const noexcept { return uploading_; }
  /// Whether the last upload() took something over, so that the next one may find more at once.
  [[nodiscard]] bool took_over() const noexcept { return took_over_; }
  /// How much of the visible clouds is on the GPU, between 0 and 1.
  [[nodiscard]] static double uploaded_fraction(const Document& document) noexcept;

  /// GL name of the picture; 0 before the first draw().
  [[nodiscard]] unsigned texture() const noexcept { return frame_ ? frame_->color_texture() : 0; }
  /// The vertex within `radius` pixels of a pixel of the picture.
  [[nodiscard]] std::optional<VertexId> pick(glm::dvec2 pixel, int radius) const;
  /// The pixels with a ring around the selected vertex, which a window draws over them instead; empty before
  /// the first draw(). The ring stays in the picture, so the next draw() begins from the points.
  [[nodiscard]] gpu::Image marked(const Document& document);

 private:
  // One of the document's clouds; zeros for a hidden one.
  struct DrawnCloud {
    DatasetId id = DatasetId::kNone;
    std::uint64_t serial = 0;  // VertexFile::bytes_serial()
    Shading shading = {};
    friend bool operator==(const DrawnCloud&, const DrawnCloud&) = default;
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
    std::vector<DrawnCloud> clouds;
    friend bool operator==(const Shown&, const Shown&) = default;
  };
  [[nodiscard]] static Shown wanted(const Document& document);

  explicit LivePicture(CloudRenderer clouds) : clouds_(std::move(clouds)) {}

  CloudRenderer clouds_;
  std::optional<gpu::Frame> frame_;
  std::optional<gpu::Frame> outgrown_;  ///< of another size; the window may still be about to show it
  std::optional<Shown> shown_;          ///< what the pixels of frame_ show; nullopt: they are of no use
  bool uploading_ = false;
  bool took_over_ = false;
  bool grown_ = false;  ///< records arrived that no draw has shown
  std::uint64_t slice_ = std::uint64_t{16} << 20;
  std::optional<std::vector<DrawnCloud>> followed_;  ///< the visible clouds as of the last upload
  double last_draw_end_ = 0;
  double last_draw_seconds_ = 0;
};

}  // namespace vertexview::app
