// Source: NumPy's "A simple file format for NumPy arrays", versions 1.0, 2.0 and 3.0.
#include "vertexview/formats/detail/npy_array.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/memory/number_load.hpp"

namespace vertexview::detail {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
// The magic and two bytes of the version.
constexpr std::uint64_t kBefore = 8;

/// Returns the error of a text that begins at `begin` of the array.
tl::unexpected<Error> shifted(Error error, std::uint64_t begin) {
  if (error.offset) *error.offset += begin;
  return tl::unexpected<Error>(std::move(error));
}

/// Returns the version of the format of the array; 0 where there is none or it is unknown.
unsigned version_of(std::span<const std::byte> bytes) noexcept {
  if (!is_npy(bytes) || bytes.size() < kBefore) return 0;
  const auto major = std::to_integer<unsigned>(bytes[6]);
  return major <= 3 && bytes[7] == std::byte{0} ? major : 0;
}

/// Fills in what the dictionary of a header says.
Result<void> fill(NpyHeader& header, const PythonLiteral& dict) {
  using Kind = PythonLiteral::Kind;
  const PythonLiteral* const descr = dict.kind == Kind::kDict ? dict.find("descr") : nullptr;
  const PythonLiteral* const fortran = descr != nullptr ? dict.find("fortran_order") : nullptr;
  const PythonLiteral* const shape = descr != nullptr ? dict.find("shape") : nullptr;
  if (fortran == nullptr || shape == nullptr || !fortran->is_bool() || shape->kind != Kind::kTuple)
    return fail_at(dict.at, "the header names no array: expected 'descr', 'fortran_order' and 'shape'");
  for (const PythonLiteral& extent : shape->items) {
    if (extent.kind != Kind::kInteger) return fail_at(extent.at, "expected a whole number of the shape");
    header.shape.push_back(extent.number);
  }
  auto type = numpy_type(*descr);
  if (!type) return tl::unexpected<Error>(type.error());
  header.type = *std::move(type);
  header.fortran = fortran->kind == Kind::kTrue;
  return {};
}

}  // namespace

bool is_npy(std::span<const std::byte> bytes) noexcept {
  return text_of(bytes).starts_with(kMagic);
}

std::optional<std::uint64_t> npy_header_size(std::span<const std::byte> bytes) noexcept {
  const unsigned version = version_of(bytes);
  const std::uint64_t before = kBefore + (version == 1 ? 2 : 4);
  if (version == 0 || bytes.size() < before) return std::nullopt;
  const LittleEndian numbers(bytes);
  return before +
         (version == 1 ? numbers.number<std::uint16_t>(kBefore) : numbers.number<std::uint32_t>(kBefore));
}

Result<NpyHeader> parse_npy_header(std::span<const std::byte> bytes) {
  const unsigned version = version_of(bytes);
  if (is_npy(bytes) && bytes.size() >= kBefore && version == 0)
    return fail_at(6,
                   "version " + std::to_string(std::to_integer<unsigned>(bytes[6])) + "." +
                       std::to_string(std::to_integer<unsigned>(bytes[7])) +
                       " of NumPy's format; expected 1.0, 2.0 or 3.0",
                   ErrorCode::kNotImplemented);
  const auto size = npy_header_size(bytes);
  if (!size)
    return fail_at(bytes.size(), "the header of a NumPy array ends after " + std::to_string(bytes.size()) +
                                     " bytes; expected at least 12");
  if (*size > kLongestNpyHeader)
    return fail_at(kBefore,
                   "the header has " + std::to_string(*size) + " bytes; at most " +
                       std::to_string(kLongestNpyHeader) + " are supported",
                   ErrorCode::kNotImplemented);
  if (*size > bytes.size())
    return fail_at(kBefore, "the header has " + std::to_string(*size) + " bytes, of which there are " +
                                std::to_string(bytes.size()));
  const std::uint64_t begin = kBefore + (version == 1 ? 2 : 4);
  const auto text =
      text_of(bytes).substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(*size - begin));
  const auto dict =
      parse_python_literal(text, version == 3 ? PythonText::kUtf8Header : PythonText::kLatin1Header);
  if (!dict) return shifted(dict.error(), begin);
  NpyHeader header{.type = {}, .shape = {}, .data_offset = *size};
  if (auto filled = fill(header, *dict); !filled) return shifted(filled.error(), begin);
  return header;
}

Result<NpyArray> read_npy(std::span<const std::byte> bytes) {
  const auto header = parse_npy_header(bytes);
  if (!header) return tl::unexpected<Error>(header.error());
  const auto records = npy_records(*header);
  if (!records) return tl::unexpected<Error>(records.error());
  const auto rest = bytes.subspan(static_cast<std::size_t>(header->data_offset));
  const std::uint64_t nbytes = records->count * records->stride;
  if (nbytes > rest.size())
    return fail_at(header->data_offset, "the header says " + std::to_string(records->count) + " records of " +
                                            std::to_string(records->stride) + " bytes, which are " +
                                            std::to_string(nbytes) + " bytes; " +
                                            std::to_string(rest.size()) + " follow it");
  const auto data = rest.first(static_cast<std::size_t>(nbytes));
  auto layout = npy_layout(*header, *records, data);
  if (!layout) return tl::unexpected<Error>(layout.error());
  NpyArray array{.layout = *std::move(layout), .streams = {}, .notes = {}};
  if (const std::string& names = header->type.overlapping; !names.empty())
    array.notes.push_back("fields that share bytes with another are left out: " + names);
  if (rest.size() > nbytes)
    array.notes.push_back(std::to_string(rest.size() - nbytes) + " bytes after the array are left out");
  if (header->fortran && header->type.structured && header->shape.size() > 1)
    array.notes.emplace_back("the records come in Fortran order, the first index fastest");
  if (records->planes) array.streams = planes_of(*header, *records, data);
  return array;
}

}  // namespace vertexview::detail
