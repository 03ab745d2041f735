#include "vertexview/record/texts/numpy_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "vertexview/memory/blanks.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/texts/bad_text.hpp"
#include "vertexview/record/texts/numpy_dtype.hpp"
#include "vertexview/record/texts/numpy_scalar.hpp"

namespace vertexview::detail {
namespace {

using Kind = PythonLiteral::Kind;

/// Returns `text` without the name that a program gives the dtype, as in "dtype = np.dtype(...)".
std::string_view without_assignment(std::string_view text) noexcept {
  constexpr std::string_view kName = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
  const std::string_view rest =
      without_blanks_before(text.substr(std::min(text.find_first_not_of(kName), text.size())));
  return rest.starts_with('=') && rest.size() < text.size() ? without_blanks_before(rest.substr(1)) : text;
}

/// Returns whether the text is one word as "<f4" or "float32", or several with commas.
bool is_type_text(std::string_view text) {
  constexpr std::string_view kInside =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_<>|=,() ?";
  if (text.empty() || text.find_first_not_of(kInside) != std::string_view::npos) return false;
  PythonLiteral literal{.kind = Kind::kString, .text = std::string(text)};
  return numpy_type(literal).has_value();
}

/// Returns how many numbers an item has that is a row of a plain array, as the shape of a header says.
Result<std::uint64_t> row_length(const PythonLiteral& header, std::size_t end) {
  const PythonLiteral* const shape = header.find("shape");
  if (shape == nullptr || shape->kind != Kind::kTuple || shape->items.size() < 2) return std::uint64_t{1};
  const PythonLiteral* const fortran = header.find("fortran_order");
  if (fortran != nullptr && fortran->kind == Kind::kTrue)
    return bad_text(fortran->at,
                    "expected 'fortran_order': False; in the other order no record lies together");
  const PythonLiteral& last = shape->items.back();
  if (last.kind != Kind::kInteger || last.number == 0 || last.number > kLargestNumpyItem)
    return bad_text(std::min(last.at, end), "expected a number of columns");
  return last.number;
}

Result<std::vector<Element>> elements_of(const NumpyType& type, std::uint64_t numbers, std::size_t at) {
  std::vector<Element> elements = type.elements;
  if (type.structured) return elements;
  if (numbers > kLargestNumpyItem / type.itemsize)
    return bad_text(at, "expected rows of at most 2147483647 bytes");
  elements.front().count =
      static_cast<std::uint32_t>(type.itemsize * numbers / element_size(elements.front().type));
  return elements;
}

}  // namespace

bool is_numpy_dtype(std::string_view text) {
  text = without_assignment(without_blanks_before(text));
  constexpr std::array<std::string_view, 3> kCalls{"np.dtype", "numpy.dtype", "dtype("};
  if (std::ranges::any_of(kCalls, [&](std::string_view call) { return text.starts_with(call); })) return true;
  const std::string_view inside = without_blanks_before(text.substr(std::min<std::size_t>(text.size(), 1)));
  const bool bracket = text.starts_with('[') || text.starts_with('(') || text.starts_with('{');
  const bool item = inside.starts_with('(') || inside.starts_with('\'') || inside.starts_with('"') ||
                    inside.starts_with('#') || inside.starts_with("np.") || inside.starts_with("numpy.");
  if (bracket && item) return !inside.starts_with('(') || text.starts_with('[') || text.starts_with('(');
  if (text.starts_with('\'') || text.starts_with('"')) return true;
  return is_type_text(trimmed(text));
}

Result<Layout> read_numpy_dtype(std::string_view text) {
  const std::string_view source = without_assignment(without_blanks_before(text));
  const auto begin = static_cast<std::size_t>(source.data() - text.data());
  Result<PythonLiteral> literal;
  if (is_type_text(trimmed(source)))
    literal = PythonLiteral{.kind = Kind::kString, .text = std::string(trimmed(source))};
  else
    literal = parse_python_literal(source, PythonText::kSource);
  const auto shifted = [&](Error error) {
    return bad_text(begin + static_cast<std::size_t>(error.offset.value_or(0)), std::move(error.message),
                    error.code);
  };
  if (!literal) return shifted(literal.error());
  const PythonLiteral* const descr = literal->kind == Kind::kDict ? literal->find("descr") : nullptr;
  const auto type = numpy_type(descr != nullptr ? *descr : *literal);
  if (!type) return shifted(type.error());
  if (!type->overlapping.empty()) {
    std::string message = "expected fields apart; these share bytes with others: ";
    return shifted(bad_text(literal->at, message.append(type->overlapping)).value());
  }
  const auto numbers = descr != nullptr ? row_length(*literal, source.size()) : Result<std::uint64_t>(1);
  if (!numbers) return shifted(numbers.error());
  auto elements = elements_of(*type, *numbers, literal->at);
  if (!elements) return shifted(elements.error());
  auto schema =
      schema_from_elements(*std::move(elements), type->itemsize * (type->structured ? 1 : *numbers));
  if (!schema) return shifted(bad_text(literal->at, schema.error().message, schema.error().code).value());
  return Layout{.schema = *std::move(schema)};
}

}  // namespace vertexview::detail
