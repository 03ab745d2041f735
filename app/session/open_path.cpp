#include "session/open_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "session/folder.hpp"
#include "session/open_files.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/memory/utf8.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/member_path.hpp"

namespace vertexview::app {
namespace {

namespace fs = std::filesystem;

/// The files that a path of several names.
struct Files {
  std::string folder;              ///< with a slash at its end; "": the current one
  std::vector<std::string> names;  ///< in natural order
  bool whole = true;               ///< whether all of the folder was looked at
};

/// Returns the regular files of a folder for which `wanted` holds. What is hidden is left out, as shells do.
template <class Predicate>
Files chosen_of(std::string path, Folder folder, const Predicate& wanted) {
  Files files{.folder = std::move(path), .names = {}, .whole = folder.whole};
  for (FolderEntry& entry : folder.entries)
    if (entry.kind == FolderEntry::Kind::kFile && !entry.name.starts_with('.') && wanted(entry.name))
      files.names.push_back(std::move(entry.name));
  std::ranges::sort(files.names, natural_less);
  return files;
}

/// Returns how the error of a folder ends of which not all was looked at.
std::string among(const Files& files) {
  if (files.whole) return {};
  return fmt::format(" among its first {} entries", grouped(kMostEntries));
}

Result<Files> files_of_folder(const std::string& path) {
  auto folder = read_folder(path);
  if (!folder) return tl::unexpected(std::move(folder.error()));
  std::set<std::string> names;
  for (const FolderEntry& entry : folder->entries) names.insert(entry.name);
  const auto wanted = [&](const std::string& name) {
    return is_vertex_file_name(name) || names.contains(sidecar_path(name)) ||
           names.contains(folder_layout_path(name));
  };
  Files files = chosen_of(path.ends_with('/') ? path : path + '/', *std::move(folder), wanted);
  if (!files.names.empty()) return files;
  return fail(ErrorCode::kNotFound,
              fmt::format("the folder has no vertex file{}; expected names that end in {}, or with a layout "
                          "beside them; others are opened by a pattern, as in {}*",
                          among(files), vertex_file_endings(), printable_name(files.folder)),
              path);
}

// A pattern takes what it matches; only layouts that lie beside their files are known to be none.
Result<Files> files_of_pattern(const std::string& path) {
  const SplitPath split = split_path(path);
  auto folder = read_folder(split.folder);
  if (!folder) return tl::unexpected(std::move(folder.error()));
  const std::string layout = sidecar_path("");
  const auto wanted = [&](const std::string& name) {
    return matches_pattern(split.name, name) && !name.ends_with(layout);
  };
  Files files = chosen_of(split.folder, *std::move(folder), wanted);
  if (!files.names.empty()) return files;
  return fail(ErrorCode::kNotFound, fmt::format("no file matches{}", among(files)), path);
}

/// Returns the files that `path` names when it can be several; nullopt when it is a file's own.
Result<std::optional<Files>> several_files(const std::string& path) {
  if (!parse_member_path(path).member.empty()) return std::optional<Files>();
  std::error_code ignored;
  const auto kind = fs::status(path, ignored).type();
  const bool folder = kind == fs::file_type::directory;
  const bool pattern = kind == fs::file_type::not_found && is_pattern(split_path(path).name);
  if (!folder && !pattern) return std::optional<Files>();
  auto files = folder ? files_of_folder(path) : files_of_pattern(path);
  if (!files) return tl::unexpected(std::move(files.error()));
  return std::optional(*std::move(files));
}

/// Returns a pattern that matches `name` and its neighbours: "frame_64.bin" -> "frame_6*.bin".
std::string pattern_near(std::string_view name) {
  const std::size_t end = std::min(name.rfind('.'), name.size());
  std::size_t last = end > 0 ? end - 1 : 0;
  while (last > 0 && continues_letter(name[last])) --last;  // a letter of UTF-8 is left out as a whole
  return std::string(name.substr(0, last)).append("*").append(name.substr(end));
}

/// Tells which files were left out after the first `count`.
void tell_left_out(Session& session, const Files& files, std::size_t count, const std::string& path) {
  if (files.names.size() > count)
    session.notify(
        Notice::Kind::kWarning,
        fmt::format("{}: the first {} of {} files are open, {} are left out; open others by their "
                    "names or by a pattern, as in {}{}",
                    printable_name(path), count, files.names.size(), files.names.size() - count,
                    printable_name(files.folder), printable_name(pattern_near(files.names[count]))));
  if (!files.whole)
    session.notify(Notice::Kind::kWarning,
                   fmt::format("{}: only the first {} entries of the folder were looked at; open others by "
                               "their names",
                               printable_name(path), grouped(kMostEntries)));
}

/// Returns the names of the members behind the first that are shown together with it.
std::vector<std::string> further_parts(const Dataset& first) {
  std::vector<std::string> names;
  const Container* const container = first.container();
  if (container == nullptr || !container->show_all) return names;
  names.reserve(container->members.size());
  for (const Member& member : container->members) names.push_back(member.name);
  names.erase(names.begin());
  return names;
}

/// Opens a file: the member that is named, else the first, with the others that belong to it. At most `most`
/// datasets, of which the first decides whether the file was opened.
Result<void> open_with_parts(Session& session, const std::string& path, const Dataset::Options& options,
                             std::size_t most) {
  if (auto opened = open_file(session, path, options); !opened) return opened;
  if (!options.member.empty() || !parse_member_path(path).member.empty()) return {};
  const auto names = further_parts(session.datasets.back().data);
  const std::size_t count = std::min(names.size(), most - 1);
  for (std::size_t i = 0; i < count; ++i) {
    Dataset::Options part = options;
    part.member = names[i];
    if (auto opened = open_file(session, path, part); !opened) session.tell(opened.error());
  }
  if (count < names.size())
    session.notify(Notice::Kind::kWarning,
                   fmt::format("{}: the first {} of {} parts are open, {} are left out; open others by their "
                               "names, as in {}",
                               printable_name(path), count + 1, names.size() + 1, names.size() - count,
                               printable_name(text_of(MemberPath{path, names[count]}))));
  return {};
}

Result<void> open_several(Session& session, const std::string& path, const Files& files,
                          const Dataset::Options& options) {
  std::vector<Error> errors;
  const std::size_t before = session.datasets.size();
  std::size_t count = 0;
  for (; count < std::min(files.names.size(), kMostFiles); ++count) {
    const std::size_t opened = session.datasets.size() - before;
    if (opened >= kMostFiles) break;  // by files of several parts
    auto whole = open_with_parts(session, files.folder + files.names[count], options, kMostFiles - opened);
    if (!whole) errors.push_back(std::move(whole.error()));
  }
  if (errors.size() == count) return tl::unexpected(std::move(errors.front()));
  for (const Error& error : errors) session.tell(error);
  tell_left_out(session, files, count, path);
  return {};
}

}  // namespace

Result<void> open_path(Session& session, const std::string& path, const Dataset::Options& options) {
  const auto several = several_files(path);
  if (!several) return tl::unexpected(several.error());
  auto opened = *several ? open_several(session, path, **several, options)
                         : open_with_parts(session, path, options, kMostFiles);
  std::error_code ignored;
  // A pattern is not remembered: what it matches changes, and 64 files would push all others out.
  if (opened && fs::exists(parse_member_path(path).file, ignored)) session.recent.add(path);
  return opened;
}

}  // namespace vertexview::app
