#pragma once
#include <cstring>
#include <glm/vec3.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "session/layout_argument.hpp"
#include "session/support.hpp"

namespace vertexview::app {

// Easting, northing and height of a place on earth; at such a northing float32 has steps of 0.25.
inline constexpr glm::dvec3 kCorner{431'234.56789, 4'000'123.45678, 112.25};
inline constexpr std::size_t kRecord = 32;

inline glm::dvec3 place_of_record(int i) {
  return kCorner + glm::dvec3(i % 10, i / 10, 0.001 * i) * 0.11;
}

inline std::string write_survey(const TemporaryFolder& folder, std::string_view name, int count = 100) {
  std::vector<std::byte> bytes(kRecord * static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const glm::dvec3 place = place_of_record(i);
    std::byte* const record = bytes.data() + kRecord * static_cast<std::size_t>(i);
    std::memcpy(record, &place, sizeof(place));
    const auto red = static_cast<std::uint16_t>(i * 600);
    std::memcpy(record + 24, &red, sizeof(red));
    std::memset(record + 26, 0xFF, 6);
  }
  return folder.write(name, bytes);
}

/// A session with a scanned file of a hundred places on earth, in a grid of ten columns.
class Survey : public testing::Test {
 protected:
  Survey() {
    const Dataset::Options options{.layout = parse_layout("<3d:position:3H:color:2x").value()};
    const auto opened = open_file(session_, write_survey(folder_, "survey.bin"), options);
    EXPECT_TRUE(opened) << describe(opened.error());
    finish_scans(session_);
  }
  [[nodiscard]] const Dataset& file() const { return session_.datasets[0].data; }

  TemporaryFolder folder_;
  Session session_;
};

}  // namespace vertexview::app
