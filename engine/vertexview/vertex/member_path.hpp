#pragma once
#include <string>
#include <string_view>

namespace vertexview {

/// A path of a file, and the name of the member in it that is meant; "" where none is named.
struct MemberPath {
  std::string file;
  std::string member = {};
};

/// Returns what "FILE#NAME" stands for. A path that exists as it is is a file's own; otherwise what follows
/// the last # before which a regular file exists names the member, and without one there is no member.
[[nodiscard]] MemberPath parse_member_path(std::string_view path);

/// Returns the text that parse_member_path() reads: "FILE#NAME", or "FILE" where no member is named.
[[nodiscard]] std::string text_of(const MemberPath& path);

}  // namespace vertexview
