#pragma once
// Arguments that begin with the name of a number, which may have blanks in it, and end with one word more.
#include <cstdint>
#include <string>
#include <string_view>

#include "session/session.hpp"

namespace vertexview::app {

struct NumberArgument {
  std::string number;
  std::string word;
};

/// Splits "NUMBER WORD" at its last blank. kInvalidArgument where there is none, which says that `expected`
/// was.
[[nodiscard]] Result<NumberArgument> parse_number_argument(std::string_view action, std::string_view text,
                                                           std::string_view expected);

/// Returns the number of that name of the active dataset, which must be open. kNotFound, with the nearest
/// names, where its records have none.
[[nodiscard]] Result<Element> number_named(const Session& session, std::string_view action,
                                           std::string_view name);

/// A number of a vertex of the active dataset.
struct NumberOfVertex {
  Element number;
  std::uint64_t vertex = 0;
};

/// Reads "NUMBER [VERTEX]": of the vertex with the focus where none is given. kNotFound for a name or a
/// vertex that does not exist, and where no vertex has the focus.
[[nodiscard]] Result<NumberOfVertex> number_of_vertex(const Session& session, std::string_view action,
                                                      std::string_view text);

}  // namespace vertexview::app
