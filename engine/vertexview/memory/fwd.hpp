#pragma once
// Forward declarations of bytes and views of bytes (engine/vertexview/memory).
#include <cstdint>

namespace vertexview {

enum class ErrorCode : std::uint8_t;
struct Error;
class Format;
struct FormatItem;
class Buffer;
class MemoryView;
class Record;
class Value;
template <class T>
class StridedView;

}  // namespace vertexview
