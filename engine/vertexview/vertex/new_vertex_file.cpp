#include "vertexview/vertex/new_vertex_file.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "vertexview/io/link_names.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview {
namespace {

tl::unexpected<Error> in_the_way(std::string_view why, std::string sidecar) {
  return fail(ErrorCode::kInUse, std::string(why).append("; remove it or write to another file"),
              std::move(sidecar));
}

tl::unexpected<Error> of_other_records(std::string sidecar) {
  return in_the_way("describes other records than those to be written", std::move(sidecar));
}

/// Returns the layout of a sidecar, which has to be one of canonical records; nullopt where there is none.
Result<std::optional<Layout>> canonical_sidecar(const std::string& path) {
  auto found = read_sidecar(path);
  if (!found && found.error().system_code != 0) return found;
  if (found && (!*found || ((*found)->is_canonical() && (*found)->data_offset == 0))) return found;
  return of_other_records(sidecar_path(path));
}

Layout canonical_layout(const Placement& placement) {
  Layout layout = Layout::canonical();
  layout.placement.offset = placement.offset;
  layout.placement.up = placement.up;
  return layout;
}

/// Returns whether a file is read as canonical records by each of these names where there is no sidecar.
bool canonical_by_name(const std::vector<std::string>& names) {
  const auto is_preset = [](const std::string& name) { return preset_for_extension(name) != nullptr; };
  const auto folder = read_folder_layout(names.front());
  return std::ranges::none_of(names, is_preset) && folder && !*folder;
}

/// Checks that readers of all names but the last, which are symbolic links, find no sidecar of their own that
/// says anything else than `text`.
Result<void> check_links(const std::vector<std::string>& names, const std::string& text) {
  const std::string beside_the_file = sidecar_path(names.back());
  for (const std::string& name : names) {
    std::string sidecar = sidecar_of(name);
    if (sidecar.empty() || sidecar == beside_the_file) continue;
    const auto layout = read_layout_file(sidecar);
    if (!layout || sidecar_text(*layout) != text) return of_other_records(std::move(sidecar));
  }
  return {};
}

}  // namespace

Result<NewVertexFile> NewVertexFile::create(const std::string& path, const Placement& placement) {
  auto records = NewFile::create(path);
  if (!records) return tl::unexpected(std::move(records.error()));
  NewVertexFile file(*std::move(records));
  if (!file.keeps_placement()) return file;

  const std::vector<std::string> names = link_names(path);
  const std::string& target = names.back();
  // Names of canonical records, and those that came from a sidecar, are such as a sidecar holds.
  const std::string text = sidecar_text(canonical_layout(placement)).value();
  const auto found = canonical_sidecar(target);
  if (!found) return tl::unexpected<Error>(found.error());
  if (auto checked = check_links(names, text); !checked) return tl::unexpected(std::move(checked.error()));
  const bool said = *found ? sidecar_text(**found).value() == text
                           : canonical_by_name(names) && text == sidecar_text(Layout::canonical()).value();
  if (said) return file;
  auto sidecar = NewFile::create(sidecar_path(target));
  if (!sidecar) return tl::unexpected(std::move(sidecar.error()));
  if (auto written = sidecar->write_at(0, std::as_bytes(std::span(text))); !written)
    return tl::unexpected(std::move(written.error()));
  file.sidecar_.emplace(*std::move(sidecar));
  return file;
}

Result<NewVertexFile> NewVertexFile::create_described(const std::string& path) {
  auto records = NewFile::create(path);
  if (!records) return tl::unexpected(std::move(records.error()));
  NewVertexFile file(*std::move(records));
  if (!file.keeps_placement()) return file;
  if (std::string sidecar = sidecar_of(path); !sidecar.empty())
    return in_the_way("readers would believe it instead of the file that is written", std::move(sidecar));
  return file;
}

Result<void> NewVertexFile::commit() {
  return sidecar_ ? NewFile::commit_pair(*sidecar_, records_) : records_.commit();
}

}  // namespace vertexview
