#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "formats/ply_support.hpp"
#include "support_files.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

void expect_number(const Scalar& value, const std::string& text, const std::string& where) {
  if (const auto* const number = std::get_if<double>(&value)) {
    const double wanted = std::strtod(text.c_str(), nullptr);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(*number), std::bit_cast<std::uint64_t>(wanted)) << where << text;
  } else if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
    EXPECT_EQ(std::to_string(*whole), text) << where;
  } else {
    EXPECT_EQ(std::to_string(std::get<std::uint64_t>(value)), text) << where;
  }
}

int oracle(const std::string& arguments) {
  const std::string script = VERTEXVIEW_SOURCE_DIR "/tests/formats/ply_oracle.py ";
  return std::system(("/usr/bin/python3 " + script + arguments).c_str());
}

// Every encoding, both line ends of a header, lists and other elements before, within and after.
TEST(Ply, sameNumbersAsPython) {
  const TemporaryFolder folder;
  ASSERT_EQ(oracle("make " + folder.path().string()), 0);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.path().extension() != ".ply") continue;
    ++files;
    const std::string name = entry.path().stem().string();
    const Ply read(contents_of(entry.path().string()));
    ASSERT_TRUE(read.good()) << name << ": " << read.error().message;
    EXPECT_EQ(read.decoded(), name.find("ascii") != std::string::npos || name.starts_with("lists_within"))
        << name;
    std::istringstream lines(contents_of(folder.file(name + ".txt")));
    std::size_t columns = 0;
    for (std::string line; std::getline(lines, line); ++columns) {
      std::istringstream words(line);
      std::string column;
      words >> column;
      for (const Scalar& value : read.column(column)) {
        std::string text;
        ASSERT_TRUE(words >> text) << name;
        expect_number(value, text, name + " " + column + ": ");
      }
      std::string more;
      EXPECT_FALSE(words >> more) << name << " has fewer vertices than " << line;
    }
    EXPECT_EQ(columns, read.layout().schema.elements.size()) << name;
    // A sidecar keeps the schema as its text.
    const auto again = parse_schema(read.layout().schema.format);
    ASSERT_TRUE(again) << name;
    EXPECT_EQ(again->elements, read.layout().schema.elements) << name;
  }
  EXPECT_EQ(files, 7U * 3U * 2U);
}

TEST(Ply, whatIsNotShownIsNamed) {
  EXPECT_THAT(Ply(ply(vertices(1) + "element face 1000\nproperty list uchar int vertex_indices\n", "1 2 3\n"))
                  .notes(),
              ElementsAre("1000 faces are not shown"));
  EXPECT_THAT(
      Ply(ply("element camera 1\nproperty float f\n" + vertices(1) + "element face 0\nelement tristrips 2\n",
              "9\n1 2 3\n"))
          .notes(),
      ElementsAre("1 camera is not shown", "2 tristrips are not shown"));
  const Ply lists(
      ply(vertices(1, "property float x\nproperty list uchar float uv\nproperty float y\n"), "1 2 8 9 3\n"));
  EXPECT_THAT(lists.notes(), ElementsAre("the list 'uv' of each vertex is not shown"));
  EXPECT_THAT(lists.doubles("y"), ElementsAre(3));
  EXPECT_THAT(Ply(ply(vertices(1), "1 2 3\n")).notes(), IsEmpty());
}

TEST(Ply, zeroVertices) {
  for (const char* const encoding : {"ascii", "binary_little_endian", "binary_big_endian"}) {
    const Ply read(ply(vertices(0), "", encoding));
    ASSERT_TRUE(read.good()) << encoding;
    EXPECT_EQ(read.count(), 0U);
  }
}

TEST(Ply, binaryVerticesStayInTheFile) {
  const std::string faces = "element face 2\nproperty list uchar short vertex_indices\n";
  const std::string file =
      ply(faces + vertices(1), std::string("\2\1\0\2\0\1\7\0", 8) + packed(1.5F, -2.0F, 3.0F) + "rest",
          "binary_little_endian");
  const Ply read(file);
  ASSERT_TRUE(read.good());
  EXPECT_FALSE(read.decoded());
  EXPECT_EQ(read.layout().data_offset, file.size() - 12 - 4);
  EXPECT_EQ(read.layout().schema.stride, 12U);
  EXPECT_THAT(read.doubles("x"), ElementsAre(1.5));
  EXPECT_THAT(read.doubles("z"), ElementsAre(3));
  EXPECT_EQ(read.layout().placement, Placement{});
  EXPECT_EQ(read.layout().appearance, Appearance{});
}

TEST(Ply, headersAsTheyAreWritten) {
  const auto x_of = [](const std::string& file) {
    const Ply read(file);
    EXPECT_TRUE(read.good()) << read.error().message;
    return read.doubles("x");
  };
  // The end of a Mac's lines before OS X; a line feed that follows belongs to the data.
  EXPECT_THAT(x_of("ply\rformat ascii 1.0\relement vertex 2\rproperty float x\rend_header\r1\r2"),
              ElementsAre(1, 2));
  EXPECT_THAT(
      x_of("ply\rformat binary_little_endian 1.0\relement vertex 1\rproperty uchar x\rend_header\r\n"),
      ElementsAre(10));
  EXPECT_THAT(x_of("ply\r\nformat binary_little_endian 1.0\r\nelement vertex 1\r\nproperty uchar "
                   "x\r\nend_header\r\n\r"),
              ElementsAre(13));
  EXPECT_THAT(
      x_of("ply\nformat binary_little_endian 1.0\nelement vertex 1\nproperty uchar x\nend_header\n\n"),
      ElementsAre(10));
  // Blanks and empty lines, and keywords that stand in comments.
  EXPECT_THAT(
      x_of("ply \nformat  ascii\t1.0 \n\ncomment end_header\nobj_info property float y\nelement vertex 1 \n"
           "property  float   x \nend_header \n5\n"),
      ElementsAre(5));
}

TEST(Ply, numbersAsTheyAreWritten) {
  const Ply floats(ply(vertices(13, "property float x\n"),
                       "+1\n1e-50\n-1e50\nnan\n-inf\nInfinity\n1.#INF\n-1.#IND\n1.#QNAN\n.5\n5.\n1E3\n0.1"));
  ASSERT_TRUE(floats.good()) << floats.error().message;
  const auto x = floats.doubles("x");
  EXPECT_THAT(std::vector<double>(x.begin(), x.begin() + 3), ElementsAre(1, 0, -INFINITY));
  EXPECT_TRUE(std::isnan(x[3]));
  EXPECT_THAT(std::vector<double>(x.begin() + 4, x.begin() + 7), ElementsAre(-INFINITY, INFINITY, INFINITY));
  EXPECT_TRUE(std::isnan(x[7]) && std::isnan(x[8]));
  EXPECT_THAT(std::vector<double>(x.begin() + 9, x.end()), ElementsAre(0.5, 5, 1000, 0.1F));

  const Ply doubles(ply(vertices(4, "property double x\n"), "1e400\n-1e-400\n0.1\n1e308\n"));
  ASSERT_TRUE(doubles.good());
  EXPECT_THAT(doubles.doubles("x"), ElementsAre(INFINITY, 0, 0.1, 1e308));

  const Ply whole(ply(vertices(3, "property uchar x\nproperty int64 y\n"),
                      "255.0 -9223372036854775808\n1e2 9223372036854775807\n+7 -0\n"));
  ASSERT_TRUE(whole.good());
  EXPECT_THAT(whole.doubles("x"), ElementsAre(255, 100, 7));
  EXPECT_THAT(whole.column("y"),
              ElementsAre(Scalar(std::numeric_limits<std::int64_t>::min()),
                          Scalar(std::numeric_limits<std::int64_t>::max()), Scalar(std::int64_t{0})));
}

TEST(Ply, textOfManyChunks) {
  std::string body = "7 7 7\n";              // of the element before
  constexpr std::uint64_t kCount = 400'000;  // several megabytes, while a thread reads one at once
  for (std::uint64_t i = 0; i < kCount; ++i) {
    body.append(std::to_string(i)).append(" -").append(std::to_string(i)).append(".5 ");
    body.append(std::to_string(i % 256)).append(i % 1000 == 0 ? "\n\r\n\n" : "\n");
  }
  body += "4 0 1 2 3\n";
  Progress progress;
  const Ply read(ply("element a 1\nproperty int a\nproperty int b\nproperty int c\n" +
                         vertices(kCount, "property uint x\nproperty double y\nproperty uchar red\n") +
                         "element face 1\nproperty list uchar int vertex_indices\n",
                     body),
                 &progress);
  ASSERT_TRUE(read.good()) << read.error().message;
  EXPECT_EQ(progress.done(), body.size());
  const auto x = read.doubles("x");
  const auto y = read.doubles("y");
  const auto red = read.doubles("red");
  ASSERT_EQ(x.size(), kCount);
  for (std::uint64_t i = 0; i < kCount; ++i) {
    ASSERT_EQ(x[i], static_cast<double>(i));
    ASSERT_EQ(y[i], -static_cast<double>(i) - 0.5);
    ASSERT_EQ(red[i], static_cast<double>(i % 256));
  }
}

TEST(Ply, cancelled) {
  const std::string faces = "element face 1\nproperty list uchar int i\n";
  for (const auto& file : {ply(vertices(1), "1 2 3\n"),
                           ply(faces + vertices(1), std::string(13, '\0'), "binary_little_endian")}) {
    Progress progress;
    progress.cancel();
    const Ply read(file, &progress);
    ASSERT_FALSE(read.good());
    EXPECT_EQ(read.error().code, ErrorCode::kCancelled);
  }
}

Appearance appearance(std::string_view properties) {
  std::string text;
  std::istringstream names{std::string(properties)};
  for (std::string name; names >> name;) text.append("property float ").append(name).append("\n");
  return Ply(ply(vertices(0, text), "")).layout().appearance;
}

/// Returns the names of the numbers that give the colour.
std::string colored(std::string_view properties) {
  std::string text;
  std::istringstream names{std::string(properties)};
  for (std::string name; names >> name;) text.append("property float ").append(name).append("\n");
  const auto numbers = color_numbers(Ply(ply(vertices(0, text), "")).layout());
  std::string found;
  for (const Element& number : numbers.value_or(std::vector<Element>{}))
    found.append(found.empty() ? "" : " ").append(number.name);
  return found;
}

TEST(Ply, whichNumbersAreTheColor) {
  EXPECT_EQ(colored("x y z"), "z");
  EXPECT_EQ(colored("x y z red green blue alpha"), "red green blue");
  EXPECT_EQ(colored("x y z nx ny nz diffuse_red diffuse_green diffuse_blue"),
            "diffuse_red diffuse_green diffuse_blue");
  EXPECT_EQ(colored("b g r x y z"), "r g b");
  EXPECT_EQ(colored("r g b x y z red green blue"), "red green blue");
  EXPECT_EQ(colored("x y z intensity"), "intensity");
  EXPECT_EQ(colored("x y z scalar_Intensity scalar_Classification"), "scalar_Intensity");
  EXPECT_EQ(colored("x y z quality scalar_C2C_absolute_distances scalar_GpsTime"),
            "scalar_C2C_absolute_distances");
  EXPECT_EQ(colored("x y z red green blue scalar_Intensity"), "red green blue");
  EXPECT_EQ(colored("x y z intensity reflectivity amplitude"), "intensity") << "three echoes are no colour";
  EXPECT_EQ(colored("x y z scalar_x scalar_R"), "scalar_x");
  EXPECT_EQ(appearance("x y z red green blue alpha"), Appearance{})
      << "nothing is said that goes without saying";
}

TEST(Ply, whichNumbersAreThePosition) {
  const auto names = [](const char* properties) {
    std::string text;
    std::istringstream words{std::string(properties)};
    for (std::string name; words >> name;) text.append("property float ").append(name).append("\n");
    std::string found;
    for (const Element& number : *position_numbers(Ply(ply(vertices(0, text), "")).layout()))
      found.append(found.empty() ? "" : " ").append(number.name);
    return found;
  };
  EXPECT_EQ(names("x y z nx ny nz"), "x y z");
  EXPECT_EQ(names("z y x"), "x y z");
  EXPECT_EQ(names("X Y Z"), "X Y Z");
  EXPECT_EQ(names("p x y z"), "x y z");
  EXPECT_EQ(names("x y"), "x y");
  EXPECT_EQ(names("u v w"), "");
}

// f_dc is the coefficient of a spherical harmonic of degree 0: 0.5 + 0.28209479177387814 * f_dc is the
// colour.
TEST(Ply, splatsHaveTheirColor) {
  const Appearance splat = appearance("x y z nx ny nz f_dc_0 f_dc_1 f_dc_2 f_rest_0 opacity scale_0 rot_0");
  EXPECT_THAT(splat.elements, ElementsAre("f_dc_0", "f_dc_1", "f_dc_2"));
  EXPECT_EQ(splat.range_kind, ColorRange::kGiven);
  EXPECT_EQ(splat.range, (ValueRange{-1.7724538509055159, 1.7724538509055159}));
  constexpr double kC0 = 0.28209479177387814;
  for (const double f_dc : {-1.7, -0.5, 0.0, 1.0, 1.7724})
    EXPECT_NEAR((f_dc - splat.range.low) / (splat.range.high - splat.range.low), 0.5 + kC0 * f_dc, 1e-15);
}

TEST(Ply, namesThatASchemaCannotHold) {
  const Ply read(
      ply(vertices(1, "property float x\nproperty uchar x\nproperty uchar a:b\nproperty uchar a_b\n"),
          "1 2 3 4\n"));
  ASSERT_TRUE(read.good());
  EXPECT_THAT(read.doubles("x"), ElementsAre(1));
  EXPECT_THAT(read.doubles("x_2"), ElementsAre(2));
  EXPECT_THAT(read.doubles("a_b"), ElementsAre(3));
  EXPECT_THAT(read.doubles("a_b_4"), ElementsAre(4));
}

}  // namespace
}  // namespace vertexview::test
