#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "actions/handlers.hpp"
#include "session/layout_argument.hpp"
#include "session/layout_doubts.hpp"
#include "session/layout_search.hpp"
#include "session/open_files.hpp"
#include "session/record_edit.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/schema_writers.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::app::handlers {
namespace {

/// Returns the appearance of the active file with its setting `name` changed to `text`.
Result<Appearance> changed(const Session& session, std::string_view name, std::string_view text) {
  LayoutChanges changes;
  if (auto set = set_change(changes, name, text); !set) return tl::unexpected(std::move(set.error()));
  auto layout = with_changes(session.active_dataset()->data.layout(), changes);
  if (!layout) return tl::unexpected(std::move(layout.error()));
  return std::move(layout->appearance);
}

/// Shows the active file with the setting `name` of its appearance changed to `text`.
Result<void> change(Session& session, std::string_view name, std::string_view text) {
  const auto appearance = changed(session, name, text);
  if (!appearance) return tl::unexpected(appearance.error());
  return show_appearance(session, session.active, *appearance);
}

/// Returns the error of an argument with the name of its action; no error where there is none.
template <class T>
Result<void> checked(std::string_view action, const Result<T>& argument) {
  if (argument) return {};
  return fail(argument.error().code, fmt::format("{}: {}", action, argument.error().message));
}

/// Reads "0-11 f": bytes of a record, and the letter of the type that they are to be numbers of.
Result<std::pair<ByteRange, char>> parse_bytes_as(std::string_view text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  const auto range = parse_byte_range(text.substr(0, blank));
  if (!range) return tl::unexpected<Error>(range.error());
  const std::string_view letter = text.substr(std::min(blank + 1, text.size()));
  std::string letters;
  for (const TypeLetter& type : type_letters()) {
    if (letter.size() == 1 && letter.front() == type.letter) return std::pair(*range, type.letter);
    letters += type.letter;
  }
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("expected a type after the bytes, one of the letters {}, found {}", letters,
                          in_quotes(letter)));
}

/// Writes the layout of the active file to `target` by `write`, and tells what that means.
Result<void> save_in(Session& session, const std::string& target,
                     Result<void> (*write)(std::string_view path, const Layout& layout),
                     std::string_view meaning) {
  OpenDataset& dataset = *session.find(session.active);
  // A layout in a file is that of the bytes of another, one record after the other.
  if (dataset.data.mapping() == nullptr)
    return fail(
        ErrorCode::kNotImplemented,
        dataset.data.decoded()
            ? "its records are decoded, so that a layout beside the file cannot describe them"
            : "its records lie in several places, so that a layout beside the file cannot describe them",
        dataset.data.path());
  if (auto written = write(dataset.data.path(), dataset.data.layout()); !written) return written;
  dataset.layout_source = LayoutSource::kSidecar;
  confirm_layout(session, dataset);
  session.notify(Notice::Kind::kInfo, fmt::format("wrote {}; {}", target, meaning));
  return {};
}

}  // namespace

Result<void> check_layout(std::string_view text) {
  const auto layout = layout_of_argument(text);
  if (!layout) return tl::unexpected(layout.error());
  return {};
}

Result<void> layout(Session& session, const std::string& text) {
  const auto layout = layout_of_argument(text);
  if (!layout) return tl::unexpected(layout.error());
  return show_layout(session, session.active, *layout);
}

Result<void> check_stride(std::string_view text) {
  return checked("layout-stride", parse_stride(text));
}

Result<void> layout_stride(Session& session, const std::string& text) {
  const auto stride = parse_stride(text);
  if (!stride) return tl::unexpected(stride.error());
  search_layout(session, *session.find(session.active), *stride);
  return {};
}

Result<void> check_bytes_as(std::string_view text) {
  return checked("layout-bytes", parse_bytes_as(text));
}

Result<void> layout_bytes(Session& session, const std::string& text) {
  const auto wanted = parse_bytes_as(text);
  if (!wanted) return tl::unexpected(wanted.error());
  const Layout& layout = session.active_dataset()->data.layout();
  auto schema = with_bytes_as(layout.schema, wanted->first, wanted->second);
  if (!schema) return tl::unexpected(std::move(schema.error()));
  return show_layout(session, session.active, with_schema(layout, *std::move(schema)));
}

Result<void> save_layout(Session& session) {
  return save_in(session, sidecar_path(session.active_dataset()->data.path()), write_sidecar,
                 "the file opens with this layout from now on");
}

Result<void> save_folder_layout(Session& session) {
  const OpenDataset& dataset = *session.active_dataset();
  if (dataset.data.container() != nullptr && dataset.data.layout_source() == LayoutSource::kHeader)
    return fail(ErrorCode::kNotImplemented,
                "its header says how its records lie, and those of other files say so for themselves",
                dataset.data.path());
  return save_in(session, folder_layout_path(dataset.data.path()), write_folder_layout,
                 "files of this ending in its folder open with this layout from now on, but for those with "
                 "a layout of their own");
}

Result<void> copy_layout(Session& session, const std::string& writer) {
  auto text = write_schema_as(session.active_dataset()->data.layout().schema, writer);
  if (!text) return tl::unexpected(std::move(text.error()));
  session.requests.clipboard = *std::move(text);
  return {};
}

Result<void> guess(Session& session, const std::string& state) {
  session.open_options.guess = state == "on";
  return {};
}

Result<void> check_color(std::string_view text) {
  LayoutChanges changes;
  return set_change(changes, "color", text);
}

Result<void> color(Session& session, const std::string& numbers) {
  auto wanted = changed(session, "color", numbers);
  if (!wanted) return tl::unexpected(std::move(wanted.error()));
  const Appearance& now = session.active_dataset()->data.layout().appearance;
  return show_appearance(session, session.active, colored_by(now, std::move(wanted->elements)));
}

Result<void> ramp(Session& session, const std::string& name) {
  return change(session, "ramp", name);
}

Result<void> check_color_range(std::string_view text) {
  LayoutChanges changes;
  return set_change(changes, "color-range", text);
}

Result<void> color_range(Session& session, const std::string& text) {
  return change(session, "color-range", text);
}

Result<void> up(Session& session, const std::string& axis) {
  LayoutChanges changes;
  if (auto set = set_change(changes, "up", axis); !set) return set;
  show_up(session, *changes.up);
  return {};
}

}  // namespace vertexview::app::handlers
