#include "document/output.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support.hpp"
#include "support_png.hpp"

namespace vertexview::app {
namespace {

using test::TemporaryFolder;

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

gpu::Image gradient(int width, int height) {
  gpu::Image image{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (const int value : {x, y, x + y, 255}) image.rgba.push_back(static_cast<std::uint8_t>(value));
  return image;
}

Result<gpu::Image> small_picture() {
  return gradient(3, 2);
}

TEST(WriteFile, replacesAsAWhole) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.json");
  const std::string first = "first";
  const std::string second = "2";
  ASSERT_TRUE(write_file(path, std::as_bytes(std::span(first))));
  ASSERT_TRUE(write_file(path, std::as_bytes(std::span(second))));
  EXPECT_EQ(content(path), "2");
  EXPECT_EQ(files_in(folder.path()), 1U) << "nothing is left beside it";
}

TEST(WriteFile, missingFolder) {
  const auto written = write_file("/nonexistent/a.json", {});
  ASSERT_FALSE(written);
  EXPECT_EQ(describe(written.error()), "/nonexistent/a.json: cannot write: No such file or directory");
}

TEST(WritePng, readsBack) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.png");
  ASSERT_TRUE(write_png(path, gradient(100, 50)));
  const test::Picture picture = test::read_png(path);
  EXPECT_EQ(picture.width, 100);
  EXPECT_EQ(picture.height, 50);
  EXPECT_EQ(picture.channels, 3) << "opaque";
  for (int y = 0; y < 50; ++y)
    for (int x = 0; x < 100; ++x) {
      const test::Rgb expected{static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y),
                               static_cast<std::uint8_t>(x + y)};
      ASSERT_EQ(picture.at(x, y), expected) << x << "," << y;
    }
}

TEST(WritePng, withoutPixels) {
  const auto png = encode_png({});
  ASSERT_FALSE(png);
  EXPECT_EQ(png.error().message, "a picture of 0x0 pixels cannot be a PNG");
}

TEST(ServeRequests, writesAndTells) {
  const TemporaryFolder folder;
  Document document = test::colors_document();
  document.screenshots = {folder.file("a.png")};
  document.state_files = {folder.file("a.json")};
  ASSERT_TRUE(serve_requests(document, small_picture));
  EXPECT_TRUE(document.screenshots.empty());
  EXPECT_TRUE(document.state_files.empty());
  EXPECT_EQ(test::read_png(folder.file("a.png")).width, 3);
  EXPECT_THAT(content(folder.file("a.json")), testing::HasSubstr("\"vertices\": 4"));
  EXPECT_EQ(document.notices.front().text, "wrote " + folder.file("a.png"));
  EXPECT_EQ(document.notices.back().text, "wrote " + folder.file("a.json"));
}

TEST(ServeRequests, failuresAreToldAndGone) {
  const TemporaryFolder folder;
  Document document;
  document.screenshots = {"/nonexistent/a.png", folder.file("a.png")};
  const auto served = serve_requests(document, small_picture);
  ASSERT_FALSE(served);
  EXPECT_EQ(describe(served.error()), "/nonexistent/a.png: cannot write: No such file or directory");
  EXPECT_TRUE(document.screenshots.empty());
  EXPECT_EQ(test::read_png(folder.file("a.png")).height, 2) << "the others are still written";
}

TEST(ServeRequests, anOpenFileIsNotOverwritten) {
  const TemporaryFolder folder;
  const std::string path = test::write_vertices(folder, "a.bin", {test::vertex(1, 2, 3)});
  std::filesystem::create_symlink(path, folder.file("link.png"));
  Document document;
  ASSERT_TRUE(open_file(document, path, {}));
  for (const std::string& target : {path, folder.file("link.png")}) {
    document.screenshots = {target};
    const auto served = serve_requests(document, small_picture);
    ASSERT_FALSE(served);
    EXPECT_EQ(describe(served.error()),
              target + ": is open here and is not overwritten; choose another name");
    document.state_files = {target};
    EXPECT_FALSE(serve_requests(document, small_picture));
    EXPECT_EQ(std::filesystem::file_size(path), 20U);
  }
}

TEST(ServeRequests, asksForNoPictureThatNobodyWants) {
  const TemporaryFolder folder;
  Document document;
  document.state_files = {folder.file("a.json")};
  int asked = 0;
  EXPECT_TRUE(serve_requests(document, [&]() -> Result<gpu::Image> {
    ++asked;
    return gpu::Image{};
  }));
  EXPECT_EQ(asked, 0);
}

}  // namespace
}  // namespace vertexview::app
