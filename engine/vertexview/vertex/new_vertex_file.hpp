#pragma once
#include <optional>
#include <string>

#include "vertexview/io/new_file.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/record/placement.hpp"

namespace vertexview {

/// A file of records in the making, with the sidecar that its readers need. commit() puts both in their
/// places, or none; nobody reads records with the sidecar of others, even through a symbolic link: the
/// sidecar lies beside the file that is written, where readers of the link look too. What holds for NewFile
/// holds for it.
class NewVertexFile {
 public:
  /// Begins to write canonical records that shall become `path`. Of `placement`, the sidecar keeps the offset
  /// and the up axis. Errors of NewFile::create, for the file or its sidecar; kInUse where a sidecar of other
  /// records stands there, or beside a symbolic link that `path` is.
  [[nodiscard]] static Result<NewVertexFile> create(const std::string& path, const Placement& placement);

  /// Begins to write records that say themselves how they lie, as those of a .ply do. Errors of
  /// NewFile::create; kInUse where there is a sidecar, which readers would believe instead.
  [[nodiscard]] static Result<NewVertexFile> create_described(const std::string& path);

  /// Returns the file that the records are written to.
  [[nodiscard]] const NewFile& records() const& noexcept { return records_; }
  const NewFile& records() const&& = delete;

  /// Returns whether a sidecar can keep the placement: a pipe has none.
  [[nodiscard]] bool keeps_placement() const noexcept { return records_.seekable(); }

  /// Puts the file in its place, as NewFile::commit() or, with a sidecar, NewFile::commit_pair() does.
  [[nodiscard]] Result<void> commit();

 private:
  explicit NewVertexFile(NewFile records) : records_(std::move(records)) {}

  NewFile records_;
  std::optional<NewFile> sidecar_;  // none where that which is there is right, be it that there is none
};

}  // namespace vertexview
