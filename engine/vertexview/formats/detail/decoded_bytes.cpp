#include "vertexview/formats/detail/decoded_bytes.hpp"

#include <limits>
#include <new>
#include <string>

namespace vertexview::detail {

Result<DecodedBytes> decoded_bytes(std::uint64_t size) {
  // A larger array aborts the program instead of giving null.
  constexpr std::uint64_t kMost = std::numeric_limits<std::ptrdiff_t>::max();
  std::byte* const made =
      size <= kMost ? new (std::nothrow) std::byte[static_cast<std::size_t>(size)] : nullptr;
  if (made == nullptr)
    return fail(ErrorCode::kOutOfMemory,
                "there is no memory for the " + std::to_string(size) + " bytes that are to be decoded");
  std::shared_ptr<std::byte[]> owner(made);
  return DecodedBytes{{made, static_cast<std::size_t>(size)}, std::move(owner)};
}

}  // namespace vertexview::detail
