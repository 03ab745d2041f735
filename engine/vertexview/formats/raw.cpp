// Records of a fixed stride and nothing else. Any schema will do, and a file says nothing of its own: those
// of some origin are known by their names.
#include "vertexview/formats/container.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview {
namespace {

bool recognises(std::string_view, std::span<const std::byte>) noexcept {
  return true;
}

Result<Container> read(std::string_view path, std::span<const std::byte>) {
  const SchemaPreset* const preset = preset_for_extension(path);
  return Container{raw_reader().name, {Stream{preset == nullptr ? Schema::canonical() : preset->schema()}}};
}

}  // namespace

const Reader& raw_reader() noexcept {
  static constexpr Reader kReader{"records", recognises, read};
  return kReader;
}

}  // namespace vertexview
