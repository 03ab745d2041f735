#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "actions/vertex_address.hpp"

namespace vertexview::app {

/// Which vertices of a file a person means.
///
///     7, 50%, last          one vertex, see VertexAddress
///     10-20,35              those from 10 to 20, both included, and 35; 10..20 is the same
///     all, none, invert     all, none, and those that are not selected
struct VertexChoice {
  enum class Kind : std::uint8_t { kParts, kAll, kNone, kInvert };
  /// The vertices between two, both included; for one vertex they are the same.
  struct Part {
    VertexAddress from;
    VertexAddress to;
    friend bool operator==(const Part&, const Part&) = default;
  };

  VertexChoice() = default;
  explicit VertexChoice(Kind which) : kind(which) {}
  /// One vertex.
  explicit VertexChoice(VertexAddress vertex) : parts{{vertex, vertex}} {}
  explicit VertexChoice(Amount index) : VertexChoice(VertexAddress(index)) {}

  Kind kind = Kind::kParts;
  std::vector<Part> parts;

  /// Returns whether one vertex is meant by its own address.
  [[nodiscard]] bool single() const noexcept {
    return kind == Kind::kParts && parts.size() == 1 && parts.front().from == parts.front().to;
  }
  friend bool operator==(const VertexChoice&, const VertexChoice&) = default;
};

/// Reads a choice without blanks around it. Fails with kInvalidArgument, naming the ways to write one.
[[nodiscard]] Result<VertexChoice> parse_vertex_choice(std::string_view text);

/// Returns the text that parse_vertex_choice() reads back to an equal choice.
[[nodiscard]] std::string vertex_choice_text(const VertexChoice& choice);

}  // namespace vertexview::app
