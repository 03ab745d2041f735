#include "vertexview/memory/value.hpp"

#include <cmath>

#include "vertexview/memory/python_repr.hpp"

namespace vertexview {
namespace {

template <class T>
constexpr bool kInteger = std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::uint64_t>;

// 2^63 and 2^64 are doubles, so both comparisons are exact.
template <class Integer>
bool equals_double(Integer integer, double number) noexcept {
  constexpr double low = std::is_signed_v<Integer> ? -0x1p63 : 0.0;
  constexpr double high = std::is_signed_v<Integer> ? 0x1p63 : 0x1p64;
  return number >= low && number < high && std::trunc(number) == number &&
         static_cast<Integer>(number) == integer;
}

void print(std::string& out, const Value& value) {
  const auto* list = value.as_list();
  if (list == nullptr) {
    const Scalar scalar = *value.scalar();
    const auto* bytes = std::get_if<std::string_view>(&scalar);
    const std::size_t before = out.size();
    out.resize(before + (bytes != nullptr ? longest_bytes_repr(bytes->size()) : kLongestNumber));
    out.resize(static_cast<std::size_t>(write_repr(out.data() + before, scalar) - out.data()));
    return;
  }
  out += '[';
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (i != 0) out += ", ";
    print(out, (*list)[i]);
  }
  out += ']';
}

}  // namespace

// A Scalar always holds a value, so std::visit does not throw.
// NOLINTNEXTLINE(bugprone-exception-escape)
bool same_value(const Scalar& a, const Scalar& b) noexcept {
  return std::visit(
      [](const auto& x, const auto& y) -> bool {
        using X = std::decay_t<decltype(x)>;
        using Y = std::decay_t<decltype(y)>;
        constexpr bool x_bytes = std::is_same_v<X, std::string_view>;
        constexpr bool y_bytes = std::is_same_v<Y, std::string_view>;
        if constexpr (x_bytes != y_bytes) {
          return false;
        } else if constexpr (kInteger<X> && kInteger<Y>) {
          return std::cmp_equal(x, y);
        } else if constexpr (std::is_same_v<X, bool> && kInteger<Y>) {
          return y == static_cast<Y>(x);
        } else if constexpr (kInteger<X> && std::is_same_v<Y, bool>) {
          return x == static_cast<X>(y);
        } else if constexpr (kInteger<X> && std::is_same_v<Y, double>) {
          return equals_double(x, y);
        } else if constexpr (std::is_same_v<X, double> && kInteger<Y>) {
          return equals_double(y, x);
        } else {
          return x == y;
        }
      },
      a, b);
}

Value::Value(const Scalar& scalar) {
  std::visit(
      [this](const auto& value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>)
          data_ = Bytes(value);
        else
          data_ = value;
      },
      scalar);
}

std::optional<double> Value::number() const noexcept {
  if (const auto* real = as_double()) return *real;
  if (const auto* truth = as_bool()) return *truth ? 1.0 : 0.0;
  if (const auto* integer = as_signed()) return static_cast<double>(*integer);
  if (const auto* integer = as_unsigned()) return static_cast<double>(*integer);
  return std::nullopt;
}

bool Value::truthy() const noexcept {
  if (const auto* bytes = as_bytes()) return !bytes->empty();
  if (const auto* list = as_list()) return !list->empty();
  return *number() != 0.0;
}

// A Value always holds something: what may fail while it is assigned is made before the old value ends.
// NOLINTNEXTLINE(bugprone-exception-escape)
std::optional<Scalar> Value::scalar() const& noexcept {
  return std::visit(
      [](const auto& value) -> std::optional<Scalar> {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, List>)
          return std::nullopt;
        else if constexpr (std::is_same_v<T, Bytes>)
          return Scalar(std::string_view(value));
        else
          return Scalar(value);
      },
      data_);
}

bool operator==(const Value& a, const Value& b) noexcept {
  const Value::List* list_a = a.as_list();
  const Value::List* list_b = b.as_list();
  if (list_a != nullptr && list_b != nullptr) return *list_a == *list_b;
  if (list_a != nullptr || list_b != nullptr) return false;
  return same_value(*a.scalar(), *b.scalar());
}

std::string to_string(const Value& value) {
  std::string out;
  print(out, value);
  return out;
}

}  // namespace vertexview
