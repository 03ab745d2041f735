#include "vertexview/vertex/member_path.hpp"

#include <filesystem>
#include <system_error>

namespace vertexview {
namespace {

/// Returns what lies at a path; what cannot be looked at is told where it is opened.
std::filesystem::file_type type_of(std::string_view path) {
  std::error_code ignored;
  return std::filesystem::status(std::filesystem::path(path), ignored).type();
}

}  // namespace

MemberPath parse_member_path(std::string_view path) {
  if (path.find('#') == std::string_view::npos) return {std::string(path)};
  using std::filesystem::file_type;
  if (type_of(path) != file_type::not_found) return {std::string(path)};
  for (std::size_t at = path.rfind('#'); at != std::string_view::npos && at > 0; at = path.rfind('#', at - 1))
    if (type_of(path.substr(0, at)) == file_type::regular)
      return {std::string(path.substr(0, at)), std::string(path.substr(at + 1))};
  return {std::string(path)};
}

std::string text_of(const MemberPath& path) {
  std::string text = path.file;
  if (!path.member.empty()) text.append("#").append(path.member);
  return text;
}

}  // namespace vertexview
