#include "vertexview/io/new_file.hpp"

#include <utility>

namespace vertexview {

Result<void> write_file(const std::string& path, std::span<const std::byte> bytes) {
  auto file = NewFile::create(path);
  if (!file) return tl::unexpected(std::move(file.error()));
  if (auto written = file->write_at(0, bytes); !written) return written;
  return file->commit();
}

}  // namespace vertexview
