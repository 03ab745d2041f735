#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

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

template <class T>
using Result = tl::expected<T, Error>;

/// Returns the failing side of a Result, as in `return fail(ErrorCode::kOutOfRange, "...")`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string path = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(path)});
}

/// Returns the failing side of a Result for an `errno` value: picks the code, and appends the system's reason
/// to `message`.
[[nodiscard]] tl::unexpected<Error> fail_system(int error_number, std::string message, std::string path = {});

/// Returns one line for people: "PATH: message", or the message alone when there is no path.
[[nodiscard]] std::string describe(const Error& error);

}  // namespace vertexview
