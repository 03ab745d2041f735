#include "vertexview/vertex/layout_sidecar.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <span>
#include <vector>

#include "vertexview/io/link_names.hpp"
#include "vertexview/io/mapped_file.hpp"
#include "vertexview/io/new_file.hpp"
#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/file_ending.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/layout_texts.hpp"
#include "vertexview/record/record_limits.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview {
namespace {

// A sidecar is a few lines of text. A larger file has this name by accident and is not read into memory.
constexpr std::uint64_t kLargest = kMostLayoutText;

struct Line {
  std::string_view text;
  std::size_t number = 0;  // counted from 1
  std::size_t offset = 0;  // byte of its first character in the whole text
};

/// Returns where the comment of a line begins, if it has one. In the first line, that of the format, a '#'
/// may be in a name, as in ":a#b:".
std::size_t comment_of(std::string_view line, bool format) {
  bool in_name = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '#' && !in_name) return i;
    if (line[i] == ':' && format) in_name = !in_name;
  }
  return line.size();
}

/// Returns the lines from byte `begin` on that hold something, without comments and surrounding space.
std::vector<Line> lines_of(std::string_view text, std::size_t begin = 0) {
  std::vector<Line> lines;
  const bool whole = begin == 0;
  auto number = static_cast<std::size_t>(std::ranges::count(text.substr(0, begin), '\n')) + 1;
  for (; begin <= text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    line = trimmed(line.substr(0, comment_of(line, whole && lines.empty())));
    if (!line.empty()) lines.push_back({line, number, static_cast<std::size_t>(line.data() - text.data())});
    begin = end + 1;
  }
  return lines;
}

/// Returns the setting that a name in a sidecar means; older sidecars call the range of colours "range".
std::string_view setting_name(std::string_view name) {
  return name == "range" ? "color-range" : name;
}

/// Returns whether a line is "NAME = TEXT" with the name of a setting, or holds nothing.
bool may_follow_layout(std::string_view line) {
  line = trimmed(line.substr(0, comment_of(line, false)));
  const std::size_t equals = line.find('=');
  return line.empty() || (equals != std::string_view::npos &&
                          find_setting(setting_name(trimmed(line.substr(0, equals)))) != nullptr);
}

/// Returns the text of a layout that takes several lines, as a struct of C does, up to the settings; "" where
/// the sidecar begins with none. It has comments of its own, but those before it are the sidecar's.
std::string_view long_layout(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    const std::size_t begin = text.substr(0, end - 1).rfind('\n') + 1;  // npos + 1 is 0
    if (!may_follow_layout(text.substr(begin, end - begin))) break;
    end = begin;
  }
  text = text.substr(0, end);
  while (text.find('\n') < trimmed(text).size()) {
    if (!layout_text_kind(text).empty()) return text;
    if (!without_blanks_before(text).starts_with('#')) break;
    text = text.substr(text.find('\n', text.find('#')) + 1);
  }
  return {};
}

Error on_line(const Line& line, Error error) {
  error.message = "line " + std::to_string(line.number) + ": " + error.message;
  error.offset = line.offset + error.offset.value_or(0);
  return error;
}

/// Returns the lines that describe `layout`, whatever the names of its elements have in them.
std::string lines_for(const Layout& layout) {
  std::string text = "# How the records of this file lie: a Python struct format\n";
  text.append(layout.schema.format).append("\n");
  for (const auto& [name, value] : change_texts(changes_of(layout)))
    text.append(name).append(value.empty() ? " =" : " = ").append(value).append("\n");
  return text;
}

/// Returns the ending of a file's name, in lower case and with its dot; "" where it has none.
std::string ending_of(std::string_view name) {
  std::size_t dot = name.rfind('.');
  if (const SchemaPreset* const preset = preset_for_extension(name))
    dot = name.size() - preset->extension.size();
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size()) return {};
  return lower_case(name.substr(dot));
}

/// Returns whether the error of opening a sidecar says that there is none. A name can be valid and that of
/// its sidecar too long.
bool says_none(const Error& error) noexcept {
  return error.code == ErrorCode::kNotFound || error.system_code == ENAMETOOLONG;
}

/// Returns the layout of the first of these files that is there.
Result<std::optional<Layout>> read_first(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    auto layout = read_layout_file(path);
    if (layout) return std::optional<Layout>(*std::move(layout));
    if (!says_none(layout.error())) return tl::unexpected<Error>(layout.error());
  }
  return std::optional<Layout>();
}

/// Returns the first of these paths where a file is, or something that cannot be read.
std::string first_there(const std::vector<std::string>& paths) {
  for (const std::string& path : paths)
    if (const auto file = MappedFile::open(path); file || !says_none(file.error())) return path;
  return {};
}

/// Returns the paths of the layouts that folders may have for a file of that name.
std::vector<std::string> folder_layout_paths(std::string_view path) {
  std::vector<std::string> paths;
  for (const std::string& name : link_names(path))
    if (std::string layout = folder_layout_path(name); !layout.empty()) paths.push_back(std::move(layout));
  return paths;
}

/// Writes the text of a layout, with the path in every error.
Result<void> write_layout(std::string path, const Layout& layout) {
  const auto text = sidecar_text(layout);
  if (!text) return fail(text.error().code, text.error().message, std::move(path));
  return write_file(path, std::as_bytes(std::span(*text)));
}

/// Returns the layout with the changes that the lines describe.
Result<Layout> with_lines(Layout layout, const std::vector<Line>& lines) {
  LayoutChanges changes;
  for (const Line& line : lines) {
    const std::size_t equals = line.text.find('=');
    if (equals == std::string_view::npos)
      return tl::unexpected<Error>(on_line(
          line,
          fail(ErrorCode::kBadFormat, "expected NAME = TEXT after the format, found " + in_quotes(line.text))
              .value()));
    if (auto set = set_change(changes, setting_name(trimmed(line.text.substr(0, equals))),
                              trimmed(line.text.substr(equals + 1)));
        !set)
      return tl::unexpected<Error>(on_line(line, set.error()));
  }
  return with_changes(std::move(layout), changes);
}

}  // namespace

std::string sidecar_path(std::string_view path) {
  return std::string(path) + ".layout";
}

std::vector<std::string> sidecar_paths(std::string_view path) {
  std::vector<std::string> paths = link_names(path);
  for (std::string& name : paths) name = sidecar_path(name);
  return paths;
}

std::string folder_layout_path(std::string_view path) {
  const std::size_t slash = path.rfind('/') + 1;  // npos + 1 is 0
  const std::string ending = ending_of(path.substr(slash));
  if (ending.empty()) return {};
  return sidecar_path(std::string(path.substr(0, slash)).append(ending));
}

Result<Layout> parse_sidecar(std::string_view text) {
  if (const std::string_view schema = long_layout(text); !schema.empty()) {
    const auto begin = static_cast<std::size_t>(schema.data() - text.data());
    // The lines before it become empty, so that an error counts lines as the sidecar has them.
    std::string whole(text.substr(0, begin));
    std::ranges::replace_if(whole, [](char c) { return c != '\n'; }, ' ');
    auto layout = parse_layout(whole.append(schema));
    if (!layout) return layout;
    return with_lines(*std::move(layout), lines_of(text, begin + schema.size()));
  }
  auto lines = lines_of(text);
  if (lines.empty())
    return fail(ErrorCode::kBadFormat,
                "the sidecar is empty; expected a format string or the name of a layout");
  auto layout = parse_layout(lines[0].text);
  if (!layout) return tl::unexpected<Error>(on_line(lines[0], layout.error()));
  lines.erase(lines.begin());
  return with_lines(*std::move(layout), lines);
}

Result<std::string> sidecar_text(const Layout& layout) {
  std::string text = lines_for(layout);
  const auto read = parse_sidecar(text);
  if (!read || lines_for(*read) != text)
    return fail(ErrorCode::kInvalidArgument,
                "the name of an element has what a sidecar cannot hold, as a line break or a comment");
  return text;
}

Result<Layout> read_layout_file(std::string_view path) {
  const auto file = MappedFile::open(std::string(path));
  if (!file) return tl::unexpected<Error>(file.error());
  if (file->size() > kLargest)
    return fail(ErrorCode::kBadFormat,
                "a sidecar of " + std::to_string(file->size()) + " bytes; expected a format string",
                file->path());
  // The text is read through the descriptor, not the mapping, because an editor may be shortening the file
  // right now.
  std::string text(file->size(), '\0');
  if (auto got = file->read(0, std::as_writable_bytes(std::span(text))); !got)
    return tl::unexpected<Error>(got.error());
  auto layout = parse_sidecar(text);
  if (!layout) layout.error().path = file->path();
  return layout;
}

Result<Layout> layout_or_file(std::string_view text) {
  auto layout = parse_layout(text);
  if (layout) return layout;
  // No file can have such a name, and the file system would say so in words of its own.
  constexpr std::size_t kLongestPath = 4095;
  if (text.empty() || text.size() > kLongestPath || text.find_first_of("\n{") != std::string_view::npos)
    return layout;
  const std::string path(text.substr(text.starts_with('@') ? 1 : 0));
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) ? read_layout_file(path) : std::move(layout);
}

Result<std::optional<Layout>> read_sidecar(std::string_view path) {
  return read_first(sidecar_paths(path));
}

Result<std::optional<Layout>> read_folder_layout(std::string_view path) {
  return read_first(folder_layout_paths(path));
}

std::string sidecar_of(std::string_view path) {
  return first_there(sidecar_paths(path));
}

std::string layout_file_of(std::string_view path) {
  std::string sidecar = sidecar_of(path);
  return sidecar.empty() ? first_there(folder_layout_paths(path)) : sidecar;
}

Result<void> write_sidecar(std::string_view path, const Layout& layout) {
  return write_layout(sidecar_path(path), layout);
}

Result<void> write_folder_layout(std::string_view path, const Layout& layout) {
  std::string target = folder_layout_path(path);
  if (target.empty())
    return fail(ErrorCode::kInvalidArgument,
                "a layout for a folder is for the files of one ending, and this name has none",
                std::string(path));
  Layout others = layout;
  others.allow_tail = layout.allow_tail || layout.count.has_value();
  others.count.reset();
  return write_layout(std::move(target), others);
}

}  // namespace vertexview
