#pragma once
// The header of a PCD file, the format of the Point Cloud Library, and how the points after it are records.
// Source: "The PCD (Point Cloud Data) file format", versions .5 to .7. Every function may be called from any
// thread, and with untrusted text.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/schema.hpp"

namespace vertexview {

namespace pcd {
// A header of more is none: PCL's own are a few hundred bytes, and a limit keeps a file that only begins like
// a header from being searched for the end of it.
inline constexpr std::size_t kLongestHeader = std::size_t{1} << 16;
// PCL's point types have a few hundred numbers at most (histograms of 308, 352 and 640).
inline constexpr std::uint64_t kMostNumbers = std::uint64_t{1} << 16;
}  // namespace pcd

/// The lines before the points: each a keyword and its values, which point into the text.
struct PcdHeader {
  std::string_view text = {};  ///< what was parsed
  std::map<std::string_view, std::vector<std::string_view>> lines;
  std::uint64_t end = 0;  ///< where the points begin
};

/// A field as the header names it.
struct PcdField {
  std::string_view name;
  std::uint64_t size = 0;
  char type = 'F';
  std::uint64_t count = 1;
  std::uint64_t offset = 0;  ///< in the record
  std::uint64_t at = 0;      ///< where in the text its type stands

  [[nodiscard]] std::uint64_t nbytes() const noexcept { return size * count; }
};

/// Returns the lines up to and with DATA, which is the last. kBadFormat with the offset in the text.
[[nodiscard]] Result<PcdHeader> parse_pcd_header(std::string_view text);

/// Returns the fields of a point, of which there is at least one, one after the other.
[[nodiscard]] Result<std::vector<PcdField>> pcd_fields(const PcdHeader& header);

/// Returns the type of a field's numbers.
[[nodiscard]] Result<ElementType> pcd_type(const PcdField& field);

/// Returns whether an element of that name and size holds red, green and blue in the bits of one number, as
/// PCL writes them, in files as in messages of ROS.
[[nodiscard]] bool is_packed_color(std::string_view name, std::uint64_t size, std::uint64_t count) noexcept;

/// Makes the bytes of 0xAARRGGBB of an element for which is_packed_color() is true.
[[nodiscard]] Element unpacked_color(Element element);

/// Returns the record of the fields, which pcd_fields() has made. Fields called _ are padding.
[[nodiscard]] Result<Schema> pcd_schema(const std::vector<PcdField>& fields);

/// Returns how many points the header names.
[[nodiscard]] Result<std::uint64_t> pcd_points(const PcdHeader& header);

/// Returns the word after DATA: how the points are written.
[[nodiscard]] std::string_view pcd_data(const PcdHeader& header);

}  // namespace vertexview
