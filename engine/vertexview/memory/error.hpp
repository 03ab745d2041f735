#pragma once
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

namespace vertexview {

/// The kind of an error. The text is for people, the code is for programs.
enum class ErrorCode : std::uint8_t {
  kInvalidArgument,  ///< a value outside what the operation accepts (Python: ValueError)
  kWrongType,        ///< a format or type that does not fit (Python: TypeError)
  kOutOfRange,       ///< an index or offset past the end (Python: IndexError)
  kBadFormat,       ///< a format string that does not parse, or a size it does not fit (Python: struct.error)
  kRemainder,       ///< bytes that are no whole record follow the last one
  kNotImplemented,  ///< understood, and not supported (Python: NotImplementedError)
  kReleased,        ///< the view was released (Python: ValueError)
  kInUse,           ///< a buffer that is still viewed (Python: BufferError)
  kReadOnly,        ///< a write through a read-only view (Python: TypeError)
  kOverflow,        ///< a size or value that does not fit its type (Python: OverflowError)
  kNotFound,        ///< no such file
  kPermissionDenied,  ///< the system refuses access
  kNotARegularFile,   ///< a directory, FIFO, socket or device
  kIo,                ///< any other answer of the operating system
  kOutOfMemory,       ///< memory, address space or GPU memory is used up
  kDevice,            ///< OpenGL or EGL refused
  kCancelled,         ///< the caller asked to stop
};

/// The reason why an operation did not succeed. `message` says what was wrong, what was expected and what was
/// found; `path` and `offset` say where (a byte offset in the file, or a position in a format string);
/// `system_code` is errno or 0.
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;
  std::string path = {};
  std::optional<std::uint64_t> offset = std::nullopt;
  int system_code = 0;
  friend bool operator==(const Error&, const Error&) = default;
};

/// Returns one line for people: "PATH: message", or the message alone when there is no path.
[[nodiscard]] std::string describe(const Error& error);

/// Prints `message` as a line to stderr and aborts. For what only a mistake in the program can bring about;
/// what a file or a user can bring about is an Error.
[[noreturn]] void abort_with(std::string_view message) noexcept;
/// Does so with describe(error).
[[noreturn]] void abort_with(const Error& error) noexcept;

/// A type whose functions hand out views of bytes that it owns itself, so that the views end with it. It says
/// so by a member `static constexpr bool kOwnsItsBytes = true`.
template <class T>
concept OwnsItsBytes = requires { requires T::kOwnsItsBytes; };

/// A type that reaches into itself or into bytes that it may be the last to keep alive, most of whose
/// functions are right on a temporary all the same. T::Temporary is a T moved from one, without those that
/// are not; `->` of a temporary Result<T> gives it.
template <class T>
concept HasTemporary = requires { typename T::Temporary; };

template <class T>
class Result;

namespace detail {

/// What `->` gives of a temporary whose type HasTemporary: it lives as long as the temporary would.
template <class Temporary>
class TemporaryPointer {
 public:
  template <class T>
    requires(!std::is_same_v<std::remove_cvref_t<T>, TemporaryPointer>)
  constexpr explicit TemporaryPointer(T&& value) : temporary_(std::forward<T>(value)) {}
  [[nodiscard]] constexpr const Temporary* operator->() const noexcept { return std::addressof(temporary_); }

 private:
  Temporary temporary_;
};

template <class T>
inline constexpr bool kIsResult = false;
template <class T>
inline constexpr bool kIsResult<Result<T>> = true;

/// What every Result has, whether its value is void or not.
template <class T>
class ResultBase {
 public:
  using value_type = T;

  constexpr ResultBase() {}

  [[nodiscard]] constexpr bool has_value() const noexcept { return held_.has_value(); }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return held_.has_value(); }

  /// Returns the error; aborts where there is none. That of a temporary is returned by value.
  [[nodiscard]] constexpr const Error& error() const& { return error_of(held_); }
  [[nodiscard]] constexpr Error& error() & { return error_of(held_); }
  [[nodiscard]] constexpr Error error() && { return std::move(error_of(held_)); }
  const Error& error() const&& = delete;

 protected:
  template <class... Args>
  constexpr explicit ResultBase(tl::in_place_t value, Args&&... args)
      : held_(value, std::forward<Args>(args)...) {}
  constexpr explicit ResultBase(tl::unexpected<Error>&& error) : held_(std::move(error)) {}

  /// Returns the value of a held_, const or not; aborts where there is none.
  template <class Held>
  [[nodiscard]] static constexpr auto& value_of(Held& held) {
    if (!held.has_value()) [[unlikely]]
      abort_with(held.error());
    return *held;
  }

  tl::expected<T, Error> held_;

 private:
  template <class Held>
  [[nodiscard]] static constexpr auto& error_of(Held& held) {
    if (held.has_value()) [[unlikely]]
      abort_with("the error of a Result that holds a value was asked for");
    return held.error();
  }
};

}  // namespace detail

/// A value or the reason why there is none: tl::expected whose misuse does not compile, or ends the program
/// in every build. `*`, `->` and value() of an error print describe(error()) to stderr and abort.
///
/// A temporary gives its value away: `*f()` is a T, not a reference into what ends with the full expression.
/// So `for (float v : *view.strided<const float>())` is right, and so is `const auto& v = *f()`. What `->`
/// gives of a temporary lives until the end of the full expression, as in `scan(file)->bounds`; for a T that
/// owns what it gives views of, such as a mapped file, it does not compile, and for a MemoryView it gives no
/// views of the bytes.
template <class T>
class [[nodiscard]] Result : public detail::ResultBase<T> {
  static_assert(std::is_object_v<T> && !std::is_const_v<T>, "a Result holds a value that it can give away");

 public:
  /// Holds a T made without arguments. Not defaulted, for `return {}` would then fill the whole object, the
  /// room of the Error included, with zeros first.
  constexpr Result() noexcept(std::is_nothrow_default_constructible_v<T>)
    requires std::is_default_constructible_v<T>
  {}
  template <class U = T>
    requires(!detail::kIsResult<std::remove_cvref_t<U>> && std::is_constructible_v<T, U>)
  constexpr explicit(!std::is_convertible_v<U, T>) Result(U&& value)
      : detail::ResultBase<T>(tl::in_place, std::forward<U>(value)) {}
  constexpr Result(tl::unexpected<Error> error) : detail::ResultBase<T>(std::move(error)) {}

  [[nodiscard]] constexpr const T& operator*() const& { return this->value_of(this->held_); }
  [[nodiscard]] constexpr T& operator*() & { return this->value_of(this->held_); }
  [[nodiscard]] constexpr T operator*() && { return std::move(this->value_of(this->held_)); }
  const T& operator*() const&& = delete;

  [[nodiscard]] constexpr const T& value() const& { return **this; }
  [[nodiscard]] constexpr T& value() & { return **this; }
  [[nodiscard]] constexpr T value() && { return std::move(**this); }
  const T& value() const&& = delete;

  [[nodiscard]] constexpr const T* operator->() const& { return std::addressof(**this); }
  [[nodiscard]] constexpr T* operator->() & { return std::addressof(**this); }
  [[nodiscard]] constexpr T* operator->() && { return std::addressof(**this); }
  T* operator->() &&
    requires OwnsItsBytes<T>
  = delete;
  [[nodiscard]] constexpr auto operator->() &&
    requires HasTemporary<T>
  {
    return detail::TemporaryPointer<typename T::Temporary>(std::move(this->value_of(this->held_)));
  }
  const T* operator->() const&& = delete;

  /// Returns the value, or `other` in its place.
  template <class U>
  [[nodiscard]] constexpr T value_or(U&& other) const& {
    return *this ? **this : static_cast<T>(std::forward<U>(other));
  }
  template <class U>
  [[nodiscard]] constexpr T value_or(U&& other) && {
    return *this ? std::move(**this) : static_cast<T>(std::forward<U>(other));
  }

  /// Returns next(value), which is a Result, or the error.
  template <class F>
  constexpr std::invoke_result_t<F, const T&> and_then(F&& next) const& {
    if (!*this) return tl::unexpected<Error>(this->error());
    return std::invoke(std::forward<F>(next), **this);
  }
  template <class F>
  constexpr std::invoke_result_t<F, T> and_then(F&& next) && {
    if (!*this) return tl::unexpected<Error>(std::move(this->error()));
    return std::invoke(std::forward<F>(next), std::move(**this));
  }

  template <class U>
  [[nodiscard]] friend constexpr bool operator==(const Result& a, const Result<U>& b) {
    if (a.has_value() != b.has_value()) return false;
    return a ? *a == *b : a.error() == b.error();
  }
  template <class U>
    requires(!detail::kIsResult<U>)
  [[nodiscard]] friend constexpr bool operator==(const Result& a, const U& value) {
    return a && *a == value;
  }
};

/// Whether something was done, or the reason why not.
template <>
class [[nodiscard]] Result<void> : public detail::ResultBase<void> {
 public:
  constexpr Result() noexcept {}  // not defaulted: see Result<T>
  constexpr Result(tl::unexpected<Error> error) : detail::ResultBase<void>(std::move(error)) {}

  /// Aborts as that of other Results where there is an error.
  constexpr void value() const {
    if (!has_value()) [[unlikely]]
      abort_with(error());
  }

  /// Returns next(), which is a Result, or the error.
  template <class F>
  constexpr std::invoke_result_t<F> and_then(F&& next) const {
    if (!*this) return tl::unexpected<Error>(error());
    return std::invoke(std::forward<F>(next));
  }
};

/// Returns the failing side of a Result, as in `return fail(ErrorCode::kOutOfRange, "...")`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string path = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(path)});
}

/// Returns the failing side of a Result for what is wrong at byte `offset` of a file or a text.
[[nodiscard]] inline tl::unexpected<Error> fail_at(std::uint64_t offset, std::string message,
                                                   ErrorCode code = ErrorCode::kBadFormat) {
  return tl::unexpected<Error>(Error{.code = code, .message = std::move(message), .offset = offset});
}

/// Returns the failing side of a Result for an `errno` value: picks the code, and appends the system's reason
/// to `message`.
[[nodiscard]] tl::unexpected<Error> fail_system(int error_number, std::string message, std::string path = {});

}  // namespace vertexview
