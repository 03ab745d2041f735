#include "viewer/picture_textures.hpp"

#include <glad/gl.h>

namespace vertexview::app {

PictureTextures::~PictureTextures() {
  for (const Texture& texture : textures_) glDeleteTextures(1, &texture.name);  // which ignores 0
}

ImTextureID PictureTextures::texture(std::size_t place, std::uint64_t serial, const PixelImage& picture) {
  if (place >= textures_.size()) textures_.resize(place + 1);
  Texture& kept = textures_[place];
  if (kept.serial != serial) {
    kept.serial = serial;
    glDeleteTextures(1, &kept.name);
    glCreateTextures(GL_TEXTURE_2D, 1, &kept.name);
    glTextureStorage2D(kept.name, 1, GL_RGBA8, picture.width, picture.height);
    // A picture is drawn pixel by pixel, in whole places.
    glTextureParameteri(kept.name, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTextureParameteri(kept.name, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTextureSubImage2D(kept.name, 0, 0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE,
                        picture.pixels.data());
  }
  return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(kept.name));
}

}  // namespace vertexview::app
