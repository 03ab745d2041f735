#include "vertexview/formats/detail/decoded_bytes.hpp"

#include <limits>
#include <new>
#include <string>
#include <utility>

namespace vertexview::detail {

namespace {

/// Returns memory, or an error that says what for there is none.
template <class Message>
Result<DecodedBytes> allocated(std::uint64_t size, const Message& what) {
  // A larger array aborts the program instead of giving null.
  constexpr std::uint64_t kMost = std::numeric_limits<std::ptrdiff_t>::max();
  std::byte* const made =
      size <= kMost ? new (std::nothrow) std::byte[static_cast<std::size_t>(size)] : nullptr;
  if (made == nullptr) return fail(ErrorCode::kOutOfMemory, "there is no memory for " + what());
  std::shared_ptr<std::byte[]> owner(made);
  return DecodedBytes{{made, static_cast<std::size_t>(size)}, std::move(owner)};
}

}  // namespace

Result<DecodedBytes> decoded_bytes(std::uint64_t size) {
  return allocated(size, [&] { return "the " + std::to_string(size) + " bytes that are to be decoded"; });
}

Result<DecodedBytes> decoded_records(std::uint64_t count, std::uint64_t stride) {
  constexpr std::uint64_t kNoSize = std::numeric_limits<std::uint64_t>::max();
  const bool wraps = stride != 0 && count > kNoSize / stride;
  return allocated(wraps ? kNoSize : count * stride, [&] {
    return std::to_string(count) + " decoded records of " + std::to_string(stride) + " bytes";
  });
}

}  // namespace vertexview::detail
