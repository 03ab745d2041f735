#pragma once
#include <string>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/gltf_buffers.hpp"
#include "vertexview/formats/detail/gltf_document.hpp"
#include "vertexview/formats/detail/gltf_gather.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::detail::gltf {

/// The vertices of a primitive: the numbers of each attribute, those of the positions first.
struct Vertices {
  std::vector<std::string> names;  ///< of the elements that the columns become
  std::vector<Column> columns;
  std::vector<std::string> left_out;  ///< a line for each attribute that is not read, and why
  BufferBytes buffer;                 ///< that the positions lie in

  [[nodiscard]] Column& position() { return columns.front(); }
  [[nodiscard]] std::uint64_t count() const { return columns.front().numbers.count; }
};

/// Returns the vertices of a primitive that has an attribute POSITION. Errors of numbers_of() for the
/// positions; for other attributes kBadFormat alone.
[[nodiscard]] Result<Vertices> vertices_of(const Document& document, const Primitive& primitive,
                                           const std::vector<BufferBytes>& buffers);

/// Vertices as records.
struct Records {
  Layout layout;
  bool stay = false;    ///< whether the records are bytes of the buffer, at layout.data_offset of it
  bool turned = false;  ///< whether positions are changed by the transform while they are gathered
};

/// Returns how the vertices become records that lie where the transform says, and gives the columns their
/// places in these.
[[nodiscard]] Result<Records> records_of(Vertices& vertices, const Affine& transform);

}  // namespace vertexview::detail::gltf
