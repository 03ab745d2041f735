#include "vertexview/record/texts/bad_text.hpp"

#include <utility>

#include "vertexview/memory/printable.hpp"

namespace vertexview::detail {

tl::unexpected<Error> bad_text(std::size_t at, std::string message, ErrorCode code) {
  Error error{code, std::move(message)};
  error.offset = at;
  return tl::unexpected<Error>(std::move(error));
}

std::string found_text(std::string_view text) {
  constexpr std::size_t kLongest = 40;  // so that the error stays a sentence
  if (text.empty()) return "the end";
  return in_quotes(text, kLongest);
}

}  // namespace vertexview::detail
