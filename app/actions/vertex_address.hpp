#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "vertexview/memory/number_text.hpp"

namespace vertexview::app {

/// Which vertex of a file a person means. What it comes to is known only with the file and its selection; see
/// vertex_of() in target.hpp.
///
///     5 000 000, 10M, 50%   an index as number_text.hpp reads it, or a share: 0% is the first, 100% the last
///     +1000, -10, +1%       so many vertices after or before the selected one
///     last                  the last one
///     @0x76c1c5c            the one in whose record that byte of the file lies
struct VertexAddress {
  enum class Kind : std::uint8_t { kIndex, kForward, kBackward, kLast, kByte };

  VertexAddress() = default;
  /// An index or a share is an address as it is.
  VertexAddress(Amount index) noexcept : amount(index) {}
  VertexAddress(Kind which, Amount how_much) noexcept : kind(which), amount(how_much) {}

  Kind kind = Kind::kIndex;
  Amount amount;  ///< of vertices, for kByte of bytes and never a share; kLast needs none
  friend bool operator==(const VertexAddress&, const VertexAddress&) = default;
};

/// Reads an address without blanks around it. Fails with kInvalidArgument, naming the ways to write one.
[[nodiscard]] Result<VertexAddress> parse_vertex_address(std::string_view text);

/// Returns the text that parse_vertex_address() reads back to an equal address.
[[nodiscard]] std::string vertex_address_text(const VertexAddress& address);

}  // namespace vertexview::app
