#pragma once
#include <vector>

#include "gui/ui.hpp"

namespace vertexview::app {

/// The pictures of panels as OpenGL textures. Made, used and destroyed while the window's context is current.
class PictureTextures final : public PictureStore {
 public:
  PictureTextures() = default;
  ~PictureTextures() override;

  [[nodiscard]] ImTextureID texture(std::size_t place, std::uint64_t serial,
                                    const PixelImage& picture) override;

 private:
  struct Texture {
    unsigned name = 0;  ///< 0: none was made yet
    std::uint64_t serial = 0;
  };
  std::vector<Texture> textures_;
};

}  // namespace vertexview::app
