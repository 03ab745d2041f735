#pragma once
#include <glm/vec2.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "render/dataset_renderer.hpp"
#include "session/session.hpp"
#include "vertexview/gpu/frame.hpp"

namespace vertexview::app {

/// The picture of a session's points, kept up to date: uploads in slices, so that no frame waits for a file,
/// and draws only when something has changed or is not complete. Belongs to the GL context that is current at
/// create(), and is used on that context's thread.
class LivePicture {
 public:
  [[nodiscard]] static Result<LivePicture> create();

  /// Uploads a slice of the visible datasets, for about `seconds`. After an error, the records that are on
  /// the GPU by then stay drawn.
  [[nodiscard]] Result<void> upload(Session& session, double seconds);
  /// Draws for about `seconds` when the picture is out of date or unfinished; returns whether it drew. Fails
  /// as gpu::Frame::create does.
  [[nodiscard]] Result<bool> draw(Session& session, double seconds);

  /// Takes a step of measuring which backend is the fastest, when the picture is complete, `session` leaves
  /// the choice open, and it is not known yet. Returns whether it took one.
  bool measure(Session& session);

  /// Tells the renderer that the driver was reset under an earlier picture; see DatasetRenderer.
  void distrust_driver(Session& session) { datasets_.distrust_driver(session); }

  /// Returns whether the picture shows the session as it is, with every vertex that can be shown.
  [[nodiscard]] bool complete(const Session& session) const;
  [[nodiscard]] bool uploading() const noexcept { return uploading_; }
  /// Returns whether the next upload() has nothing to do until `session.wake` is called.
  [[nodiscard]] bool reading(const Session& session) const { return datasets_.reading(session); }
  /// Returns how much of the visible datasets is on the GPU, between 0 and 1.
  [[nodiscard]] static double uploaded_fraction(const Session& session) noexcept;

  /// Returns the GL name of the picture's texture; 0 before the first draw().
  [[nodiscard]] unsigned texture() const noexcept { return frame_ ? frame_->color_texture() : 0; }
  /// Returns the vertex drawn within `radius` pixels of `pixel` of the picture, if there is one.
  [[nodiscard]] std::optional<VertexId> pick(glm::dvec2 pixel, int radius) const;
  /// Returns the vertices of a dataset that pixels of a region show, by their middles. Waits for the GPU.
  [[nodiscard]] IndexSet visible(DatasetId dataset, const PixelRegion& region) const;
  /// Draws a ring around the selected vertex into the picture and returns the pixels, empty before the first
  /// draw(). A window draws the ring over the picture instead. The ring stays in the picture, so the next
  /// draw() begins from the points.
  [[nodiscard]] gpu::Image marked(const Session& session);

 private:
  // One of the session's datasets; all zeros stand for a hidden one.
  struct DrawnDataset {
    DatasetId id = DatasetId::kNone;
    std::uint64_t serial = 0;  // Dataset::bytes_serial()
    Shading shading = {};
    std::shared_ptr<const IndexSet> only = nullptr;    // which of its vertices are drawn; null: all
    std::shared_ptr<const Filter> faded_by = nullptr;  // the filter whose rest fades
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
    /// Selections::revision(), and the theme that gives what is selected its colour; nullopt where nothing is
    /// painted.
    std::optional<std::pair<std::uint64_t, Theme>> selected = std::nullopt;
    friend bool operator==(const Shown&, const Shown&) = default;
  };
  [[nodiscard]] static DrawnDataset drawn(const Session& session, const OpenDataset& dataset);
  [[nodiscard]] static Shown wanted(const Session& session);

  explicit LivePicture(DatasetRenderer datasets) : datasets_(std::move(datasets)) {}

  DatasetRenderer datasets_;
  std::optional<gpu::Frame> frame_;
  /// The previous frame of another size, whose texture the window may still be about to show.
  std::optional<gpu::Frame> outgrown_;
  std::optional<Shown> shown_;  ///< what frame_ shows; nullopt: its pixels are out of date
  bool uploading_ = false;
  bool grown_ = false;  ///< records were uploaded that no draw() has shown
  std::uint64_t slice_ = std::uint64_t{16} << 20;
  std::optional<std::vector<DrawnDataset>> followed_;  ///< the visible datasets as of the last upload
  double last_draw_end_ = 0;
  double last_draw_seconds_ = 0;
};

}  // namespace vertexview::app
