#include "vertexview/vertex/new_vertex_file.hpp"

#include <span>
#include <utility>

#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview {
namespace {

/// Returns the layout of the sidecar of `path`, which has to be one of canonical records.
Result<std::optional<Layout>> canonical_sidecar(const std::string& path) {
  auto found = read_sidecar(path);
  if (!found && found.error().system_code != 0) return found;
  if (found && (!*found || ((*found)->is_canonical() && (*found)->data_offset == 0))) return found;
  return fail(ErrorCode::kInUse,
              "describes other records than those to be written; remove it or write to another file",
              sidecar_path(path));
}

Layout canonical_layout(const Placement& placement) {
  Layout layout = Layout::canonical();
  layout.placement.offset = placement.offset;
  layout.placement.up = placement.up;
  return layout;
}

/// Returns what a sidecar that is not written would have to say: what the one that was found says, or how a
/// file of that name is read without one.
std::string text_without(const std::string& path, const std::optional<Layout>& found) {
  // Names that came from a sidecar, and those of canonical records, are such as a sidecar holds.
  if (found) return sidecar_text(*found).value();
  const auto folder = read_folder_layout(path);
  const bool canonical = preset_for_extension(path) == nullptr && folder && !*folder;
  return canonical ? sidecar_text(Layout::canonical()).value() : std::string();
}

}  // namespace

Result<NewVertexFile> NewVertexFile::create(const std::string& path, const Placement& placement) {
  const auto found = canonical_sidecar(path);
  if (!found) return tl::unexpected<Error>(found.error());
  auto records = NewFile::create(path);
  if (!records) return tl::unexpected(std::move(records.error()));
  NewVertexFile file(*std::move(records));
  if (!file.keeps_placement()) return file;

  const std::string text = sidecar_text(canonical_layout(placement)).value();
  if (text == text_without(path, *found)) return file;
  auto sidecar = NewFile::create(sidecar_path(path));
  if (!sidecar) return tl::unexpected(std::move(sidecar.error()));
  if (auto written = sidecar->write_at(0, std::as_bytes(std::span(text))); !written)
    return tl::unexpected(std::move(written.error()));
  file.sidecar_.emplace(*std::move(sidecar));
  return file;
}

Result<void> NewVertexFile::commit() {
  return sidecar_ ? NewFile::commit_pair(*sidecar_, records_) : records_.commit();
}

}  // namespace vertexview
