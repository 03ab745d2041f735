#pragma once
#include <gtest/gtest.h>
#include <stb/stb_image.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <glm/vec2.hpp>
#include <optional>
#include <string>
#include <vector>

namespace vertexview::test {

using Rgb = std::array<std::uint8_t, 3>;

/// A PNG read back.
struct Picture {
  int width = 0;
  int height = 0;
  int channels = 0;  ///< as stored in the file
  std::vector<Rgb> pixels;

  [[nodiscard]] Rgb at(int x, int y) const {
    return pixels.at(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                     static_cast<std::size_t>(x));
  }
  /// The pixel that a position in pixels lies in.
  [[nodiscard]] Rgb at(glm::dvec2 position) const {
    return at(static_cast<int>(std::floor(position.x)), static_cast<int>(std::floor(position.y)));
  }
  [[nodiscard]] std::size_t count(Rgb color) const {
    std::size_t found = 0;
    for (const Rgb& pixel : pixels) found += pixel == color ? 1U : 0U;
    return found;
  }
  /// The middle of all pixels of one colour; nullopt when there is none.
  [[nodiscard]] std::optional<glm::dvec2> middle_of(Rgb color) const {
    glm::dvec2 sum{0};
    double found = 0;
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        if (at(x, y) == color) {
          sum += glm::dvec2(x + 0.5, y + 0.5);
          found += 1;
        }
    if (found == 0) return std::nullopt;
    return sum / found;
  }
};

inline Picture read_png(const std::string& path) {
  Picture picture;
  stbi_uc* data = stbi_load(path.c_str(), &picture.width, &picture.height, &picture.channels, 3);
  if (data == nullptr) {
    ADD_FAILURE() << path << " is no picture: " << stbi_failure_reason();
    return picture;
  }
  const auto count = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  for (std::size_t i = 0; i < count; ++i)
    picture.pixels.push_back({data[3 * i], data[3 * i + 1], data[3 * i + 2]});
  stbi_image_free(data);
  return picture;
}

}  // namespace vertexview::test
