// Reads LAS, the lidar format of the ASPRS ("LAS Specification 1.4 - R15" and those before it, versions 1.0
// to 1.4, point formats 0 to 10). Points have a fixed stride and stay where they are.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/formats/detail/las_header.hpp"
#include "vertexview/record/element_range.hpp"
#include "vertexview/record/record_limits.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview {
namespace {

using namespace las;

/// Returns the text of so many bytes at `at`, which has() has proved, up to its first zero byte.
std::string_view text_at(const LittleEndian& bytes, std::uint64_t at, std::uint64_t most) noexcept {
  const std::string_view all = bytes.text(at, most);
  return all.substr(0, all.find('\0'));
}

/// A LAS file that is being read.
struct Las {
  LittleEndian bytes;
  std::uint8_t point_format = 0;
  std::uint16_t point_length = 0;
  std::vector<std::string> notes = {};
};

/// Puts elements one after the other into a record.
class Record {
 public:
  void add(std::string name, ElementType type, Semantic semantic = Semantic::kNone, std::uint32_t count = 1) {
    elements.push_back(
        {.name = std::move(name), .type = type, .count = count, .offset = end, .semantic = semantic});
    end += elements.back().nbytes();
  }
  [[nodiscard]] bool has(std::string_view name) const noexcept {
    return std::ranges::find(elements, name, &Element::name) != elements.end();
  }

  std::vector<Element> elements;
  std::uint64_t end = 0;
};

void add_colors(Record& record, bool infrared) {
  record.add("color", ElementType::kUint16, Semantic::kColor, 3);
  if (infrared) record.add("nir", ElementType::kUint16);
}

void add_wave_packet(Record& record) {
  record.add("wave_descriptor", ElementType::kUint8);
  record.add("wave_offset", ElementType::kUint64);
  record.add("wave_size", ElementType::kUint32);
  record.add("wave_location", ElementType::kFloat32);
  record.add("wave_direction", ElementType::kFloat32, Semantic::kNone, 3);
}

/// Returns the elements that every point of a format has. Names are those of the specification.
Record standard_elements(std::uint8_t format) {
  Record record;
  record.add("position", ElementType::kInt32, Semantic::kPosition, 3);
  record.add("intensity", ElementType::kUint16, Semantic::kIntensity);
  record.add("returns", ElementType::kUint8);
  const bool extended = format >= 6;
  if (extended) record.add("flags", ElementType::kUint8);
  record.add("classification", ElementType::kUint8, Semantic::kLabel);
  if (extended) {
    record.add("user_data", ElementType::kUint8);
    record.add("scan_angle", ElementType::kInt16);
  } else {
    record.add("scan_angle", ElementType::kInt8);
    record.add("user_data", ElementType::kUint8);
  }
  record.add("source_id", ElementType::kUint16);
  if (extended || format == 1 || format >= 3) record.add("gps_time", ElementType::kFloat64);
  const bool colored =
      format == 2 || format == 3 || format == 5 || format == 7 || format == 8 || format == 10;
  if (colored) add_colors(record, format == 8 || format == 10);
  if (format == 4 || format == 5 || format == 9 || format == 10) add_wave_packet(record);
  return record;
}

/// Adds the elements that a descriptor of extra bytes names. Returns whether they are known: what follows an
/// unknown one has no place.
bool add_extra(Record& record, const LittleEndian& bytes, std::uint64_t descriptor) {
  constexpr std::array kTypes{ElementType::kUint8,  ElementType::kInt8,   ElementType::kUint16,
                              ElementType::kInt16,  ElementType::kUint32, ElementType::kInt32,
                              ElementType::kUint64, ElementType::kInt64,  ElementType::kFloat32,
                              ElementType::kFloat64};
  constexpr std::uint64_t kType = 2;
  constexpr std::uint64_t kOptions = 3;
  constexpr std::uint64_t kName = 4;
  constexpr std::size_t kLongestName = 32;
  const auto type = bytes.number<std::uint8_t>(descriptor + kType);
  std::string name(text_at(bytes, descriptor + kName, kLongestName));
  if (name.empty() || record.has(name)) name += "extra_" + std::to_string(record.elements.size());
  if (type == 0) {  // undocumented bytes, as many as the options say
    const std::uint8_t count = bytes.number<std::uint8_t>(descriptor + kOptions);
    if (count == 0) return false;
    record.add(std::move(name), ElementType::kBytes, Semantic::kNone, count);
    return true;
  }
  // Types 11 to 30 are pairs and triples of the first ten, from versions before 1.4 R14.
  if (type > 3 * kTypes.size()) return false;
  const std::size_t index = type - std::size_t{1};
  record.add(std::move(name), kTypes[index % kTypes.size()], Semantic::kNone,
             static_cast<std::uint32_t>(index / kTypes.size() + 1));
  return true;
}

/// Adds the elements of the extra bytes that the file describes, as far as they lie in the point. What is not
/// described stays padding.
void add_extras(Las& las, Record& record, std::uint64_t header_size, std::uint32_t count) {
  constexpr std::uint64_t kRecordHeader = 54;
  constexpr std::uint64_t kUser = 2;
  constexpr std::uint64_t kId = 18;
  constexpr std::uint64_t kLength = 20;
  constexpr std::uint16_t kExtraBytes = 4;
  constexpr std::uint64_t kDescriptor = 192;
  std::uint64_t at = header_size;
  for (std::uint32_t i = 0; i < count && las.bytes.has(at, kRecordHeader); ++i) {
    const auto length = las.bytes.number<std::uint16_t>(at + kLength);
    const std::uint64_t body = at + kRecordHeader;
    if (!las.bytes.has(body, length)) return;
    at = body + length;
    if (text_at(las.bytes, body - kRecordHeader + kUser, 16) != "LASF_Spec" ||
        las.bytes.number<std::uint16_t>(body - kRecordHeader + kId) != kExtraBytes)
      continue;
    for (std::uint64_t d = body; d + kDescriptor <= at; d += kDescriptor) {
      const std::size_t elements = record.elements.size();
      const std::uint64_t end = record.end;
      // The limit on elements also bounds the time: each new name is compared with all others.
      if (elements < kMostElements && add_extra(record, las.bytes, d) && record.end <= las.point_length)
        continue;
      record.elements.resize(elements);
      record.end = end;
      las.notes.emplace_back("extra bytes are described that do not fit the points, and are left out");
      return;
    }
  }
}

/// Returns the number of points that the header names.
std::uint64_t point_count(const Las& las, std::uint8_t minor, std::uint64_t header_size) {
  const auto legacy = las.bytes.number<std::uint32_t>(kLegacyPoints);
  if (minor < 4 || header_size < kSmallestHeader14 || !las.bytes.has(kPoints, sizeof(std::uint64_t)))
    return legacy;
  const auto points = las.bytes.number<std::uint64_t>(kPoints);
  return points == 0 ? legacy : points;
}

Result<Placement> placement(const LittleEndian& bytes) {
  Placement placement;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    placement.scale[axis] = bytes.number<double>(kScale + 8 * axis);
    placement.offset[axis] = bytes.number<double>(kOffset + 8 * axis);
    if (!std::isfinite(placement.scale[axis]) || placement.scale[axis] == 0)
      return fail_at(kScale + 8 * axis, "the scale of an axis is zero or not finite");
    if (!std::isfinite(placement.offset[axis]))
      return fail_at(kOffset + 8 * axis, "the offset of an axis is not finite");
  }
  return placement;
}

/// Checks that the header is whole and names points that are read here.
Result<void> check(const Las& las, std::uint8_t major, std::uint8_t minor, std::uint64_t header_size,
                   std::uint64_t points) {
  constexpr std::uint8_t kLastFormat = 10;
  if (major != 1 || minor > 4)
    return fail_at(kVersion, "LAS version " + std::to_string(major) + "." + std::to_string(minor) +
                                 "; expected 1.0 to 1.4");
  if (header_size < kSmallestHeader || points < header_size)
    return fail_at(kHeaderSize, "a header of " + std::to_string(header_size) + " bytes and points at " +
                                    std::to_string(points) + "; expected at least " +
                                    std::to_string(kSmallestHeader) + " bytes of header before the points");
  if (las.point_format > kLastFormat)
    return fail_at(kPointFormat, "point format " + std::to_string(las.point_format) + "; expected 0 to 10");
  return {};
}

/// Returns whether a sample of the element's numbers is zero everywhere.
bool is_blank(const Element& element, const RecordSpan& points) {
  Element number = element;
  for (std::uint32_t i = 0; i < element.count; ++i, number.offset += element_size(element.type))
    if (std::ranges::any_of(sample_element(number, points), [](double value) { return value != 0; }))
      return false;
  return true;
}

/// Chooses what colours the points. The specification wants 16-bit colours, but many programs write 8-bit
/// ones; and many write zeros where they have no colours, which would show a black picture.
Appearance appearance(Las& las, const Schema& schema, const RecordSpan& points) {
  Appearance appearance;
  const Element* const color = schema.find("color");
  if (color == nullptr) return appearance;
  if (!is_blank(*color, points) || is_blank(*schema.find("intensity"), points)) {
    appearance.range_kind = ColorRange::kDepth;
  } else {
    appearance.elements = {"intensity"};
    las.notes.emplace_back("its colours are all zero, so the intensity is shown");
  }
  return appearance;
}

bool recognises(const FileBytes& file) noexcept {
  return file.bytes.size() >= kMagic.size() &&
         std::memcmp(file.bytes.data(), kMagic.data(), kMagic.size()) == 0;
}

Result<Container> read(const FileBytes& file, Progress*) {
  // LASzip marks its points by these bits of the point format.
  constexpr std::uint8_t kCompressed = 0xC0;
  const LittleEndian bytes(file.bytes);
  if (!bytes.has(0, kSmallestHeader))
    return fail_at(bytes.size(), "the LAS header ends after " + std::to_string(bytes.size()) +
                                     " bytes; expected " + std::to_string(kSmallestHeader));
  Las las{bytes, bytes.number<std::uint8_t>(kPointFormat), bytes.number<std::uint16_t>(kPointLength)};
  if ((las.point_format & kCompressed) != 0)
    return fail(ErrorCode::kNotImplemented,
                "is compressed (LAZ), so its points have no fixed place; decompress it with laszip, or with "
                "pdal translate, to a .las");
  const auto minor = bytes.number<std::uint8_t>(kVersion + 1);
  const std::uint64_t header_size = bytes.number<std::uint16_t>(kHeaderSize);
  const std::uint64_t points = bytes.number<std::uint32_t>(kPointOffset);
  if (auto sound = check(las, bytes.number<std::uint8_t>(kVersion), minor, header_size, points); !sound)
    return tl::unexpected<Error>(sound.error());
  Record record = standard_elements(las.point_format);
  if (las.point_length < record.end)
    return fail_at(kPointLength, "points of " + std::to_string(las.point_length) +
                                     " bytes; those of format " + std::to_string(las.point_format) +
                                     " have " + std::to_string(record.end));
  add_extras(las, record, header_size, bytes.number<std::uint32_t>(kRecordCount));
  auto schema = schema_from_elements(std::move(record.elements), las.point_length);
  if (!schema) return tl::unexpected<Error>(schema.error());
  auto placed = placement(bytes);
  if (!placed) return tl::unexpected<Error>(placed.error());
  Member member;
  member.layout.schema = *std::move(schema);
  member.layout.data_offset = points;
  member.layout.count = point_count(las, minor, header_size);
  member.layout.placement = *std::move(placed);
  const auto count = count_records(bytes.size(), member.layout, {});
  if (!count) return tl::unexpected<Error>(count.error());
  member.layout.appearance =
      appearance(las, member.layout.schema, {file.bytes.data() + points, *count, las.point_length});
  return Container{las_reader().name, {std::move(member)}, std::move(las.notes)};
}

}  // namespace

const Reader& las_reader() noexcept {
  static constexpr std::array<std::string_view, 1> kEndings{".las"};
  static constexpr Reader kReader{"LAS", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
