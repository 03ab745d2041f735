// Which of the numbers of an array are a record, and what they mean.
#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "vertexview/formats/detail/npy_array.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview::detail {
namespace {

// The most numbers of a record: more than any feature vector, while a picture is no run of records.
constexpr std::uint64_t kMostNumbers = 65536;
// Records whose numbers are looked at to tell a normal from a colour; each may be a page of a cold disk.
constexpr std::uint64_t kSamples = 256;
constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();

std::string shape_text(const std::vector<std::uint64_t>& shape) {
  std::string text = "(";
  for (const std::uint64_t extent : shape) text.append(std::to_string(extent)).append(", ");
  if (shape.size() > 1) text.erase(text.size() - 2);
  if (shape.size() == 1) text.pop_back();
  return text + ")";
}

/// Returns the product; nullopt where 63 bits do not hold it.
std::optional<std::uint64_t> product(std::span<const std::uint64_t> numbers) noexcept {
  std::uint64_t all = 1;
  // A zero anywhere makes an empty array, whatever the others are.
  if (std::ranges::find(numbers, 0U) != numbers.end()) return 0;
  for (const std::uint64_t number : numbers) {
    if (number > kMost / all) return std::nullopt;
    all *= number;
  }
  return all;
}

/// Returns whether a record that has so many numbers is one of the usual ones.
bool usual(std::uint64_t numbers) noexcept {
  return numbers == 2 || numbers == 3 || numbers == 4 || numbers == 6;
}

/// Returns whether the first of the extents are coordinates and each has a plane of its own, as in (3, N).
/// Where the last extent is that of a usual record, it is one.
bool has_planes(std::span<const std::uint64_t> shape) noexcept {
  if (usual(shape.back())) return false;
  // As columns x, y, z, intensity an array is far longer than a record of features has numbers.
  constexpr std::uint64_t kLongerThanARecord = 64;
  if (shape.front() == 3) return shape.back() > 6;
  return (shape.front() == 4 || shape.front() == 6) && shape.back() > kLongerThanARecord;
}

/// Returns the shape without extents of 1 at its end, and at its begin where more than two are left: those of
/// (1, N, 3) and (N, 3, 1) say nothing.
std::span<const std::uint64_t> essential(std::span<const std::uint64_t> shape) noexcept {
  while (shape.size() > 2 && shape.back() == 1) shape = shape.first(shape.size() - 1);
  while (shape.size() > 2 && shape.front() == 1) shape = shape.subspan(1);
  return shape;
}

tl::unexpected<Error> no_points(const NpyHeader& header, const std::string& found) {
  return fail(ErrorCode::kNotImplemented,
              "an array of " + found +
                  " holds no points: expected a structured array or numbers of the shape "
                  "(N, 3), (N, 4), (N, 6), (H, W, 3) or (3, N), found the shape " +
                  shape_text(header.shape));
}

Element run(std::string name, const Element& type, std::uint64_t first, std::uint64_t count) {
  Element element = type;
  element.name = std::move(name);
  element.count = static_cast<std::uint32_t>(count);
  element.offset = first * element_size(type.type);
  return element;
}

/// Reads numbers of records that may lie in planes.
class Sample {
 public:
  Sample(const NpyHeader& header, const NpyRecords& records, std::span<const std::byte> data)
      : records_(records),
        data_(data),
        size_(element_size(header.type.elements.front().type)),
        reader_(header.type.elements.front()) {}

  [[nodiscard]] double number(std::uint64_t record, std::uint64_t index) const noexcept {
    const std::uint64_t at =
        records_.planes ? index * records_.count + record : record * records_.numbers + index;
    return reader_.number(data_.data() + at * size_);
  }

 private:
  const NpyRecords& records_;
  std::span<const std::byte> data_;
  std::uint64_t size_;
  ElementReader reader_;
};

/// Returns what the last three of six numbers are: "normal" where they are unit vectors, "values" where some
/// are no shares of a colour, else "color".
std::string_view last_three(const NpyHeader& header, const NpyRecords& records,
                            std::span<const std::byte> data) {
  const Sample sample(header, records, data);
  const std::uint64_t count = data.empty() ? 0 : std::min(records.count, kSamples);
  std::uint64_t unit = 0;
  std::uint64_t seen = 0;
  bool color = true;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t record = i * (records.count / count);
    std::array<double, 3> v{};
    for (std::size_t k = 0; k < v.size(); ++k) v[k] = sample.number(record, 3 + k);
    const double square = v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
    if (!(square < std::numeric_limits<double>::infinity()) || square == 0) continue;  // missing, or black
    ++seen;
    // The rounding of a float16 is 0.1 %.
    if (square > 0.99 && square < 1.01) ++unit;
    color = color && *std::ranges::min_element(v) >= 0;
  }
  // A few normals may be broken.
  if (seen > 0 && unit * 20 >= seen * 19) return "normal";
  return color ? "color" : "values";
}

/// Returns the elements of a record of plain numbers.
std::vector<Element> plain_elements(const NpyHeader& header, const NpyRecords& records,
                                    std::span<const std::byte> data) {
  const Element& type = header.type.elements.front();
  const std::uint64_t n = records.numbers;
  std::vector<Element> elements{run("position", type, 0, std::min<std::uint64_t>(n, 3))};
  if (n == 4)
    elements.push_back(run("intensity", type, 3, 1));
  else if (n == 6)
    elements.push_back(run(std::string(last_three(header, records, data)), type, 3, 3));
  else if (n > 3)
    elements.push_back(run("values", type, 3, n - 3));
  return elements;
}

/// Returns the names of numbers "outer.x", "outer.y", "outer.z" of one nested record, or of other axes.
std::vector<std::string> nested_axes(const Schema& schema, Semantic semantic) {
  for (const Element& first : schema.elements) {
    const std::size_t dot = first.name.rfind('.');
    if (dot == std::string::npos) continue;
    std::array<std::string, 3> names;
    for (const Element& element : schema.elements) {
      if (element.count != 1 || !element.name.starts_with(first.name.substr(0, dot + 1))) continue;
      const std::string last = element.name.substr(dot + 1);
      const auto axis = semantic_of(last) == semantic ? axis_of(last) : std::nullopt;
      if (axis && *axis < names.size()) names[*axis] = element.name;
    }
    if (std::ranges::find(names, "") == names.end()) return {names.begin(), names.end()};
  }
  return {};
}

/// Takes position and colour from nested records, where no field itself is called so.
void take_nested(Layout& layout) {
  const auto named = [&](Semantic semantic) {
    return std::ranges::any_of(layout.schema.elements,
                               [&](const Element& e) { return semantic_of(e.name) == semantic; });
  };
  if (!named(Semantic::kPosition))
    layout.placement.elements = nested_axes(layout.schema, Semantic::kPosition);
  if (!named(Semantic::kColor)) layout.appearance.elements = nested_axes(layout.schema, Semantic::kColor);
}

}  // namespace

Result<NpyRecords> npy_records(const NpyHeader& header) {
  NpyRecords records;
  const auto items = product(header.shape);
  if (!items || *items > kMost / header.type.itemsize)
    return fail(ErrorCode::kBadFormat,
                "an array of the shape " + shape_text(header.shape) + " has more bytes than 63 bits count");
  records.stride = header.type.itemsize;
  if (header.type.structured) {
    records.count = *items;
    return records;
  }
  if (!header.type.no_number.empty()) return no_points(header, header.type.no_number);
  const auto shape = essential(header.shape);
  if (shape.size() < 2) return no_points(header, "single numbers");
  const bool first = has_planes(shape);
  records.numbers = first ? shape.front() : shape.back();
  // A record is in one piece where its numbers run along the index that is fastest in memory: the last, but
  // in Fortran order the first.
  records.planes = first != header.fortran;
  if (records.numbers < 2) return no_points(header, "single numbers");
  if (records.numbers > kMostNumbers)
    return fail(ErrorCode::kNotImplemented, "an array of the shape " + shape_text(header.shape) +
                                                " would be records of " + std::to_string(records.numbers) +
                                                " numbers; at most " + std::to_string(kMostNumbers) +
                                                " are supported");
  records.stride *= records.numbers;
  // No more than all items, unless one of these extents is 0.
  records.count = *product(first ? shape.subspan(1) : shape.first(shape.size() - 1));
  return records;
}

Result<Layout> npy_layout(const NpyHeader& header, const NpyRecords& records,
                          std::span<const std::byte> data) {
  auto schema = schema_from_elements(
      header.type.structured ? header.type.elements : plain_elements(header, records, data), records.stride);
  if (!schema) return tl::unexpected<Error>(schema.error());
  Layout layout{.schema = *std::move(schema), .count = records.count};
  layout.data_offset = records.planes ? 0 : header.data_offset;
  if (header.type.structured) take_nested(layout);
  return layout;
}

std::vector<RecordStream> planes_of(const NpyHeader& header, const NpyRecords& records,
                                    std::span<const std::byte> data) {
  const std::uint64_t size = header.type.itemsize;
  std::vector<RecordStream> planes;
  planes.reserve(static_cast<std::size_t>(records.numbers));
  for (std::uint64_t number = 0; number < records.numbers; ++number)
    planes.push_back({.data = data.data() + number * records.count * size, .size = size, .stride = size});
  return planes;
}

}  // namespace vertexview::detail
