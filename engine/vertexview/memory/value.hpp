#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace vertexview {

/// One value without memory of its own: bytes point to where they were read.
using Scalar = std::variant<std::int64_t, std::uint64_t, double, bool, std::string_view>;

/// Returns whether Python's == holds: numbers compare by value whatever their type (1 == 1.0 == true,
/// exactly, even past 2^53), bytes equal only bytes, NaN equals nothing.
[[nodiscard]] bool same_value(const Scalar& a, const Scalar& b) noexcept;

/// A number, a truth value, some bytes, or a list of values: what pack takes and unpack gives. A float16 or
/// float32 keeps the bits of its NaN, signalling ones too, on its way through the double held here.
class Value {
 public:
  using Bytes = std::string;  ///< any bytes, not text
  using List = std::vector<Value>;

  Value() noexcept : data_(std::int64_t{0}) {}
  template <std::same_as<bool> T>
  Value(T value) noexcept : data_(value) {}
  template <std::signed_integral T>
  Value(T value) noexcept : data_(static_cast<std::int64_t>(value)) {}
  template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>)
  Value(T value) noexcept : data_(static_cast<std::uint64_t>(value)) {}
  template <std::floating_point T>
  Value(T value) noexcept : data_(static_cast<double>(value)) {}
  Value(Bytes bytes) noexcept : data_(std::move(bytes)) {}
  Value(std::string_view bytes) : data_(Bytes(bytes)) {}
  Value(const char* bytes) : data_(Bytes(bytes)) {}
  Value(List list) noexcept : data_(std::move(list)) {}
  explicit Value(const Scalar& scalar);

  // What they point to ends with the Value, so a temporary gives none.
  [[nodiscard]] const std::int64_t* as_signed() const& noexcept { return std::get_if<std::int64_t>(&data_); }
  const std::int64_t* as_signed() const&& = delete;
  [[nodiscard]] const std::uint64_t* as_unsigned() const& noexcept {
    return std::get_if<std::uint64_t>(&data_);
  }
  const std::uint64_t* as_unsigned() const&& = delete;
  [[nodiscard]] const double* as_double() const& noexcept { return std::get_if<double>(&data_); }
  const double* as_double() const&& = delete;
  [[nodiscard]] const bool* as_bool() const& noexcept { return std::get_if<bool>(&data_); }
  const bool* as_bool() const&& = delete;
  [[nodiscard]] const Bytes* as_bytes() const& noexcept { return std::get_if<Bytes>(&data_); }
  const Bytes* as_bytes() const&& = delete;
  [[nodiscard]] const List* as_list() const& noexcept { return std::get_if<List>(&data_); }
  const List* as_list() const&& = delete;

  /// Returns the value as a double: of any number or truth value, rounded; nothing for bytes and lists.
  [[nodiscard]] std::optional<double> number() const noexcept;
  /// Returns Python's bool(value): false for 0, 0.0, no bytes and the empty list.
  [[nodiscard]] bool truthy() const noexcept;
  /// Returns the value without its memory, nothing for a list; bytes point into this Value.
  [[nodiscard]] std::optional<Scalar> scalar() const& noexcept;
  std::optional<Scalar> scalar() const&& = delete;

  /// Returns whether Python's == holds: see same_value; lists compare element by element.
  friend bool operator==(const Value& a, const Value& b) noexcept;

 private:
  std::variant<std::int64_t, std::uint64_t, double, bool, Bytes, List> data_;
};

/// Returns the value as Python's repr() writes it: 1, 100000.0, True, b'\x00a', [1, 2].
[[nodiscard]] std::string to_string(const Value& value);

}  // namespace vertexview
