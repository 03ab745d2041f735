// NewFile::commit_pair on POSIX systems, which can replace one file at a time only.
#include <utility>

#include "vertexview/io/new_file.hpp"
#include "vertexview/io/posix/hidden_name.hpp"
#include "vertexview/io/posix/set_aside.hpp"
#include "vertexview/io/posix/sync.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview {

using posix::SetAside;

// The old file goes first and the new one comes last, so that neither ever stands beside the other's
// companion. Each step is on the disk before the next begins: after a power failure, too, only what was there
// at some moment is there.
Result<void> NewFile::commit_pair(NewFile& companion, NewFile& file) {
  for (NewFile* const each : {&companion, &file}) {
    if (!each->seekable_)
      return fail(ErrorCode::kNotARegularFile, "cannot be written together with another file", each->shown_);
    if (auto finished = each->finish_bytes(); !finished) return finished;
    // Between the two, files are only renamed: that needs no memory and next to no space.
    if (auto named = each->name_beside(); !named) return named;
  }
  SetAside old_file(file.target_);
  SetAside old_companion(companion.target_);
  if (const int reason = old_file.reserve(); reason != 0) return file.failed(reason);
  if (const int reason = old_companion.reserve(); reason != 0) return companion.failed(reason);

  bool companion_taken = false;
  const auto undo = [&](tl::unexpected<Error> failure) -> Result<void> {
    // The old file would be read wrong beside the new companion, so it comes back only after its own.
    int reason = old_companion.put_back(companion_taken);
    if (reason == 0) reason = posix::sync_folder(companion.folder_);
    if (reason == 0) reason = old_file.put_back(false);
    if (const std::string kept = old_file.hidden(); !kept.empty())
      failure.value()
          .message.append("; the old file could not be put back and is kept as ")
          .append(printable_name(kept));
    return failure;
  };
  if (const int reason = old_file.move(); reason != 0) return file.failed(reason);
  if (auto gone = file.sync_names(); !gone) return undo(tl::unexpected(std::move(gone.error())));
  if (const int reason = old_companion.move(); reason != 0) return undo(companion.failed(reason));
  if (auto named = companion.take_name(); !named) return undo(tl::unexpected(std::move(named.error())));
  companion_taken = true;
  if (auto there = companion.sync_names(); !there) return undo(tl::unexpected(std::move(there.error())));
  if (auto named = file.take_name(); !named) return undo(tl::unexpected(std::move(named.error())));
  auto there = file.sync_names();
  old_file.remove();
  old_companion.remove();
  for (const NewFile* const each : {&companion, &file}) posix::remove_abandoned(each->beside_);
  return there;
}

}  // namespace vertexview
