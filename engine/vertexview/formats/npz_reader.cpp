// Reads NumPy's archives of arrays: .npz, a ZIP archive in which each member is a .npy. Those that are not
// compressed stay where they are.
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/npy_array.hpp"
#include "vertexview/formats/detail/zip_archive.hpp"
#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/file_ending.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview {
namespace {

constexpr std::string_view kEnding = ".npy";
// Arrays whose headers are looked at: each costs a page of the file, and the inflating of its begin.
constexpr std::size_t kMostArrays = 4096;

/// An array of the archive of which only the header was read.
struct Found {
  const detail::ZipEntry* entry = nullptr;
  std::string name;
  Layout layout = {};
  std::optional<Error> error = std::nullopt;  ///< why it cannot be shown
  int rank = 0;                               ///< the lower, the more likely it is what a person wants to see
};

bool recognises(const FileBytes& file) noexcept {
  const bool named = has_file_ending(file.path, ".npz");
  return detail::is_zip(file.bytes) && (named || ends_in(detail::first_zip_name(file.bytes), kEnding));
}

/// Returns the header of an array, and perhaps what follows it.
Result<std::vector<std::byte>> header_bytes(std::span<const std::byte> archive,
                                            const detail::ZipEntry& entry) {
  constexpr std::size_t kUsual = 1024;  // of a header, which NumPy fills up to a multiple of 64
  auto bytes = detail::zip_begin(archive, entry, kUsual);
  if (!bytes) return bytes;
  const auto size = detail::npy_header_size(*bytes);
  if (!size || *size <= bytes->size() || *size > detail::kLongestNpyHeader) return bytes;
  return detail::zip_begin(archive, entry, static_cast<std::size_t>(*size));
}

/// Returns how likely the records are what a person wants to see: 0 where their name says so, 1 for a place
/// in space, 2 for one in the plane and for a small matrix, as of a camera, 3 without a place.
int rank_of(const std::string& name, const detail::NpyHeader& header, const Layout& layout) {
  constexpr std::uint64_t kColumnsOfAMatrix = 4;
  const auto numbers = position_numbers(layout);
  if (!numbers || numbers->empty()) return 3;
  const auto& shape = header.shape;
  const bool matrix = !header.type.structured && shape.size() == 2 && shape[0] >= 2 && shape[0] <= shape[1] &&
                      shape[1] <= kColumnsOfAMatrix;
  if (matrix || numbers->size() < 3) return 2;
  return semantic_of(name) == Semantic::kPosition ? 0 : 1;
}

void look_at_header(std::span<const std::byte> archive, Found& found) {
  const auto bytes = header_bytes(archive, *found.entry);
  const auto header = bytes ? detail::parse_npy_header(*bytes) : tl::unexpected<Error>(bytes.error());
  const auto records = header ? detail::npy_records(*header) : tl::unexpected<Error>(header.error());
  auto layout = records ? detail::npy_layout(*header, *records, {}) : tl::unexpected<Error>(records.error());
  if (!layout) {
    found.error = layout.error();
    if (found.error->offset && !found.entry->deflated) *found.error->offset += found.entry->offset;
    return;
  }
  found.layout = *std::move(layout);
  found.rank = rank_of(found.name, *header, found.layout);
}

/// Returns the arrays of the archive, the first the one to show and those that cannot be shown at the end.
std::vector<Found> find_arrays(std::span<const std::byte> archive,
                               const std::vector<detail::ZipEntry>& entries, Container& container) {
  std::vector<Found> arrays;
  for (const detail::ZipEntry& entry : entries) {
    if (!ends_in(entry.name, kEnding)) continue;
    if (arrays.size() == kMostArrays) {
      container.notes.push_back("only the first " + std::to_string(kMostArrays) + " arrays were looked at");
      break;
    }
    Found found{.entry = &entry, .name = entry.name.substr(0, entry.name.size() - kEnding.size())};
    look_at_header(archive, found);
    arrays.push_back(std::move(found));
  }
  std::ranges::sort(arrays, {}, [](const Found& found) {
    return std::tuple(found.error.has_value(), found.rank, found.entry);
  });
  return arrays;
}

/// Returns why no array can be shown.
tl::unexpected<Error> nothing_to_show(std::vector<Found>& arrays) {
  if (arrays.empty()) return fail(ErrorCode::kNotFound, "the archive holds no array of NumPy");
  Error error = std::move(*arrays.front().error);
  error.message.insert(0, "array " + in_quotes(arrays.front().name) + ": ");
  if (arrays.size() > 1) error.message.insert(0, "no array of the archive can be shown; ");
  return tl::unexpected<Error>(std::move(error));
}

/// Reads the records of one array.
Result<void> read_array(std::span<const std::byte> archive, const detail::ZipEntry& entry, Member& member,
                        Container& container, Progress* progress) {
  std::optional<detail::DecodedBytes> inflated;
  std::span<const std::byte> bytes =
      archive.subspan(static_cast<std::size_t>(entry.offset), static_cast<std::size_t>(entry.stored));
  if (entry.deflated) {
    auto memory = detail::inflate_entry(archive, entry, progress);
    if (!memory) return tl::unexpected<Error>(memory.error());
    inflated = *std::move(memory);
    bytes = inflated->bytes;
  }
  auto array = detail::read_npy(bytes);
  if (!array) {
    Error error = array.error();
    error.message.insert(0, "array " + in_quotes(member.name) + ": ");
    if (error.offset && !inflated) *error.offset += entry.offset;
    return tl::unexpected<Error>(std::move(error));
  }
  member.layout = std::move(array->layout);
  member.streams = std::move(array->streams);
  if (!member.streams.empty() && inflated)
    member.owners.push_back(inflated->owner);
  else if (inflated)
    member.memory = {inflated->bytes, inflated->owner};
  else if (member.streams.empty())
    member.layout.data_offset += entry.offset;
  std::ranges::move(array->notes, std::back_inserter(container.notes));
  return {};
}

Result<Container> read(const FileBytes& file, Progress* progress) {
  const auto entries = detail::zip_entries(file.bytes);
  if (!entries) return tl::unexpected<Error>(entries.error());
  Container container{npz_reader().name, {}, {}};
  auto arrays = find_arrays(file.bytes, *entries, container);
  if (arrays.empty() || arrays.front().error) return nothing_to_show(arrays);
  bool done = false;  // of two that have one name, the first is read
  for (Found& found : arrays) {
    const bool wanted = !done && (file.member.empty() || found.name == file.member);
    if (found.error && wanted) {
      found.error->message.insert(0, "array " + in_quotes(found.name) + ": ");
      return tl::unexpected<Error>(std::move(*found.error));
    }
    if (found.error) continue;
    Member member{.name = std::move(found.name), .layout = std::move(found.layout)};
    if (wanted)
      if (auto read = read_array(file.bytes, *found.entry, member, container, progress); !read)
        return tl::unexpected<Error>(read.error());
    done = done || wanted;
    container.members.push_back(std::move(member));
  }
  return container;
}

}  // namespace

const Reader& npz_reader() noexcept {
  static constexpr std::array<std::string_view, 1> kEndings{".npz"};
  static constexpr Reader kReader{"NumPy archive", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
