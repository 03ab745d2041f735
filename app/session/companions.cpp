#include "session/companions.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "session/open_files.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::app {
namespace {

namespace fs = std::filesystem;

/// Returns the labels of a file; nullopt where there are none.
std::optional<std::string> labels_of(const Dataset& file) {
  const fs::path path(file.path());
  const fs::path name = path.stem().concat(".label");
  for (const fs::path& labels : {path.parent_path() / name, path.parent_path() / ".." / "labels" / name}) {
    const auto layout = usual_companion_layout(labels.string());
    std::error_code missing;
    const std::uintmax_t bytes = fs::file_size(labels, missing);
    if (layout && !missing && bytes == file.size() * layout->schema.stride)
      return labels.lexically_normal().string();
  }
  return std::nullopt;
}

}  // namespace

Result<void> join_file(Session& session, const std::string& companion) {
  const OpenDataset* const dataset = session.active_dataset();
  if (dataset == nullptr) return fail(ErrorCode::kNotFound, "no file is open");
  auto read = parse_companion(companion);
  if (!read) return tl::unexpected(std::move(read.error()));
  Dataset::Options options = dataset->options;
  options.companions.push_back(*std::move(read));
  options.joined_layout.reset();  // it is that of other records
  return reopen_dataset(session, session.active, options);
}

void offer_companion(Session& session, const OpenDataset& dataset) {
  if (!session.interactive || !dataset.options.companions.empty()) return;
  const auto labels = labels_of(dataset.data);
  if (!labels) return;
  session.notify(
      {.kind = Notice::Kind::kInfo,
       .text = fmt::format("{}: {} has a label for each vertex", dataset.name, printable_name(*labels)),
       .offers = {{"Join the labels", fmt::format("join {}", *labels)}},
       .about = dataset.serial});
}

}  // namespace vertexview::app
