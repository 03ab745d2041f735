#include "vertexview/record/element_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <type_traits>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview {
namespace {

/// Returns the names that the numbers of a run have for its meaning, or none. Only a run whose own name has
/// this meaning gets them: a run called `data` that was taken for the position keeps its name.
std::span<const std::string_view> axis_names(const Element& element) noexcept {
  static constexpr std::array<std::string_view, 4> kAxes{"x", "y", "z", "w"};
  static constexpr std::array<std::string_view, 4> kChannels{"red", "green", "blue", "alpha"};
  static constexpr std::array<std::string_view, 4> kReversed{"blue", "green", "red", "alpha"};
  static constexpr std::array<std::string_view, 3> kNormal{"nx", "ny", "nz"};
  const std::uint32_t count = element.number_count();
  if (element.type == ElementType::kBytes || semantic_of(element.name) != element.semantic) return {};
  if (element.semantic == Semantic::kPosition && count >= 2 && count <= 4)
    return std::span(kAxes).first(count);
  // Normals of bytes and packed ones have a fourth number, which fills up a word and is no axis.
  const bool encoded = element.encoding != Encoding::kPlain;
  if (element.semantic == Semantic::kNormal && (count == 3 || (encoded && count == 4))) return kNormal;
  if (element.semantic == Semantic::kColor && (count == 3 || count == 4))
    return std::span(is_reversed_color(element.name) ? kReversed : kChannels).first(count);
  return {};
}

/// Returns whether `name`, which the meaning of `element` gives one of its numbers, already belongs to
/// another element: one of that very name, or an earlier run of the same meaning.
bool is_taken(const Schema& schema, const Element& element, std::string_view name) noexcept {
  bool before = true;
  for (const Element& other : schema.elements) {
    if (other == element)
      before = false;
    else if (other.name == name ||
             (before && std::ranges::find(axis_names(other), name) != axis_names(other).end()))
      return true;
  }
  return false;
}

std::string indexed(const Element& element, std::uint32_t index) {
  return element.name + '[' + std::to_string(index) + ']';
}

/// Writes a finite number with its point where Python places it, without the ".0" of whole numbers.
template <class T>
char* write_digits(char* out, T value, T exponent_from) noexcept {
  const T size = std::fabs(value);
  const bool fixed = size == 0 || (size >= static_cast<T>(1e-4) && size < exponent_from);
  const auto notation = fixed ? std::chars_format::fixed : std::chars_format::scientific;
  return std::to_chars(out, out + kLongestNumber, value, notation).ptr;
}

/// Returns the nearest number to `value` that has that many significant decimal digits.
double rounded_to(double value, int digits) noexcept {
  std::array<char, kLongestNumber> text;
  char* const begin = text.data();
  char* const end =
      std::to_chars(begin, begin + text.size(), value, std::chars_format::scientific, digits - 1).ptr;
  double rounded = 0;
  std::from_chars(begin, end, rounded);
  return rounded;
}

/// Returns the number with the fewest decimal digits whose nearest half is `value`, a half.
double shortest_half(double value) noexcept {
  constexpr int kMostDigits = 5;  // enough to identify any half
  bool overflow = false;
  const std::uint16_t half = half_from_double(value, overflow);
  // A tie between two decimals is also rounded away from zero: below a power of two halves stand closer.
  const double beyond = std::nextafter(value, 2 * value);
  for (int digits = 1; digits < kMostDigits; ++digits)
    for (const double near : {value, beyond}) {
      const double read = rounded_to(near, digits);
      if (half_from_double(read, overflow) == half) return read;
    }
  return rounded_to(value, kMostDigits);
}

char* write_shortest_float(char* out, double value, ElementType type) noexcept {
  if (std::isnan(value)) return write_text(out, "nan");
  if (std::isinf(value)) return write_text(out, value < 0 ? "-inf" : "inf");
  if (type == ElementType::kFloat32) return write_digits(out, static_cast<float>(value), 1e9F);
  return write_digits(out, type == ElementType::kFloat16 ? shortest_half(value) : value, 1e16);
}

char* write_hex(char* out, std::byte byte) noexcept {
  constexpr std::string_view kDigits = "0123456789abcdef";
  *out++ = kDigits[std::to_integer<std::size_t>(byte >> 4)];
  *out++ = kDigits[std::to_integer<std::size_t>(byte & std::byte{15})];
  return out;
}

}  // namespace

std::string number_name(const Schema& schema, const Element& element, std::uint32_t index) {
  if (element.number_count() == 1 || element.type == ElementType::kBytes) return element.name;
  const auto names = axis_names(element);
  if (index < names.size() && !is_taken(schema, element, names[index])) return std::string(names[index]);
  return indexed(element, index);
}

Element number_of(const Schema& schema, const Element& element, std::uint32_t index) {
  Element number = element;
  if (element.type == ElementType::kBytes) return number;
  number.name = number_name(schema, element, index);
  const std::uint32_t components = component_count(element.encoding);
  if (components > 1 && !element.component) number.component = static_cast<std::uint8_t>(index % components);
  if (element.encoding == Encoding::kOct) return number;
  number.count = 1;
  number.offset += std::uint64_t{index / components} * element_size(element.type);
  return number;
}

std::optional<Element> find_number(const Schema& schema, std::string_view name) {
  // A name wins over its reading as an index or an axis.
  if (const Element* const element = schema.find(name)) {
    if (element->number_count() != 1 || element->type == ElementType::kBytes) return std::nullopt;
    return *element;
  }
  for (const Element& element : schema.elements) {
    const auto names = axis_names(element);
    const auto found = std::ranges::find(names, name);
    if (found != names.end() && !is_taken(schema, element, name))
      return number_of(schema, element, static_cast<std::uint32_t>(found - names.begin()));
  }
  const std::size_t bracket = name.rfind('[');
  if (bracket == std::string_view::npos || !name.ends_with(']')) return std::nullopt;
  const auto index = parse_digits(name.substr(bracket + 1, name.size() - bracket - 2));
  const Element* const element = schema.find(name.substr(0, bracket));
  if (!index || element == nullptr || element->type == ElementType::kBytes ||
      *index >= element->number_count())
    return std::nullopt;
  return number_of(schema, *element, static_cast<std::uint32_t>(*index));
}

std::vector<Element> shown_elements(const Schema& schema) {
  std::vector<Element> elements = schema.elements;
  std::erase_if(elements, [](const Element& element) { return element.semantic == Semantic::kPadding; });
  return elements;
}

std::size_t longest_number(const Element& element) noexcept {
  return element.type == ElementType::kBytes ? longest_bytes_repr(element.count) : kLongestNumber;
}

// No Scalar is without a value. NOLINTNEXTLINE(bugprone-exception-escape)
char* write_shortest(char* out, const Scalar& value, ElementType type) noexcept {
  return std::visit(
      [&](const auto& held) {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, bool>) {
          *out = held ? '1' : '0';
          return out + 1;
        } else if constexpr (std::is_same_v<T, double>) {
          return write_shortest_float(out, held, type);
        } else if constexpr (std::is_same_v<T, std::string_view>) {
          for (const std::byte byte : std::as_bytes(std::span(held))) out = write_hex(out, byte);
          return out;
        } else {
          return write_integer(out, held);
        }
      },
      value);
}

std::string shortest_text(const Scalar& value, ElementType type) {
  const auto* const bytes = std::get_if<std::string_view>(&value);
  std::string text(bytes != nullptr ? 2 * bytes->size() : kLongestNumber, '\0');
  text.resize(static_cast<std::size_t>(write_shortest(text.data(), value, type) - text.data()));
  return text;
}

double shortest_number(double value, ElementType type) noexcept {
  if (!std::isfinite(value)) return value;
  std::array<char, kLongestNumber> text;
  const char* const end = write_shortest_float(text.data(), value, type);
  std::from_chars(text.data(), end, value);
  return value;
}

std::string hex_text(std::span<const std::byte> bytes) {
  std::string text(3 * bytes.size(), ' ');
  for (std::size_t i = 0; i < bytes.size(); ++i) static_cast<void>(write_hex(text.data() + 3 * i, bytes[i]));
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace vertexview
