#pragma once
#include <cstdint>
#include <glm/vec2.hpp>
#include <memory>
#include <utility>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// What a rectangle of a picture shows: one value for each pixel, rows from top to bottom.
struct PickWindow {
  std::vector<std::uint64_t> ids;  ///< see vertex_id.hpp
  std::vector<float> nearness;     ///< larger is nearer; only valid if asked for and where a vertex is shown
};

/// What a rasterizer keeps of a picture from one draw to the next. Only that rasterizer knows what it is; the
/// picture asks it for nothing but vertex ids and depths.
class Canvas {
 public:
  explicit Canvas(Backend backend) noexcept : backend_(backend) {}
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  virtual ~Canvas() = default;

  [[nodiscard]] Backend backend() const noexcept { return backend_; }
  /// Reads the pixels from `low` to `high`, both included and counted from the top left, and their depths if
  /// `with_nearness`. Waits for the GPU.
  [[nodiscard]] virtual PickWindow read_window(glm::ivec2 low, glm::ivec2 high, bool with_nearness) const = 0;

 private:
  Backend backend_;
};

/// A picture's colours, and the canvas of the rasterizer that drew it last.
struct Picture {
  Viewport viewport;
  Texture color;  // RGBA8
  Framebuffer framebuffer;
  std::unique_ptr<Canvas> canvas;  // null until something is drawn
  bool marked = false;             // a marker was drawn over the colours since they were made

  /// Creates a black picture. Fails as Frame::create() does.
  [[nodiscard]] static Result<std::unique_ptr<Picture>> create(Viewport size);

  /// Returns the picture's canvas, which is replaced by a new Kind(arguments...) if another backend drew the
  /// picture last.
  template <class Kind, class... Arguments>
  [[nodiscard]] Kind& require_canvas(Arguments&&... arguments) {
    if (canvas == nullptr || canvas->backend() != Kind::kBackend)
      canvas = std::make_unique<Kind>(std::forward<Arguments>(arguments)...);
    return static_cast<Kind&>(*canvas);
  }
};

}  // namespace vertexview::gpu::detail
