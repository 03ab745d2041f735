#pragma once
// NumPy's arrays and archives made by hand, for what NumPy itself would not write.
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vertexview::test {

/// Returns a number as little-endian bytes.
inline std::string little(std::uint64_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i, number >>= 8) text += static_cast<char>(number & 0xFF);
  return text;
}

inline std::vector<std::byte> bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// Returns an array of version 1.0 with that text as its header.
inline std::string npy(const std::string& header, const std::string& data = "") {
  std::string text("\x93NUMPY\x01\x00", 8);
  return text.append(little(header.size(), 2)).append(header).append(data);
}

/// Returns the header of an array.
inline std::string header_text(const std::string& descr, const std::string& shape, bool fortran = false) {
  std::string text = "{'descr': ";
  text.append(descr).append(", 'fortran_order': ").append(fortran ? "True" : "False");
  return text.append(", 'shape': ").append(shape).append(", }");
}

/// Returns the bytes deflated, without a header.
inline std::string deflated(const std::string& data) {
  std::string out(compressBound(data.size()), '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  std::string in = data;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// A member of an archive, with what a hostile one may say of itself.
struct MadeEntry {
  std::string name;
  std::string data;
  bool deflate = false;
  std::uint16_t flags = 0;
  std::uint16_t method = 0xFFFF;   ///< 0xFFFF: what is true
  std::uint32_t size = 0xFFFFFFF;  ///< 0xFFFFFFF: what is true
  std::uint32_t crc_change = 0;
};

/// Returns an archive of the members.
inline std::string zip(const std::vector<MadeEntry>& entries) {
  std::string text;
  std::string directory;
  for (const MadeEntry& entry : entries) {
    const std::string stored = entry.deflate ? deflated(entry.data) : entry.data;
    const auto crc =
        crc32(0, reinterpret_cast<const Bytef*>(entry.data.data()), static_cast<uInt>(entry.data.size())) ^
        entry.crc_change;
    const std::uint64_t size = entry.size == 0xFFFFFFF ? entry.data.size() : entry.size;
    const unsigned method = entry.method != 0xFFFF ? entry.method : entry.deflate ? 8U : 0U;
    std::string shared = little(20, 2);
    shared.append(little(entry.flags, 2))
        .append(little(method, 2))
        .append(little(0, 4))
        .append(little(crc, 4));
    shared.append(little(stored.size(), 4)).append(little(size, 4)).append(little(entry.name.size(), 2));
    directory.append("PK\1\2").append(little(20, 2)).append(shared).append(little(0, 12));
    directory.append(little(text.size(), 4)).append(entry.name);
    text.append("PK\3\4").append(shared).append(little(0, 2)).append(entry.name).append(stored);
  }
  const std::uint64_t begin = text.size();
  text.append(directory).append("PK\5\6").append(little(0, 4)).append(little(entries.size(), 2));
  text.append(little(entries.size(), 2)).append(little(directory.size(), 4)).append(little(begin, 4));
  return text.append(little(0, 2));
}

}  // namespace vertexview::test
