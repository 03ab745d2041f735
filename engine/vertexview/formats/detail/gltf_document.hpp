#pragma once
// The parts of a glTF document that say where vertices lie ("glTF 2.0 Specification", Khronos Group).
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element.hpp"

namespace vertexview::detail::gltf {

/// Returns the failing side of a Result for what no right file says.
[[nodiscard]] inline tl::unexpected<Error> impossible(std::string message) {
  return fail(ErrorCode::kBadFormat, std::move(message));
}

/// A linear map, row by row, and a translation after it.
struct Affine {
  std::array<double, 9> linear{1, 0, 0, 0, 1, 0, 0, 0, 1};
  std::array<double, 3> translation{0, 0, 0};
};

struct Buffer {
  std::uint64_t length = 0;
  std::optional<std::string> uri = std::nullopt;
};

struct View {
  std::size_t buffer = 0;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::uint64_t stride = 0;      ///< 0: one element follows the other
  std::string compression = {};  ///< the extension that it takes to read the bytes; "": none
};

struct Accessor {
  std::optional<std::size_t> view = std::nullopt;
  std::uint64_t offset = 0;
  std::uint64_t count = 0;
  std::uint64_t component = 0;  ///< glTF's number of the type of a component
  std::string type = {};        ///< "SCALAR", "VEC3", ...
  bool normalized = false;
  bool sparse = false;
};

struct Primitive {
  std::vector<std::pair<std::string, std::size_t>> attributes;  ///< names and accessors
  std::optional<std::size_t> indices = std::nullopt;
  std::uint64_t mode = 4;
  std::string compression = {};  ///< as that of a View
};

struct Mesh {
  std::string name;
  std::vector<Primitive> primitives;
};

struct Node {
  std::optional<std::size_t> mesh = std::nullopt;
  bool skinned = false;
  bool instanced = false;
  std::vector<std::size_t> children = {};
  Affine local = {};
};

struct Document {
  std::vector<Buffer> buffers;
  std::vector<View> views;
  std::vector<Accessor> accessors;
  std::vector<Mesh> meshes;
  std::vector<Node> nodes;
  /// The nodes of the scene to show; nullopt where the document has no scene.
  std::optional<std::vector<std::size_t>> roots = std::nullopt;
};

/// Returns what the text says. Its indices are not proved to exist. kBadFormat for no JSON, and for members
/// of another type than glTF's; kNotImplemented for another version and for a text past the limits.
[[nodiscard]] Result<Document> parse_document(std::string_view text);

/// Numbers of an accessor, which lie in their buffer's length: `count` times `components` of them.
struct Numbers {
  std::size_t buffer = 0;
  std::uint64_t begin = 0;
  std::uint64_t stride = 0;
  std::uint64_t count = 0;
  ElementType type = ElementType::kFloat32;
  std::uint32_t components = 1;
  bool normalized = false;

  /// Returns the bytes of all components of one element.
  [[nodiscard]] std::uint64_t size() const noexcept { return std::uint64_t{element_size(type)} * components; }
  /// Returns the bytes from the first element to the end of the last.
  [[nodiscard]] std::uint64_t extent() const noexcept {
    return count == 0 ? 0 : (count - 1) * stride + size();
  }
};

/// Returns the error for what an extension compresses: kNotImplemented, with what decompresses it.
[[nodiscard]] tl::unexpected<Error> compressed(std::string what, std::string_view extension);

/// Returns where the numbers of an accessor lie. kBadFormat where they cannot; kNotImplemented, with what
/// helps, for what is not read.
[[nodiscard]] Result<Numbers> numbers_of(const Document& document, std::size_t accessor);

}  // namespace vertexview::detail::gltf
