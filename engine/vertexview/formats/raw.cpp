// Reads records of a fixed stride without a header. Such a file does not say its schema, so that only its
// name can tell.
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
