#pragma once
#include <glm/vec2.hpp>
#include <optional>
#include <vector>

#include "render/scene.hpp"
#include "session/document.hpp"
#include "vertexview/gpu/frame.hpp"

namespace vertexview::app {

/// The points as the window shows them: uploads in slices, so that no frame waits for a file, and draws only
/// when something has changed or is not complete. Belongs to the current GL context.
class Picture {
 public:
  [[nodiscard]] static Result<Picture> create();

  /// Uploads some more, for about `seconds`; what goes wrong becomes a notice.
  void upload(Document& document, double seconds);
  /// Draws when the picture is out of date, for about `seconds`. True: it drew.
  bool draw(Document& document, double seconds);

  /// When the first picture is there and something depends on it: takes a step of measuring what drawing
  /// takes, until document.edl_cost_ms is there. True: it did.
  bool measure(Document& document);

  /// As Scene's: the driver was reset under an earlier picture.
  void distrust_driver(Document& document) { scene_.distrust_driver(document); }

  /// Whether the picture shows the document as it is, with every vertex that can be shown.
  [[nodiscard]] bool complete(const Document& document) const;
  [[nodiscard]] bool uploading() const noexcept { return uploading_; }
  /// Between 0 and 1.
  [[nodiscard]] static double uploaded_fraction(const Document& document) noexcept;

  /// GL name of the picture; 0 before the first draw().
  [[nodiscard]] unsigned texture() const noexcept { return frame_ ? frame_->color_texture() : 0; }
  /// The vertex within `radius` pixels of a pixel of the picture.
  [[nodiscard]] std::optional<VertexId> pick(glm::dvec2 pixel, int radius) const;

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

  explicit Picture(Scene scene) : scene_(std::move(scene)) {}

  Scene scene_;
  std::optional<gpu::Frame> frame_;
  std::optional<gpu::Frame> outgrown_;  ///< of another size; the window may still be about to show it
  Shown shown_;
  bool uploading_ = false;
  bool grown_ = false;  ///< records arrived that no draw has shown
  std::uint64_t slice_ = std::uint64_t{16} << 20;
  std::optional<std::vector<DrawnCloud>> followed_;  ///< the visible clouds as of the last upload
  std::string last_error_;
  double last_draw_end_ = 0;
  double last_draw_seconds_ = 0;
};

}  // namespace vertexview::app
