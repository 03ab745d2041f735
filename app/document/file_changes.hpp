#pragma once
#include "document/document.hpp"

namespace vertexview::app {

/// Tells of each open file what other programs have done to it, once. A file that became shorter is opened
/// again with the records that are left. True when anything was told.
bool follow_file_changes(Document& document);

}  // namespace vertexview::app
