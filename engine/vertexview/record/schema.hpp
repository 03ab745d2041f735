#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element.hpp"

namespace vertexview {

/// One record: its elements and the bytes from one record to the next. It says nothing about where records
/// are in the world or which colours they have on the screen. It may come from an untrusted file and hold any
/// values until validate() has proved them.
struct Schema {
  std::string format;  ///< the Python struct string it came from, as in "@3f3Hxx"
  std::vector<Element> elements;
  std::uint64_t stride = 0;

  /// Returns the canonical record: position 3 x float32 at 0, color 3 x uint16 at 12, padding 2 bytes at 18,
  /// stride 20.
  [[nodiscard]] static Schema canonical();
  /// Returns the first element of that name, or null; valid until `elements` changes.
  [[nodiscard]] const Element* find(std::string_view name) const& noexcept;
  const Element* find(std::string_view name) const&& = delete;
  /// Checks that every element lies in its record and has an encoding that fits its type, and that the stride
  /// is not zero; kBadFormat names the first element that does not.
  [[nodiscard]] Result<void> validate() const;

  friend bool operator==(const Schema&, const Schema&) = default;
};

}  // namespace vertexview
