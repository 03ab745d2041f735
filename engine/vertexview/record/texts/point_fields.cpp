// Source: sensor_msgs/msg/PointField and PointCloud2 of ROS, which ROS 1 and 2 share.
#include "vertexview/record/texts/point_fields.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/texts/bad_text.hpp"
#include "vertexview/record/texts/pcd_header.hpp"

namespace vertexview::detail {
namespace {

struct Datatype {
  std::string_view name;
  ElementType type;
};

/// In the order of their numbers, from 1.
constexpr Datatype kDatatypes[]{
    {"INT8", ElementType::kInt8},       {"UINT8", ElementType::kUint8},     {"INT16", ElementType::kInt16},
    {"UINT16", ElementType::kUint16},   {"INT32", ElementType::kInt32},     {"UINT32", ElementType::kUint32},
    {"FLOAT32", ElementType::kFloat32}, {"FLOAT64", ElementType::kFloat64},
};

/// A field as far as it was read.
struct PointField {
  std::string name;
  std::size_t at = 0;
  std::optional<std::uint64_t> offset = std::nullopt;
  std::optional<ElementType> type = std::nullopt;
  std::uint64_t count = 1;
};

constexpr bool in_word(char c) noexcept {
  return is_letter(c) || is_digit(c) || c == '_' || c == '.';
}

/// A key and its value, as "offset: 4" of YAML or "offset=4" of Python.
struct Pair {
  std::string_view key;
  std::string_view value;
  std::size_t at = 0;  ///< where the value stands
};

/// Finds the pairs of a text, whatever stands between them.
class Pairs {
 public:
  explicit Pairs(std::string_view text) : text_(text) {}

  /// Returns the next pair, or nothing at the end.
  std::optional<Pair> next() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      if (text_[at_] == '\'' || text_[at_] == '"') {
        take_quoted();
        continue;
      }
      if (!in_word(text_[at_])) {
        ++at_;
        continue;
      }
      const std::string_view key = take_word();
      skip_blanks();
      if (at_ >= text_.size() || (text_[at_] != ':' && text_[at_] != '=')) continue;
      ++at_;
      skip_blanks();
      const std::size_t begin = at_;
      const bool quoted = at_ < text_.size() && (text_[at_] == '\'' || text_[at_] == '"');
      const std::string_view value = quoted ? take_quoted() : take_value();
      return Pair{key, value, begin};
    }
    return std::nullopt;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  std::string_view take_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && in_word(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  /// Takes a value without quotes; one that brackets begin has parts, which are read as pairs of their own.
  std::string_view take_value() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(" \t\r\n,[](){}#", at_), text_.size());
    return text_.substr(begin, at_ - begin);
  }
  /// Takes a text in quotes and returns what is between them; one without an end ends with its line.
  std::string_view take_quoted() {
    const char quote = text_[at_];
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') ++at_;
    const std::string_view inside = text_.substr(begin, at_ - begin);
    if (at_ < text_.size()) ++at_;
    return inside;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Result<std::uint64_t> number_of(const Pair& pair) {
  const auto number = parse_digits(pair.value);
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();  // all are uint32 in the message
  if (number && *number <= kMost) return *number;
  std::string message(pair.key);
  return bad_text(pair.at,
                  message.append(": expected a whole number, found ").append(found_text(pair.value)));
}

Result<ElementType> datatype_of(const Pair& pair) {
  const std::string_view name = pair.value.substr(pair.value.rfind('.') + 1);  // of PointField.FLOAT32
  const auto* const named = std::ranges::find(kDatatypes, name, &Datatype::name);
  if (named != std::end(kDatatypes)) return named->type;
  const auto number = number_of(pair);
  if (number && *number >= 1 && *number <= std::size(kDatatypes)) return kDatatypes[*number - 1].type;
  return bad_text(pair.at,
                  "datatype: expected 1 to 8 (INT8, UINT8, INT16, UINT16, INT32, UINT32, FLOAT32, "
                  "FLOAT64), found " +
                      found_text(pair.value));
}

/// What of a message says how its points lie.
struct Cloud {
  std::vector<PointField> fields;
  std::optional<std::uint64_t> point_step;
  std::size_t step_at = 0;
  bool big_endian = false;
};

/// Takes a pair that says something about the field read last.
Result<void> read_field(PointField& field, const Pair& pair) {
  if (pair.key == "datatype") {
    const auto type = datatype_of(pair);
    if (!type) return tl::unexpected<Error>(type.error());
    field.type = *type;
    return {};
  }
  const auto number = number_of(pair);
  if (!number) return tl::unexpected<Error>(number.error());
  if (pair.key == "offset") {
    field.offset = *number;
  } else {
    if (*number == 0) return bad_text(pair.at, "count: expected at least 1, found '0'");
    field.count = *number;
  }
  return {};
}

Result<void> read_pair(Cloud& cloud, const Pair& pair) {
  if (pair.key == "name") {
    if (pair.value.empty()) return bad_text(pair.at, "expected the name of a field");
    cloud.fields.push_back({.name = std::string(pair.value), .at = pair.at});
  } else if (pair.key == "offset" || pair.key == "datatype" || pair.key == "count") {
    if (cloud.fields.empty()) return bad_text(pair.at, "expected the name of a field before its other parts");
    return read_field(cloud.fields.back(), pair);
  } else if (pair.key == "point_step") {
    const auto step = number_of(pair);
    if (!step) return tl::unexpected<Error>(step.error());
    cloud.point_step = *step;
    cloud.step_at = pair.at;
  } else if (pair.key == "is_bigendian") {
    cloud.big_endian = pair.value == "true" || pair.value == "True" || pair.value == "1";
    if (!cloud.big_endian && pair.value != "false" && pair.value != "False" && pair.value != "0")
      return bad_text(pair.at, "is_bigendian: expected true or false, found " + found_text(pair.value));
  }
  return {};
}

Result<Cloud> read_cloud(std::string_view text) {
  Cloud cloud;
  Pairs pairs(text);
  while (const auto pair = pairs.next())
    if (auto read = read_pair(cloud, *pair); !read) return tl::unexpected<Error>(read.error());
  if (cloud.fields.empty()) return bad_text(0, "expected fields with name, offset and datatype");
  for (const PointField& field : cloud.fields)
    if (!field.offset || !field.type)
      return bad_text(field.at, "the field " + in_quotes(field.name) + " has no " +
                                    (field.offset ? "datatype" : "offset") +
                                    "; expected name, offset, datatype and count");
  return cloud;
}

}  // namespace

std::uint32_t point_field_datatype(ElementType type) noexcept {
  const auto* const found = std::ranges::find(kDatatypes, type, &Datatype::type);
  return found == std::end(kDatatypes) ? 0 : static_cast<std::uint32_t>(found - std::begin(kDatatypes)) + 1;
}

bool is_point_field_list(std::string_view text) noexcept {
  const auto key = [&](std::string_view name) {
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
      const std::string_view rest = without_blanks_before(text.substr(at + name.size()));
      if (rest.starts_with(':') || rest.starts_with('=')) return true;
    }
    return false;
  };
  return key("datatype") && (key("name") || key("offset"));
}

Result<Layout> read_point_fields(std::string_view text) {
  const auto cloud = read_cloud(text);
  if (!cloud) return tl::unexpected<Error>(cloud.error());
  std::vector<Element> elements;
  elements.reserve(cloud->fields.size());
  for (const PointField& field : cloud->fields) {
    Element element{.name = field.name,
                    .type = *field.type,
                    .count = static_cast<std::uint32_t>(field.count),
                    .offset = *field.offset,
                    .big_endian = cloud->big_endian && element_size(*field.type) > 1};
    const bool packed = is_packed_color(field.name, element_size(*field.type), field.count);
    elements.push_back(packed ? unpacked_color(element) : element);
  }
  if (cloud->point_step == 0) return bad_text(cloud->step_at, "point_step: expected at least 1, found '0'");
  auto schema = schema_from_elements(std::move(elements), cloud->point_step.value_or(0));
  if (!schema) return bad_text(cloud->fields.front().at, schema.error().message, schema.error().code);
  return Layout{.schema = *std::move(schema)};
}

}  // namespace vertexview::detail
