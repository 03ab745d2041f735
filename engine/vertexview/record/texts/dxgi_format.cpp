// Source: DXGI_FORMAT of Direct3D 11 and 12, as far as vertices have them.
#include "vertexview/record/texts/dxgi_format.hpp"

#include <algorithm>
#include <array>

namespace vertexview::detail {
namespace {

constexpr std::string_view kPrefix = "DXGI_FORMAT_";

/// What the numbers of a format are, by their bits and the word at the end of its name.
struct NumberRow {
  unsigned bits;
  std::string_view word;
  ElementType type;
  Encoding encoding;
};

constexpr NumberRow kNumberRows[]{
    {32, "FLOAT", ElementType::kFloat32, Encoding::kPlain},
    {32, "UINT", ElementType::kUint32, Encoding::kPlain},
    {32, "SINT", ElementType::kInt32, Encoding::kPlain},
    {16, "FLOAT", ElementType::kFloat16, Encoding::kPlain},
    {16, "UNORM", ElementType::kUint16, Encoding::kUnorm},
    {16, "UINT", ElementType::kUint16, Encoding::kPlain},
    {16, "SNORM", ElementType::kInt16, Encoding::kSnorm},
    {16, "SINT", ElementType::kInt16, Encoding::kPlain},
    {8, "UNORM", ElementType::kUint8, Encoding::kUnorm},
    {8, "UINT", ElementType::kUint8, Encoding::kPlain},
    {8, "SNORM", ElementType::kInt8, Encoding::kSnorm},
    {8, "SINT", ElementType::kInt8, Encoding::kPlain},
    {8, "UNORM_SRGB", ElementType::kUint8, Encoding::kUnorm},
};

/// Formats whose numbers have several sizes: each is read as the integer that holds them all, and decoded
/// where there is an encoding for it.
struct PackedRow {
  std::string_view name;
  ElementType type;
  Encoding encoding = Encoding::kPlain;  ///< how the integer becomes its numbers, where that is known here
};

constexpr PackedRow kPacked[]{
    {"R10G10B10A2_UNORM", ElementType::kUint32, Encoding::kUnorm10_10_10_2},
    {"R10G10B10A2_UINT", ElementType::kUint32},
    {"R10G10B10_XR_BIAS_A2_UNORM", ElementType::kUint32},
    {"R11G11B10_FLOAT", ElementType::kUint32, Encoding::kUfloat11_11_10},
    {"R9G9B9E5_SHAREDEXP", ElementType::kUint32},
    {"B5G6R5_UNORM", ElementType::kUint16, Encoding::kUnorm5_6_5},
    {"B5G5R5A1_UNORM", ElementType::kUint16},
    {"B4G4R4A4_UNORM", ElementType::kUint16},
};

/// Returns the channels of a format without its word, as in "R8G8B8A8", if all have that many bits; "" for
/// others.
std::string channels_of(unsigned bits, std::string_view letters) {
  std::string text;
  for (const char letter : letters) text.append(1, letter).append(std::to_string(bits));
  return text;
}

/// Returns whether Direct3D has a format of so many numbers of these bits: of three, only where they are
/// long.
bool exists(unsigned bits, std::size_t count) noexcept {
  return count == 1 || count == 2 || count == 4 || (count == 3 && bits == 32);
}

}  // namespace

std::optional<DxgiFormat> dxgi_format(std::string_view name) {
  if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
  for (const PackedRow& row : kPacked)
    if (name == row.name) return DxgiFormat{.type = row.type, .encoding = row.encoding};
  constexpr std::array<std::string_view, 6> kLetters{"R", "RG", "RGB", "RGBA", "BGRA", "BGRX"};
  for (const NumberRow& row : kNumberRows)
    for (const std::string_view letters : kLetters) {
      const bool reversed = letters.starts_with('B');
      if (!exists(row.bits, letters.size()) || (reversed && row.bits != 8)) continue;
      if (name == channels_of(row.bits, letters).append("_").append(row.word))
        return DxgiFormat{row.type, static_cast<std::uint32_t>(letters.size()), row.encoding, reversed};
    }
  return std::nullopt;
}

std::string dxgi_format_name(const DxgiFormat& format) {
  for (const PackedRow& row : kPacked)
    if (row.encoding != Encoding::kPlain && row.encoding == format.encoding && format.count == 1)
      return std::string(kPrefix).append(row.name);
  for (const NumberRow& row : kNumberRows) {
    if (row.type != format.type || row.encoding != format.encoding) continue;
    if (!exists(row.bits, format.count) || format.count > 4) break;
    if (format.reversed && (row.bits != 8 || format.count != 4 || format.encoding != Encoding::kUnorm)) break;
    const std::string_view letters =
        format.reversed ? "BGRA" : std::string_view("RGBA").substr(0, format.count);
    return std::string(kPrefix).append(channels_of(row.bits, letters)).append("_").append(row.word);
  }
  return {};
}

}  // namespace vertexview::detail
