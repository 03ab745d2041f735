#include "vertexview/io/file_buffer.hpp"

#include <memory>
#include <utility>

namespace vertexview {

Buffer buffer_of(MappedFile file) {
  const auto owner = std::make_shared<MappedFile>(std::move(file));
  const std::span<std::byte> writable = owner->writable_bytes();
  return writable.empty() ? Buffer(owner->bytes(), owner) : Buffer(writable, owner);
}

MemoryView view_of(MappedFile file) {
  return *buffer_of(std::move(file)).view();
}

}  // namespace vertexview
