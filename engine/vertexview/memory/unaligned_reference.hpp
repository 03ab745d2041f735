#pragma once
#include <cstddef>
#include <cstring>
#include <type_traits>

namespace vertexview {

namespace detail {

/// The unit in which a T is copied. Small structs are copied piece by piece: g++ 12 moves a memcpy of the
/// whole through memory before it takes the members apart, and a loop over 6-byte colours then runs at two
/// thirds of its speed.
template <class T>
inline constexpr std::size_t kPieceOf = sizeof(T) <= 8 * alignof(T) ? alignof(T) : sizeof(T);

/// A number at any address, in bytes of any type. g++ 12 makes a memcpy of a float a move of an integer, and
/// vector instructions of a loop over such integers in records of a known size take seven times as long.
template <class T>
  requires std::is_arithmetic_v<T>
struct [[gnu::packed, gnu::may_alias]] UnalignedNumber {
  T value;
};

/// Returns the value in the bytes at `from`, whatever their alignment.
template <class T>
[[nodiscard]] T load(const std::byte* from) noexcept {
  if constexpr (std::is_arithmetic_v<T>) return reinterpret_cast<const UnalignedNumber<T>*>(from)->value;
  T value;
  auto* const to = reinterpret_cast<std::byte*>(&value);
  for (std::size_t i = 0; i < sizeof(T); i += kPieceOf<T>) std::memcpy(to + i, from + i, kPieceOf<T>);
  return value;
}

/// Writes the bytes of `value` to `to`, whatever their alignment.
template <class T>
void store(std::byte* to, const T& value) noexcept {
  if constexpr (std::is_arithmetic_v<T>) {
    reinterpret_cast<UnalignedNumber<T>*>(to)->value = value;
    return;
  }
  const auto* const from = reinterpret_cast<const std::byte*>(&value);
  for (std::size_t i = 0; i < sizeof(T); i += kPieceOf<T>) std::memcpy(to + i, from + i, kPieceOf<T>);
}

/// Returns how far the member lies from the start of its class.
template <class C, class M>
[[nodiscard]] std::ptrdiff_t offset_of(M C::* member) noexcept {
  // The offset is taken from a real object: a null one would be undefined behaviour.
  const C probe{};
  return reinterpret_cast<const std::byte*>(&(probe.*member)) - reinterpret_cast<const std::byte*>(&probe);
}

}  // namespace detail

/// Stands for a T in bytes of any alignment, in which no object of type T needs to live: it converts to the
/// value there, and what is assigned to it is written there. As a T& it is bound once; copies of it stand for
/// the same bytes, and `auto` keeps it a reference (write the type of the value to get a copy).
///
/// C++ cannot forward `reference.x`, which therefore does not compile: `reference.member(&Point::x) = 7`
/// writes one member, and `reference.value().x` reads it.
template <class T>
class UnalignedReference {
  static_assert(std::is_trivially_copyable_v<T> && !std::is_const_v<T>, "values are written byte by byte");

 public:
  explicit UnalignedReference(std::byte* bytes) noexcept : bytes_(bytes) {}
  UnalignedReference(const UnalignedReference&) noexcept = default;
  ~UnalignedReference() = default;

  [[nodiscard]] T value() const noexcept { return detail::load<T>(bytes_); }
  [[nodiscard]] operator T() const noexcept { return value(); }

  // Assignment writes through a const reference as well: to the algorithms of std::ranges that is what tells
  // a reference from a copy (std::indirectly_writable).
  const UnalignedReference& operator=(const T& value) const noexcept {
    detail::store(bytes_, value);
    return *this;
  }
  // Assigned to itself, a reference writes the value that is there.
  // NOLINTNEXTLINE(bugprone-unhandled-self-assignment)
  const UnalignedReference& operator=(const UnalignedReference& other) const noexcept {
    return *this = other.value();
  }
  // NOLINTNEXTLINE(bugprone-unhandled-self-assignment)
  UnalignedReference& operator=(const UnalignedReference& other) noexcept {
    detail::store(bytes_, other.value());
    return *this;
  }

  const UnalignedReference& operator+=(const T& other) const noexcept
    requires requires(T value) { value + value; }
  {
    return *this = static_cast<T>(value() + other);
  }
  const UnalignedReference& operator-=(const T& other) const noexcept
    requires requires(T value) { value - value; }
  {
    return *this = static_cast<T>(value() - other);
  }
  const UnalignedReference& operator*=(const T& other) const noexcept
    requires requires(T value) { value* value; }
  {
    return *this = static_cast<T>(value() * other);
  }
  const UnalignedReference& operator/=(const T& other) const noexcept
    requires requires(T value) { value / value; }
  {
    return *this = static_cast<T>(value() / other);
  }

  /// Returns a reference to a member of the value, as in `reference.member(&Point::x) = 7`.
  template <class C, class M>
    requires std::is_same_v<C, T>
  [[nodiscard]] UnalignedReference<M> member(M C::* pointer) const noexcept {
    return UnalignedReference<M>(bytes_ + detail::offset_of(pointer));
  }

  /// Exchange the values.
  friend void swap(UnalignedReference a, UnalignedReference b) noexcept {
    const T kept = a.value();
    a = b;
    b = kept;
  }
  friend void swap(UnalignedReference a, T& b) noexcept {
    const T kept = a.value();
    a = b;
    b = kept;
  }
  friend void swap(T& a, UnalignedReference b) noexcept { swap(b, a); }

 private:
  std::byte* bytes_;
};

}  // namespace vertexview

namespace std {

// The general std::swap, called by its full name, would keep a reference where it means to keep a value, and
// one of the two values would be lost. The standard library has this overload for std::vector<bool>.
template <class T>
void swap(vertexview::UnalignedReference<T>& a,  // NOLINT(cert-dcl58-cpp)
          vertexview::UnalignedReference<T>& b) noexcept {
  swap(vertexview::UnalignedReference<T>(a), vertexview::UnalignedReference<T>(b));
}

}  // namespace std
