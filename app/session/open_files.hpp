#pragma once
#include <cstdint>
#include <string>

#include "session/document.hpp"

namespace vertexview::app {

/// Opens `path` as a further cloud, makes it active, starts its scan and fits the view. On an error the
/// document is as it was.
[[nodiscard]] Result<void> open_file(Document& document, const std::string& path,
                                     const VertexFile::Options& options);

/// Opens the active cloud's file again as it was opened. The camera stays, and the selection where the record
/// still exists. kNotFound when nothing is open; on any error the document is as it was.
[[nodiscard]] Result<void> reload_file(Document& document);

/// The same with other options. The camera stays where the cloud lies where it lay, else the view is fitted;
/// the selection stays where the records keep their places.
[[nodiscard]] Result<void> reopen_file(Document& document, const VertexFile::Options& options);

/// The same for the cloud `id`, which must be open, and with no word to the camera: a scan that finishes fits
/// the view unless the person has moved it.
[[nodiscard]] Result<void> reopen_cloud(Document& document, DatasetId id, const VertexFile::Options& options);

/// Removes the cloud `id`, which must be open; its scan is cancelled.
void close_cloud(Document& document, DatasetId id);

}  // namespace vertexview::app
