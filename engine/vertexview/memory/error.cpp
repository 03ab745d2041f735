#include "vertexview/memory/error.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "vertexview/memory/printable.hpp"

namespace vertexview {

tl::unexpected<Error> fail_system(int error_number, std::string message, std::string path) {
  ErrorCode code = ErrorCode::kIo;
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      code = ErrorCode::kNotFound;
      break;
    case EACCES:
    case EPERM:
      code = ErrorCode::kPermissionDenied;
      break;
    case ENOMEM:
      code = ErrorCode::kOutOfMemory;
      break;
    case EISDIR:
      code = ErrorCode::kNotARegularFile;
      break;
    default:
      break;
  }
  message += ": " + std::generic_category().message(error_number);
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(path), std::nullopt, error_number});
}

std::string describe(const Error& error) {
  return error.path.empty() ? error.message : printable_name(error.path) + ": " + error.message;
}

void abort_with(std::string_view message) noexcept {
  std::fwrite(message.data(), 1, message.size(), stderr);
  std::fputc('\n', stderr);
  std::abort();
}

void abort_with(const Error& error) noexcept {
  abort_with(describe(error));
}

}  // namespace vertexview
