#include "vertexview/task/detail/exception.hpp"

#include <exception>
#include <new>
#include <stdexcept>
#include <system_error>

namespace vertexview::detail {
namespace {

/// Returns the Error of the exception that is being handled. Its text may need memory, and throw.
Error described() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::length_error&) {  // thrown for a vector longer than any memory
    return out_of_memory();
  } catch (const std::system_error& error) {
    return fail_system(error.code().value(), "the system refused").value();
  } catch (const std::exception& error) {
    return {ErrorCode::kIo, error.what()};
  } catch (...) {
    return {ErrorCode::kIo, "an unknown exception"};
  }
}

}  // namespace

Error out_of_memory() noexcept {
  return {ErrorCode::kOutOfMemory, "out of memory"};
}

Error error_of_exception() noexcept {
  try {
    return described();
  } catch (...) {  // only memory for the text can be missing
    return out_of_memory();
  }
}

}  // namespace vertexview::detail
