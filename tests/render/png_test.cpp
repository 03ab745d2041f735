#include "render/png.hpp"

#include "session/support.hpp"
#include "support_png.hpp"

namespace vertexview::app {
namespace {

gpu::Image gradient(int width, int height) {
  gpu::Image image{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (const int value : {x, y, x + y, 255}) image.rgba.push_back(static_cast<std::uint8_t>(value));
  return image;
}

TEST(WritePng, readsBack) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.png");
  ASSERT_TRUE(write_png(path, gradient(100, 50)));
  const Picture picture = read_png(path);
  EXPECT_EQ(picture.width, 100);
  EXPECT_EQ(picture.height, 50);
  EXPECT_EQ(picture.channels, 3) << "opaque";
  for (int y = 0; y < 50; ++y)
    for (int x = 0; x < 100; ++x) {
      const Rgb expected{static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y),
                         static_cast<std::uint8_t>(x + y)};
      ASSERT_EQ(picture.at(x, y), expected) << x << "," << y;
    }
}

TEST(WritePng, withoutPixels) {
  const auto png = encode_png({});
  ASSERT_FALSE(png);
  EXPECT_EQ(png.error().message, "a picture of 0x0 pixels cannot be a PNG");
}

}  // namespace
}  // namespace vertexview::app
