// Reads glTF 2.0 ("glTF 2.0 Specification", Khronos Group), as a GLB or as JSON. The vertices of a mesh stay
// where they are if they lie there as records, which glTF calls interleaved.
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/formats/detail/gltf_buffers.hpp"
#include "vertexview/formats/detail/gltf_document.hpp"
#include "vertexview/formats/detail/gltf_members.hpp"
#include "vertexview/formats/detail/gltf_scene.hpp"
#include "vertexview/memory/file_ending.hpp"

namespace vertexview {
namespace {

constexpr std::string_view kMagic = "glTF";
constexpr std::string_view kTextEnding = ".gltf";
// Before the chunks: the magic, the version and the length of the file.
constexpr std::size_t kVersion = 4;
constexpr std::size_t kLength = 8;
constexpr std::size_t kHeader = 12;
// Before each chunk: its length and its kind.
constexpr std::size_t kChunkHeader = 8;
constexpr std::uint32_t kJsonChunk = 0x4E4F534A;
constexpr std::uint32_t kBinChunk = 0x004E4942;

std::uint32_t number_at(std::span<const std::byte> bytes, std::size_t offset) noexcept {
  return LittleEndian(bytes).number<std::uint32_t>(offset);
}

/// The chunks of a GLB, or the whole of a JSON file.
struct Parts {
  std::string_view json;
  std::optional<detail::gltf::BinChunk> bin = std::nullopt;
};

bool is_binary(std::span<const std::byte> bytes) noexcept {
  constexpr std::uint32_t kMostVersion = 255;  // what is larger is no version, but some other file's bytes
  return bytes.size() >= kVersion + sizeof(kMostVersion) && text_of(bytes).starts_with(kMagic) &&
         number_at(bytes, kVersion) <= kMostVersion;
}

Result<Parts> parts_of_binary(std::span<const std::byte> bytes) {
  if (const std::uint32_t version = number_at(bytes, kVersion); version != 2)
    return fail(ErrorCode::kNotImplemented, "is glTF of version " + std::to_string(version) +
                                                ", which is not read; write it as version 2.0");
  if (bytes.size() < kHeader)
    return fail_at(0, "the header ends after " + std::to_string(bytes.size()) + " bytes; expected 12");
  const std::uint32_t length = number_at(bytes, kLength);
  if (length > bytes.size())
    return fail_at(kLength, "the header says " + std::to_string(length) + " bytes, but the file has " +
                                std::to_string(bytes.size()));
  Parts parts;
  bool json = false;
  for (std::size_t at = kHeader; at + kChunkHeader <= length;) {
    const std::size_t begin = at + kChunkHeader;
    const std::uint32_t size = number_at(bytes, at);
    if (size > length - begin)
      return fail_at(at, "a chunk has " + std::to_string(size) + " bytes, but " +
                             std::to_string(length - begin) + " are left");
    const std::uint32_t kind = number_at(bytes, at + 4);
    if (kind == kJsonChunk && !json) {
      parts.json = text_of(bytes.subspan(begin, size));
      json = true;
    }
    if (kind == kBinChunk && !parts.bin)
      parts.bin = detail::gltf::BinChunk{bytes.subspan(begin, size), begin};
    at = begin + size;
  }
  if (!json) return fail_at(kHeader, "there is no chunk of JSON");
  return parts;
}

/// Returns whether a file is a JSON object, and either called a glTF or with the member that every one has.
bool is_document(const FileBytes& file) noexcept {
  // Most exporters write the asset first; others sort the members, so that it stands behind the accessors.
  constexpr std::size_t kSearched = std::size_t{1} << 16;
  constexpr std::string_view kBlank = " \t\r\n";
  constexpr std::string_view kAsset = "\"asset\"";
  const std::string_view text = text_of(file.bytes).substr(0, kSearched);
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos || text[begin] != '{') return false;
  if (has_file_ending(file.path, kTextEnding)) return true;
  const std::size_t asset = text.find(kAsset);
  if (asset == std::string_view::npos) return false;
  const std::size_t colon = text.find_first_not_of(kBlank, asset + kAsset.size());
  if (colon == std::string_view::npos || text[colon] != ':') return false;
  const std::size_t object = text.find_first_not_of(kBlank, colon + 1);
  return object != std::string_view::npos && text[object] == '{' &&
         text.find("\"version\"", object) != std::string_view::npos;
}

bool recognises(const FileBytes& file) noexcept {
  return is_binary(file.bytes) || is_document(file);
}

Result<Container> read(const FileBytes& file, Progress* progress) {
  const auto parts = is_binary(file.bytes) ? parts_of_binary(file.bytes) : Parts{text_of(file.bytes)};
  if (!parts) return tl::unexpected<Error>(parts.error());
  const auto document = detail::gltf::parse_document(parts->json);
  if (!document) return tl::unexpected<Error>(document.error());
  const auto placed = detail::gltf::placed_meshes(*document);
  if (!placed) return tl::unexpected<Error>(placed.error());
  const auto buffers = detail::gltf::find_buffers(file.path, *document, parts->bin, progress);
  if (!buffers) return tl::unexpected<Error>(buffers.error());
  Container container{.format = gltf_reader().name, .members = {}, .show_all = true};
  const auto found =
      detail::gltf::find_members(*document, *placed, *buffers, file.member, progress, container);
  if (!found) return tl::unexpected<Error>(found.error());
  return container;
}

}  // namespace

const Reader& gltf_reader() noexcept {
  static constexpr std::array<std::string_view, 2> kEndings{".glb", kTextEnding};
  static constexpr Reader kReader{"glTF", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
