#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "vertexview/record/record_streams.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview::app {

/// What the bytes at one place of all records are like. ThemeColors::bytes has the colours in this order.
enum class ByteKind : std::uint8_t {
  kConstant,  ///< always the same
  kSmall,     ///< integers near zero: flags, rings, labels, the high bytes of larger integers
  kExponent,  ///< sign and exponent of floats of a common size
  kVaried,    ///< anything else
  kNoise      ///< any value, as often as any other: the low bytes of numbers, and compressed ones
};
inline constexpr std::array kByteKinds{ByteKind::kConstant, ByteKind::kSmall, ByteKind::kExponent,
                                       ByteKind::kVaried, ByteKind::kNoise};
/// Returns "constant", "small integer", "exponent", "varied" or "random".
[[nodiscard]] const char* byte_kind_name(ByteKind kind) noexcept;

/// The bytes at one place of a sample of records.
struct ByteColumn {
  ByteKind kind = ByteKind::kConstant;
  double entropy = 0;                       ///< bits a byte, as often as each value occurs: 0 to 8
  std::uint8_t most = 0;                    ///< the most frequent value; of several the smallest
  double share = 0;                         ///< of the records that have it
  std::vector<std::uint8_t> examples = {};  ///< of the first records of the sample, at most six
};

/// Returns what the first `most_bytes` bytes of each record are like, in about a thousand records at places
/// all over them. Empty without records, and when `progress` is cancelled. May be called from any thread, and
/// with untrusted bytes.
[[nodiscard]] std::vector<ByteColumn> describe_bytes(const RecordStreams& records, std::uint64_t most_bytes,
                                                     const Progress& progress = {});

/// Returns lines about the byte at a place: its number and kind, its entropy, its most frequent value, and
/// examples, in hex.
[[nodiscard]] std::vector<std::string> lines_about(const ByteColumn& column, std::uint64_t place);

}  // namespace vertexview::app
