#pragma once
// Forward declarations of bytes and views of bytes (engine/vertexview/memory).
#include <cstddef>
#include <cstdint>
#include <limits>

namespace vertexview {

enum class ErrorCode : std::uint8_t;
struct Error;
class Format;
struct FormatItem;
class Buffer;
class MemoryView;
class Record;
class Value;
/// Stands for a stride that is known only when the program runs; no two values can lie so far apart.
inline constexpr std::ptrdiff_t kDynamicStride = std::numeric_limits<std::ptrdiff_t>::min();
template <class T, std::ptrdiff_t kStride = kDynamicStride>
class StridedView;

}  // namespace vertexview
