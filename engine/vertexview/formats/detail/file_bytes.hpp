#pragma once
// The bytes of a file, for every reader: as text, as little-endian numbers, and as the place of a fault.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/number_load.hpp"

namespace vertexview {

[[nodiscard]] inline std::string_view text_of(std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Little-endian numbers of bytes; whoever reads one has proved by has() that it lies in them.
class LittleEndian {
 public:
  explicit LittleEndian(std::span<const std::byte> bytes) noexcept : bytes_(bytes) {}

  [[nodiscard]] std::uint64_t size() const noexcept { return bytes_.size(); }
  /// Returns whether `count` bytes from `at` lie in the bytes.
  [[nodiscard]] bool has(std::uint64_t at, std::uint64_t count) const noexcept {
    return at <= bytes_.size() && count <= bytes_.size() - at;
  }
  template <class T>
  [[nodiscard]] T number(std::uint64_t at) const noexcept {
    return load_number<T>(bytes_.data() + at, is_reversed(false));
  }
  [[nodiscard]] std::string_view text(std::uint64_t at, std::uint64_t count) const noexcept {
    return text_of(bytes_).substr(static_cast<std::size_t>(at), static_cast<std::size_t>(count));
  }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace vertexview
