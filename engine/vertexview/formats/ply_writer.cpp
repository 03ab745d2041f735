// Writes PLY files of one element, the vertices: numbers in little endian, one property each, because other
// programs know the names x, y, z and red, green, blue, and few know lists of a vertex.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <utility>

#include "vertexview/formats/writer.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/record/texts/ply_header.hpp"

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

std::string header(const Schema& schema, std::uint64_t count) {
  std::string text = "ply\nformat binary_little_endian 1.0\nelement vertex ";
  text.append(std::to_string(count)).append("\n");
  for (const Number& number : numbers_of(schema)) {
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

/// What becomes of some bytes of a record.
struct Step {
  enum class Kind : std::uint8_t { kCopy, kReverse, kWiden } kind = Kind::kCopy;
  std::uint64_t from = 0;
  std::uint64_t size = 0;   ///< bytes that are read
  bool big_endian = false;  ///< whether these are
};

std::vector<Step> steps_of(std::span<const Number> numbers) {
  std::vector<Step> steps;
  for (const Number& number : numbers) {
    const Element& element = number.element;
    Step step{.from = element.offset, .size = element_size(element.type), .big_endian = element.big_endian};
    if (element.type == ElementType::kFloat16)
      step.kind = Step::Kind::kWiden;
    else if (element.big_endian && step.size > 1)
      step.kind = Step::Kind::kReverse;
    Step* const last = steps.empty() ? nullptr : &steps.back();
    const bool follows = last != nullptr && last->kind == Step::Kind::kCopy &&
                         step.kind == Step::Kind::kCopy && last->from + last->size == step.from;
    if (follows)
      last->size += step.size;
    else
      steps.push_back(step);
  }
  return steps;
}

/// Writes what becomes of the step's bytes; returns the end of it.
std::byte* write(const Step& step, const std::byte* record, std::byte* out) noexcept {
  const std::byte* const from = record + step.from;
  if (step.kind == Step::Kind::kReverse) return std::reverse_copy(from, from + step.size, out);
  if (step.kind == Step::Kind::kCopy) {
    std::memcpy(out, from, static_cast<std::size_t>(step.size));
    return out + step.size;
  }
  const auto half = static_cast<double>(load_number<Half>(from, is_reversed(step.big_endian)));
  auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(half));
  if (is_reversed(false)) bits = byteswapped(bits);
  std::memcpy(out, &bits, sizeof(bits));
  return out + sizeof(bits);
}

Writer::Encode encoder(const Schema& schema) {
  const auto numbers = numbers_of(schema);
  auto steps = steps_of(numbers);
  if (steps.size() == 1 && steps[0].kind == Step::Kind::kCopy && steps[0].size == schema.stride)
    return records_as_they_are(schema);
  std::uint64_t stride = 0;
  for (const Number& number : numbers) stride += element_size(number.type);
  return [steps = std::move(steps), stride](const RecordSpan& records, std::vector<std::byte>& room) {
    room.resize(static_cast<std::size_t>(records.count * stride));
    std::byte* out = room.data();
    for (std::uint64_t i = 0; i < records.count; ++i)
      for (const Step& step : steps) out = write(step, records.data + i * records.stride, out);
    return std::span<const std::byte>(room);
  };
}

}  // namespace

const Writer& ply_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".ply",
                                  .name = "PLY",
                                  .canonical = false,
                                  .header = header,
                                  .encoder = encoder,
                                  .drops = drops};
  return kWriter;
}

}  // namespace vertexview
