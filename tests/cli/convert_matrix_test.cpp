// Every format that is written, read back and converted to every other: the records stay the same, bit for
// bit, or what differs is told.
#include <array>
#include <cstring>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/support.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

constexpr std::array kFormats{"bin", "csv", "glb", "las", "npy", "pcd", "ply"};

/// Returns records that every format can hold: coordinates of whole 64ths, which are decimal numbers too, and
/// colours of 8 bits, 257 times as large.
std::vector<ColoredVertex> made_vertices() {
  std::mt19937 random(3);
  std::vector<ColoredVertex> vertices(500);
  for (ColoredVertex& vertex : vertices) {
    const auto coordinate = [&] { return (static_cast<float>(random() % 8000) - 4000) / 64; };
    const auto channel = [&] { return static_cast<std::uint16_t>(random() % 256 * 257); };
    const float x = coordinate();
    const float y = coordinate();
    vertex.position = {x, y, coordinate()};
    const std::uint16_t red = channel();
    const std::uint16_t green = channel();
    vertex.color = {red, green, channel()};
  }
  return vertices;
}

std::string bytes_of(const std::vector<ColoredVertex>& vertices) {
  const auto bytes = std::as_bytes(std::span(vertices));
  std::string text(bytes.size(), '\0');
  std::memcpy(text.data(), bytes.data(), bytes.size());
  return text;
}

/// Returns the records as glTF has them, in which y points up.
std::vector<ColoredVertex> with_y_up(std::vector<ColoredVertex> vertices) {
  for (ColoredVertex& vertex : vertices) {
    const Vector from = vertex.position;
    vertex.position = {from.x, from.z, 0 - from.y};
  }
  return vertices;
}

class ConvertMatrix : public testing::Test {
 protected:
  /// Converts and returns what was told.
  [[nodiscard]] std::string convert(const std::string& from, const std::string& to) const {
    const auto ended = vertexview({"convert", folder_.file(from), "-o", folder_.file(to)});
    EXPECT_EQ(ended.status, 0) << from << " to " << to << ": " << ended.err;
    return ended.err;
  }
  /// Returns the canonical records of a file.
  [[nodiscard]] std::string records(const std::string& name, std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"convert", folder_.file(name), "--format", "bin", "-o", "-"});
    const auto ended = vertexview(options);
    EXPECT_EQ(ended.status, 0) << name << ": " << ended.err;
    return ended.out;
  }

  TemporaryFolder folder_;
  std::vector<ColoredVertex> made_ = made_vertices();
};

TEST_F(ConvertMatrix, everyFormatIsReadBack) {
  static_cast<void>(folder_.write("made.bin", std::as_bytes(std::span(made_))));
  for (const std::string format : kFormats) {
    EXPECT_EQ(convert("made.bin", "first." + format), "") << format;
    const bool turned = format == "glb";
    EXPECT_TRUE(records("first." + format) == bytes_of(turned ? with_y_up(made_) : made_)) << format;
  }
}

TEST_F(ConvertMatrix, everyFormatBecomesEveryOther) {
  static_cast<void>(folder_.write("made.bin", std::as_bytes(std::span(made_))));
  for (const std::string source : kFormats) {
    const std::string from = "first." + source;
    static_cast<void>(convert("made.bin", from));
    for (const std::string target : kFormats) {
      const std::string to = source + "." + target;
      std::string told = convert(from, to);
      const bool places = target == "bin" || target == "glb" || target == "las";
      const bool y_up = source == "glb" || target == "glb";
      std::vector<std::string> options;
      std::string expected;
      if (source == "las" && !places) {
        expected = "a position is number * (1e-06, 1e-06, 1e-06) + (0, 0, 0)\n";
        options = {"--scale", "1e-06"};
      } else if (source == "glb" && !places) {
        expected = "a position is (position[0], position[2], position[1]) * (1, 1, -1) + (0, 0, 0)\n";
        options = {"--scale", "1,1,-1", "--position",
                   target == "npy" ? "position[0],position[2],position[1]" : "x,z,y"};
      } else if (source == "pcd" && target == "las") {
        expected = "element 'bgra' is left out in part: LAS has no field for it\n";
      }
      EXPECT_TRUE(told.ends_with(expected) && told.empty() == expected.empty()) << to << ": " << told;
      EXPECT_TRUE(records(to, options) == bytes_of(y_up ? with_y_up(made_) : made_)) << to;
    }
  }
}

TEST_F(ConvertMatrix, coloursOf16BitsAreRoundedByPcdAlone) {
  for (ColoredVertex& vertex : made_) vertex.color.red = static_cast<std::uint16_t>(vertex.color.red ^ 1U);
  static_cast<void>(folder_.write("made.bin", std::as_bytes(std::span(made_))));
  for (const std::string format : kFormats) {
    const std::string told = convert("made.bin", "first." + format);
    EXPECT_EQ(told.empty(), format != "pcd") << told;
    const bool same = records("first." + format) == bytes_of(format == "glb" ? with_y_up(made_) : made_);
    EXPECT_EQ(same, format != "pcd") << format;
  }
}

}  // namespace
}  // namespace vertexview::test
