#include "vertexview/task/detail/exception.hpp"

#include <exception>
#include <new>
#include <stdexcept>
#include <system_error>

namespace vertexview::detail {

Error error_of_exception() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {ErrorCode::kOutOfMemory, "there is not enough memory"};
  } catch (const std::length_error&) {  // thrown for a vector longer than any memory
    return {ErrorCode::kOutOfMemory, "there is not enough memory"};
  } catch (const std::system_error& error) {
    return fail_system(error.code().value(), "the system refused").value();
  } catch (const std::exception& error) {
    return {ErrorCode::kIo, error.what()};
  } catch (...) {
    return {ErrorCode::kIo, "an unknown exception"};
  }
}

}  // namespace vertexview::detail
