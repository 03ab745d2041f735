// Reads the vertices of PLY files. Those of a binary file without lists stay where they are; text, and
// vertices whose lists give each a length of its own, are decoded.
#include <array>
#include <bit>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/ply_records.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/texts/ply_layout.hpp"

namespace vertexview {
namespace {

bool recognises(const FileBytes& file) noexcept {
  return is_ply(file.bytes);
}

/// Returns what of the file is not shown.
std::vector<std::string> notes_of(const PlyHeader& header, std::size_t vertices) {
  std::vector<std::string> notes;
  for (const PlyProperty& property : header.elements[vertices].properties)
    if (property.length_type)
      notes.push_back("the list " + in_quotes(property.name) + " of each vertex is not shown");
  for (std::size_t i = 0; i < header.elements.size(); ++i) {
    const auto& [name, count, properties] = header.elements[i];
    if (i == vertices || count == 0) continue;
    std::string note = std::to_string(count) + " " + name;
    if (count > 1 && !name.ends_with('s')) note += 's';
    notes.push_back(note.append(count > 1 ? " are not shown" : " is not shown"));
  }
  return notes;
}

/// Returns where the vertices of a binary file begin.
Result<std::uint64_t> skip_before(const PlyHeader& header, std::size_t vertices,
                                  std::span<const std::byte> bytes, Progress* progress) {
  std::uint64_t at = header.end;
  for (std::size_t i = 0; i < vertices; ++i) {
    const auto behind = skip_ply_records(header, i, bytes, at, progress);
    if (!behind) return behind;
    at = *behind;
  }
  return at;
}

/// Says where the vertices lie: in the file, or in memory once they are decoded.
Result<void> place(Member& member, const PlyHeader& header, std::size_t vertices,
                   std::span<const std::byte> bytes, Progress* progress) {
  Result<RecordBytes> decoded;
  if (header.encoding == PlyEncoding::kText) {
    decoded = read_ply_text(header, vertices, bytes, progress);
  } else {
    if (progress != nullptr) progress->start(bytes.size() - header.end);
    const auto begin = skip_before(header, vertices, bytes, progress);
    if (!begin) return tl::unexpected<Error>(begin.error());
    if (!header.elements[vertices].has_lists()) {
      member.layout.data_offset = *begin;
      const auto whole = skip_ply_records(header, vertices, bytes, *begin, progress);
      return whole ? Result<void>() : tl::unexpected<Error>(whole.error());
    }
    decoded = copy_ply_records(header, vertices, bytes, *begin, progress);
  }
  if (!decoded) return tl::unexpected<Error>(decoded.error());
  member.memory = *std::move(decoded);
  return {};
}

Result<Container> read(const FileBytes& file, Progress* progress) {
  const auto header = parse_ply_header(file.bytes);
  if (!header) return tl::unexpected<Error>(header.error());
  const auto vertices = find_ply_vertices(*header);
  if (!vertices) return tl::unexpected<Error>(vertices.error());
  const bool big_endian = header->encoding == PlyEncoding::kText
                              ? std::endian::native == std::endian::big
                              : header->encoding == PlyEncoding::kBigEndian;
  auto layout = ply_layout(header->elements[*vertices], big_endian);
  if (!layout) return tl::unexpected<Error>(layout.error());
  Member member{.layout = *std::move(layout)};
  if (auto placed = place(member, *header, *vertices, file.bytes, progress); !placed)
    return tl::unexpected<Error>(placed.error());
  Container container{.format = ply_reader().name, .members = {}, .notes = notes_of(*header, *vertices)};
  container.members.push_back(std::move(member));
  return container;
}

}  // namespace

const Reader& ply_reader() noexcept {
  static constexpr std::array<std::string_view, 1> kEndings{".ply"};
  static constexpr Reader kReader{"PLY", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
