#include "vertexview/vertex/vertex_views.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "vertexview/memory/python_repr.hpp"

namespace vertexview {
namespace {

constexpr std::uint64_t kComponents = 3;

std::string text_of(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value).ptr;
  return {buffer, end};
}

tl::unexpected<Error> too_few(const char* what, std::uint64_t found) {
  return fail(ErrorCode::kInvalidArgument,
              std::string("a ") + what + " needs at least 3 values, the view has " + std::to_string(found));
}

bool narrows(float) noexcept {
  return true;
}
bool narrows(double value) noexcept {
  return !std::isfinite(value) || std::isfinite(static_cast<float>(value));
}

template <class T>
Result<Vector> vector_from_any(StridedView<const T> values) {
  if (values.size() < kComponents) return too_few("Vector", values.size());
  for (std::uint64_t i = 0; i < kComponents; ++i)
    if (!narrows(values[i]))
      return fail(ErrorCode::kOverflow, "value " + std::to_string(i) + " of a Vector, " + text_of(values[i]) +
                                            ", does not fit in float32");
  return Vector{static_cast<float>(values[0]), static_cast<float>(values[1]), static_cast<float>(values[2])};
}

template <class T>
Result<Color> color_from_any(StridedView<const T> values) {
  constexpr T kMax = std::numeric_limits<std::uint16_t>::max();
  if (values.size() < kComponents) return too_few("Color", values.size());
  for (std::uint64_t i = 0; i < kComponents; ++i)
    if (values[i] > kMax)
      return fail(ErrorCode::kOverflow, "value " + std::to_string(i) + " of a Color, " +
                                            std::to_string(values[i]) + ", is over 65535");
  return Color{static_cast<std::uint16_t>(values[0]), static_cast<std::uint16_t>(values[1]),
               static_cast<std::uint16_t>(values[2])};
}

/// Returns the type code of a one-dimensional view's items; 'x' where one item is several values.
Result<char> code_of(const MemoryView& values, const char* what) {
  if (auto alive = values.check(); !alive) return tl::unexpected<Error>(alive.error());
  if (values.ndim() != 1)
    return fail(ErrorCode::kWrongType, std::string(what) + " needs a view of one dimension, this one has " +
                                           std::to_string(values.ndim()));
  const FormatItem* item = values.format().scalar();
  return item == nullptr ? 'x' : item->code;
}

template <class T, class From>
auto from_typed(const MemoryView& values, From from) -> decltype(from(StridedView<const T>())) {
  const auto view = values.strided<const T>();
  if (!view) return tl::unexpected<Error>(view.error());
  return from(*view);
}

/// Calls make(StridedView<const T>) for the type T of the numbers, where a Vector may have it.
template <class Make>
auto with_floats(const MemoryView& values, Make make) -> decltype(make(StridedView<const float>())) {
  const auto code = code_of(values, "a Vector");
  if (!code) return tl::unexpected<Error>(code.error());
  if (*code == 'f') return from_typed<float>(values, make);
  if (*code == 'd') return from_typed<double>(values, make);
  return fail(ErrorCode::kWrongType,
              "values must be floating-point: expected format f or d, found " + values.format().text());
}

/// Calls make(StridedView<const T>) for the type T of the numbers, where a Color may have it.
template <class Make>
auto with_integers(const MemoryView& values, Make make)
    -> decltype(make(StridedView<const std::uint16_t>())) {
  const auto code = code_of(values, "a Color");
  if (!code) return tl::unexpected<Error>(code.error());
  const FormatItem* item = values.format().scalar();
  const bool wide = std::string_view("HILQ").find(*code) != std::string_view::npos;
  if (wide && item->itemsize == 2) return from_typed<std::uint16_t>(values, make);
  if (wide && item->itemsize == 4) return from_typed<std::uint32_t>(values, make);
  if (wide) return from_typed<std::uint64_t>(values, make);
  return fail(
      ErrorCode::kWrongType,
      "values must be unsigned integers: expected format H, I, L or Q, found " + values.format().text());
}

std::string repr_of(double number) {
  char text[kLongestNumber];
  return {text, write_float_repr(text, number)};
}

}  // namespace

Result<Vector> vector_from(StridedView<const float> values) {
  return vector_from_any(values);
}
Result<Vector> vector_from(StridedView<const double> values) {
  return vector_from_any(values);
}

Result<Color> color_from(StridedView<const std::uint16_t> values) {
  return color_from_any(values);
}
Result<Color> color_from(StridedView<const std::uint32_t> values) {
  return color_from_any(values);
}
Result<Color> color_from(StridedView<const std::uint64_t> values) {
  return color_from_any(values);
}

Result<Vector> vector_from(const MemoryView& values) {
  return with_floats(values, [](auto view) { return vector_from(view); });
}

Result<Color> color_from(const MemoryView& values) {
  return with_integers(values, [](auto view) { return color_from(view); });
}

Result<VectorView> VectorView::of(const MemoryView& values) {
  return with_floats(values, [&](auto view) -> Result<VectorView> {
    if (view.size() < kComponents) return too_few("Vector", view.size());
    return VectorView(values, view);
  });
}

double VectorView::at(std::uint64_t index) const noexcept {
  if (const auto* floats = std::get_if<0>(&numbers_)) return static_cast<double>((*floats)[index]);
  return (*std::get_if<1>(&numbers_))[index];
}

Result<ColorView> ColorView::of(const MemoryView& values) {
  return with_integers(values, [&](auto view) -> Result<ColorView> {
    if (view.size() < kComponents) return too_few("Color", view.size());
    return ColorView(values, view);
  });
}

std::uint64_t ColorView::at(std::uint64_t index) const noexcept {
  if (const auto* narrow = std::get_if<0>(&numbers_)) return (*narrow)[index];
  if (const auto* words = std::get_if<1>(&numbers_)) return (*words)[index];
  return (*std::get_if<2>(&numbers_))[index];
}

Result<VertexView> VertexView::of(const MemoryView& record) {
  const auto records = record.cast("3f:position:3H:color:xx");
  if (!records) return fail(records.error().code, records.error().message);
  if (records->item_count() != 1)
    return fail(ErrorCode::kInvalidArgument,
                "a record of @3f3Hxx has 20 bytes, found " + std::to_string(record.nbytes()));
  const auto part = [&](const char* name) { return *records->row(0)->field(name); };
  return VertexView{*VectorView::of(part("position")), *ColorView::of(part("color"))};
}

std::string to_string(const VectorView& view) {
  std::string text = "Vector(";
  text += repr_of(view.x()) + ", ";
  text += repr_of(view.y()) + ", ";
  return text + repr_of(view.z()) + ")";
}

std::string to_string(const ColorView& view) {
  std::string text = "Color(";
  text += std::to_string(view.red()) + ", " + std::to_string(view.green()) + ", ";
  return text + std::to_string(view.blue()) + ")";
}

std::string to_string(const VertexView& view) {
  std::string text = "Vertex(";
  text += to_string(view.position) + ", ";
  return text + to_string(view.color) + ")";
}

Result<Vertex> vertex_from(std::span<const std::byte> record) {
  if (record.size() != sizeof(ColoredVertex))
    return fail(ErrorCode::kInvalidArgument,
                "a record of @3f3Hxx has 20 bytes, found " + std::to_string(record.size()));
  ColoredVertex vertex;
  std::memcpy(&vertex, record.data(), sizeof(vertex));
  return vertex.vertex();
}

}  // namespace vertexview
