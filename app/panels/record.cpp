#include "panels/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <tuple>

namespace vertexview::app {
namespace {

std::string element_name(const Element& field, std::uint32_t component) {
  constexpr std::array<const char*, 4> kAxes{"x", "y", "z", "w"};
  constexpr std::array<const char*, 4> kChannels{"red", "green", "blue", "alpha"};
  if (field.count == 1) return field.name;
  if (field.semantic == Semantic::kPosition && component < 4) return kAxes[component];
  if (field.semantic == Semantic::kColor && component < 4) return kChannels[component];
  if (field.semantic == Semantic::kNormal && component < 3) return fmt::format("n{}", kAxes[component]);
  return fmt::format("{}[{}]", field.name, component);
}

Column padding(std::uint64_t offset, std::uint64_t size) {
  Column gap;
  gap.name = "padding";
  gap.type = ElementType::kBytes;
  gap.semantic = Semantic::kPadding;
  gap.offset = offset;
  gap.size = size;
  return gap;
}

void append_field(std::vector<Column>& out, const Element& field, std::uint32_t index) {
  const bool whole = field.semantic == Semantic::kPadding || field.type == ElementType::kBytes;
  const std::uint32_t parts = whole ? 1 : field.count;
  const std::uint64_t size = whole ? field.nbytes() : element_size(field.type);
  for (std::uint32_t i = 0; i < parts; ++i) {
    Column element;
    element.name = field.semantic == Semantic::kPadding ? "padding" : element_name(field, i);
    element.type = field.type;
    element.semantic = field.semantic;
    element.offset = field.offset + i * size;
    element.size = size;
    element.big_endian = field.big_endian;
    element.component = i;
    element.field = index;
    out.push_back(std::move(element));
  }
}

// Overrides may take position and colour from other fields than those named so.
void take_roles(std::vector<Column>& elements, const Layout& layout) {
  const auto take = [&](Semantic semantic, const Result<std::vector<Component>>& components,
                        std::size_t fewest) {
    if (!components || components->size() < fewest) return;
    for (Column& element : elements)
      if (element.semantic == semantic) element.semantic = Semantic::kNone;
    for (std::uint32_t axis = 0; axis < components->size(); ++axis)
      for (Column& element : elements)
        if (element.offset == (*components)[axis].offset && !element.is_padding()) {
          element.semantic = semantic;
          element.axis = axis;
        }
  };
  for (Column& element : elements) element.axis = element.component;
  take(Semantic::kColor, color_components(layout), 3);
  take(Semantic::kPosition, position_components(layout), 2);
}

void sort_by_offset(std::vector<Column>& elements) {
  std::ranges::sort(elements, {}, [](const Column& e) { return std::tuple(e.offset, e.field, e.component); });
}

void fill_gaps(std::vector<Column>& elements, std::uint64_t stride) {
  sort_by_offset(elements);
  std::vector<Column> gaps;
  std::uint64_t covered = 0;
  for (const Column& element : elements) {
    if (element.offset > covered) gaps.push_back(padding(covered, element.offset - covered));
    covered = std::max(covered, element.offset + element.size);
  }
  if (stride > covered) gaps.push_back(padding(covered, stride - covered));
  elements.insert(elements.end(), gaps.begin(), gaps.end());
  sort_by_offset(elements);
}

template <class T>
T load(const std::array<std::byte, 8>& raw) noexcept {
  T value;
  std::memcpy(&value, raw.data(), sizeof(T));
  return value;
}

double half_to_double(std::uint16_t bits) noexcept {
  const int exponent = (bits >> 10) & 0x1F;
  const int mantissa = bits & 0x3FF;
  double magnitude = 0;
  if (exponent == 0x1F)
    magnitude =
        mantissa == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  else if (exponent == 0)
    magnitude = std::ldexp(mantissa, -24);
  else
    magnitude = std::ldexp(1024 + mantissa, exponent - 25);
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

}  // namespace

std::vector<Column> elements_of(const Layout& layout) {
  std::vector<Column> elements;
  for (std::uint32_t i = 0; i < layout.elements.size(); ++i) append_field(elements, layout.elements[i], i);
  take_roles(elements, layout);
  fill_gaps(elements, layout.stride);
  return elements;
}

ImU32 color_of(const Column& element, const ThemeColors& colors) noexcept {
  if (element.is_padding()) return colors.padding;
  if (element.semantic == Semantic::kPosition && element.axis < 3) return colors.position[element.axis];
  if (element.semantic == Semantic::kColor && element.axis < 3) return colors.color[element.axis];
  return colors.other[(element.field + element.component) % colors.other.size()];
}

Value decode(std::span<const std::byte> record, const Column& element) noexcept {
  const std::size_t size = element_size(element.type);
  if (element.type == ElementType::kBytes || size > 8 || element.offset + size > record.size()) return {};
  std::array<std::byte, 8> raw{};
  std::memcpy(raw.data(), record.data() + element.offset, size);
  if (element.big_endian != (std::endian::native == std::endian::big))
    std::reverse(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(size));
  switch (element.type) {
    case ElementType::kInt8:
      return std::int64_t{load<std::int8_t>(raw)};
    case ElementType::kInt16:
      return std::int64_t{load<std::int16_t>(raw)};
    case ElementType::kInt32:
      return std::int64_t{load<std::int32_t>(raw)};
    case ElementType::kInt64:
      return load<std::int64_t>(raw);
    case ElementType::kBool:
    case ElementType::kUint8:
      return std::uint64_t{load<std::uint8_t>(raw)};
    case ElementType::kUint16:
      return std::uint64_t{load<std::uint16_t>(raw)};
    case ElementType::kUint32:
      return std::uint64_t{load<std::uint32_t>(raw)};
    case ElementType::kUint64:
      return load<std::uint64_t>(raw);
    case ElementType::kFloat16:
      return half_to_double(load<std::uint16_t>(raw));
    case ElementType::kFloat32:
      return double{load<float>(raw)};
    case ElementType::kFloat64:
      return load<double>(raw);
    default:
      return {};
  }
}

std::string full_text(const Value& value) {
  if (const auto* const number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const auto* const number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* const number = std::get_if<std::uint64_t>(&value)) return std::to_string(*number);
  return "\u2013";
}

std::string short_text(const Value& value, ElementType type) {
  const auto* const number = std::get_if<double>(&value);
  if (number != nullptr && type == ElementType::kFloat32)
    return fmt::format("{}", static_cast<float>(*number));
  return full_text(value);
}

bool is_normalised(const Column& element) noexcept {
  const bool is_unsigned = element.type == ElementType::kUint8 || element.type == ElementType::kUint16 ||
                           element.type == ElementType::kUint32 || element.type == ElementType::kUint64;
  return element.semantic == Semantic::kColor && is_unsigned;
}

std::string normalised_text(const Value& value, const Column& element) {
  if (!is_normalised(element)) return {};
  const double bits = std::ldexp(1.0, static_cast<int>(element_size(element.type)) * 8);
  const auto* const number = std::get_if<std::uint64_t>(&value);
  return number != nullptr ? fmt::format("{:.5f}", static_cast<double>(*number) / (bits - 1)) : std::string();
}

std::string hex_text(std::span<const std::byte> bytes) {
  std::string text;
  for (const std::byte byte : bytes)
    fmt::format_to(std::back_inserter(text), "{}{:02x}", text.empty() ? "" : " ",
                   std::to_integer<unsigned>(byte));
  return text;
}

std::string column_text(const Value& value, int decimals) {
  const auto* const number = std::get_if<double>(&value);
  if (number == nullptr) return full_text(value);
  const double magnitude = std::abs(*number);
  if (!std::isfinite(*number)) return fmt::format("{}", *number);
  if (magnitude >= 1e10) return fmt::format("{:.6g}", *number);
  if (magnitude != 0 && magnitude < 0.5 * std::pow(10.0, -decimals)) return fmt::format("{:.3g}", *number);
  return fmt::format("{:.{}f}", *number, decimals);
}

std::string number_text(double number, const ValueRange& range, int digits) {
  const double largest = std::max(std::abs(range.low), std::abs(range.high));
  const double span = range.high - range.low;
  if (!std::isfinite(number) || !std::isfinite(span)) return fmt::format("{}", number);
  if (largest >= 1e10 || (largest > 0 && largest < 1e-3)) return fmt::format("{:.{}g}", number, digits);
  const double measure = span > 0 ? span : largest;
  const int before = measure > 0 ? static_cast<int>(std::floor(std::log10(measure))) + 1 : 1;
  std::string text = fmt::format("{:.{}f}", number, std::clamp(digits - before, 0, 9));
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

int decimals_for(double largest_magnitude) noexcept {
  if (!std::isfinite(largest_magnitude) || largest_magnitude <= 0) return 3;
  const int before = std::max(1, static_cast<int>(std::floor(std::log10(largest_magnitude))) + 1);
  return std::clamp(7 - before, 0, 6);
}

}  // namespace vertexview::app
