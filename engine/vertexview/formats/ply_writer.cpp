// Writes PLY files of one element, the vertices: numbers in little endian, one property each, because other
// programs know the names x, y, z and red, green, blue, and few know lists of a vertex.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "vertexview/formats/detail/little_steps.hpp"
#include "vertexview/formats/detail/ply_header.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/layout.hpp"

namespace vertexview {
namespace {

/// A number of a record, as an element of its own, and the property that it becomes.
struct Number {
  Element element;
  std::string property;
  ElementType type;  ///< of the property
};

ElementType written_type(ElementType type) noexcept {
  switch (type) {
    case ElementType::kFloat16:
      return ElementType::kFloat32;  // holds every half
    case ElementType::kBool:
      return ElementType::kUint8;
    default:
      return type;
  }
}

/// Calls take(element) for each element that can be written, and drop(element, reason) for all others.
template <class Take, class Drop>
void sort_out(const Schema& schema, Take take, Drop drop) {
  static_assert(kMostPlyProperties == 4096);
  constexpr std::string_view kTooMany = "a PLY file of more than 4096 properties is not written";
  std::uint64_t taken = 0;
  for (const Element& element : shown_elements(schema)) {
    if (element.type == ElementType::kBytes) {
      drop(element, "PLY has numbers alone, and these are bytes");
    } else if (ply_type_name(written_type(element.type)).empty()) {
      drop(element, "PLY has no integers of 64 bits");
    } else if (element.count > kMostPlyProperties - taken) {
      drop(element, kTooMany);
    } else {
      taken += element.count;
      take(element);
    }
  }
}

/// Returns the name as one word, "data[0]" as data_0.
std::string as_word(std::string name) {
  if (name.ends_with(']')) name.pop_back();
  for (char& c : name)
    if (c == '[' || is_blank(c)) c = '_';
  return name;
}

/// Calls numbers that are the position or the colour what every program calls them, unless another number
/// of the record has such a name.
void name_by_meaning(std::vector<Number>& numbers, const Schema& schema, Semantic semantic,
                     const std::array<std::string_view, 3>& names) {
  const Layout layout{.schema = schema};
  const auto meant = semantic == Semantic::kPosition ? position_numbers(layout) : color_numbers(layout);
  if (!meant || meant->size() < 2 || meant->size() > 3) return;
  const auto has_name = [&](std::string_view name) {
    return std::ranges::find(numbers, name, &Number::property) != numbers.end();
  };
  if (std::ranges::any_of(names, has_name)) return;
  for (std::size_t i = 0; i < meant->size(); ++i)
    for (Number& number : numbers)
      if (number.element.offset == (*meant)[i].offset && number.element.semantic == semantic)
        number.property = names[i];
}

std::vector<Number> numbers_of(const Schema& schema) {
  std::vector<Number> numbers;
  const auto take = [&](const Element& element) {
    for (std::uint32_t i = 0; i < element.count; ++i) {
      Element number = number_of(schema, element, i);
      std::string name = as_word(number.name);
      numbers.push_back({std::move(number), std::move(name), written_type(element.type)});
    }
  };
  sort_out(schema, take, [](const Element&, std::string_view) {});
  name_by_meaning(numbers, schema, Semantic::kPosition, {"x", "y", "z"});
  name_by_meaning(numbers, schema, Semantic::kColor, {"red", "green", "blue"});
  return numbers;
}

Result<std::string> header(const RecordSource& source) {
  std::string text = "ply\nformat binary_little_endian 1.0\nelement vertex ";
  text.append(std::to_string(source.count)).append("\n");
  for (const Number& number : numbers_of(source.schema)) {
    text.append("property ").append(ply_type_name(number.type));
    text.append(" ").append(number.property).append("\n");
  }
  return text.append("end_header\n");
}

std::vector<std::string> drops(const Schema& schema) {
  std::vector<std::string> dropped;
  const auto drop = [&](const Element& element, std::string_view reason) {
    std::string text = "element '";
    dropped.push_back(text.append(element.name).append("' is left out: ").append(reason));
  };
  sort_out(schema, [](const Element&) {}, drop);
  return dropped;
}

Writer::Encode encoder(const Schema& schema) {
  std::vector<Element> elements;
  std::uint64_t stride = 0;
  for (Number& number : numbers_of(schema)) {
    stride += element_size(number.type);
    elements.push_back(std::move(number.element));
  }
  auto steps = detail::little_steps(elements);
  if (steps.size() == 1 && detail::is_copy_of(steps[0], schema.stride)) return records_as_they_are(schema);
  return [steps = std::move(steps), stride](const RecordSpan& records, std::vector<std::byte>& room) {
    room.resize(static_cast<std::size_t>(records.count * stride));
    std::byte* out = room.data();
    for (std::uint64_t i = 0; i < records.count; ++i)
      for (const detail::LittleStep& step : steps)
        out = detail::take_step(step, records.data + i * records.stride, out);
    return std::span<const std::byte>(room);
  };
}

}  // namespace

const Writer& ply_writer() noexcept {
  static constexpr Writer kWriter{
      .extension = ".ply", .name = "PLY", .header = header, .encoder = encoder, .drops = drops};
  return kWriter;
}

}  // namespace vertexview
