#pragma once
#include "vertexview/io/mapped_file.hpp"
#include "vertexview/memory/buffer.hpp"
#include "vertexview/memory/memory_view.hpp"

namespace vertexview {

/// Returns the bytes of a mapping as a Buffer, which keeps the file mapped until its last view ends. Writable
/// when the mapping came from MappedFile::open_private, read-only otherwise.
[[nodiscard]] Buffer buffer_of(MappedFile file);

/// Returns all bytes of a mapping as a one-dimensional view of format B, which keeps the file mapped.
[[nodiscard]] MemoryView view_of(MappedFile file);

}  // namespace vertexview
