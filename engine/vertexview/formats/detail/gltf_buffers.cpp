#include "vertexview/formats/detail/gltf_buffers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "vertexview/formats/detail/decoded_bytes.hpp"
#include "vertexview/io/mapped_file.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview::detail::gltf {
namespace {

constexpr std::uint8_t kNoDigit = 64;
constexpr unsigned kDigitBits = 6;
// Of a URI in an error: enough to know it by.
constexpr std::size_t kMostQuoted = 256;

constexpr std::array<std::uint8_t, 256> base64_digits() {
  std::array<std::uint8_t, 256> digits{};
  digits.fill(kNoDigit);
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  return digits;
}

constexpr std::array<std::uint8_t, 256> kDigits = base64_digits();

std::string buffer_name(std::size_t index) {
  return "buffer " + std::to_string(index);
}

tl::unexpected<Error> too_short(std::size_t index, std::uint64_t wanted, std::uint64_t found) {
  std::string text = buffer_name(index);
  text.append(" has ").append(std::to_string(wanted)).append(" bytes, but ");
  return fail(ErrorCode::kBadFormat, text.append(std::to_string(found)).append(" are there"));
}

std::optional<unsigned> hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// Returns the text with its %XX as bytes; nullopt where one is no byte of a file's name.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (!high || !low) return std::nullopt;
      c = static_cast<char>(*high << 4U | *low);
      i += 2;
    }
    if (c == '\0') return std::nullopt;
    decoded += c;
  }
  return decoded;
}

/// Returns whether a name stays in the folder of the file, so that a file that somebody sent reads nothing
/// but what was sent with it.
bool stays_beside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find(':') != std::string_view::npos) return false;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    if (name.substr(at, end - at) == "..") return false;
    at = end + 1;
  }
  return true;
}

Result<BufferBytes> map_beside(std::string_view path, std::size_t index, const Buffer& buffer) {
  const auto name = percent_decoded(*buffer.uri);
  if (!name || !stays_beside(*name)) {
    std::string text = buffer_name(index);
    text.append(" lies in ").append(in_quotes(buffer.uri->substr(0, kMostQuoted)));
    return fail(
        ErrorCode::kNotImplemented,
        text.append("; only files in the folder of this one, and in folders of that, are read: put the "
                    "buffer there, or write one .glb"));
  }
  const std::size_t slash = path.rfind('/');
  std::string beside(slash == std::string_view::npos ? "" : path.substr(0, slash + 1));
  auto file = MappedFile::open(beside.append(*name));
  if (!file) return tl::unexpected<Error>(std::move(file.error()));
  auto mapping = std::make_shared<const MappedFile>(*std::move(file));
  const auto bytes = mapping->bytes();
  if (bytes.size() < buffer.length) {
    auto error = too_short(index, buffer.length, bytes.size());
    error.value().path = mapping->path();
    return error;
  }
  return BufferBytes{.bytes = bytes, .place = BufferBytes::Place::kBeside, .file = std::move(mapping)};
}

/// Decodes the bytes from `begin` on; the text has two digits for each of them.
Result<void> decode(std::string_view text, std::uint64_t begin, std::span<std::byte> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    // Byte 3g + k of a group of three consists of the low bits of digit 4g + k and the high bits of the next.
    const auto byte = static_cast<std::size_t>(begin) + i;
    const auto part = static_cast<unsigned>(byte % 3);
    const std::string_view pair = text.substr(byte / 3 * 4 + part, 2);
    const unsigned first = kDigits[static_cast<unsigned char>(pair[0])];
    const unsigned second = kDigits[static_cast<unsigned char>(pair[1])];
    if (first == kNoDigit || second == kNoDigit) {
      std::string message = "a buffer in the JSON has ";
      return fail(ErrorCode::kBadFormat, message.append(in_quotes(pair)).append(", which is no base64"));
    }
    out[i] = static_cast<std::byte>((first << (2 * part + 2) | second >> (4 - 2 * part)) & 0xFFU);
  }
  return {};
}

Result<BufferBytes> decode_inline(std::size_t index, const Buffer& buffer, Progress* progress) {
  constexpr std::string_view kBase64 = ";base64,";
  std::string_view text = *buffer.uri;
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || !text.substr(0, comma + 1).ends_with(kBase64))
    return fail(ErrorCode::kNotImplemented,
                buffer_name(index) + " is a data: URI that is not in base64, which is not read");
  text.remove_prefix(comma + 1);
  while (text.ends_with('=')) text.remove_suffix(1);
  const std::uint64_t found = std::uint64_t{text.size()} * kDigitBits / 8;
  if (found < buffer.length) return too_short(index, buffer.length, found);
  auto memory = decoded_bytes(buffer.length);
  if (!memory) return tl::unexpected<Error>(memory.error());
  if (progress != nullptr) progress->start(buffer.length);
  const auto done = parallel_for(
      buffer.length, {.progress = progress}, [&](const Chunk& chunk, std::size_t) -> Result<void> {
        return decode(text, chunk.first,
                      memory->bytes.subspan(static_cast<std::size_t>(chunk.first),
                                            static_cast<std::size_t>(chunk.count)));
      });
  if (!done) return tl::unexpected<Error>(done.error());
  return BufferBytes{
      .bytes = memory->bytes, .place = BufferBytes::Place::kMemory, .owner = std::move(memory->owner)};
}

/// Returns the buffers that something which is read lies in. The stand-in for a compressed buffer has no
/// bytes.
std::vector<bool> read_buffers(const Document& document) {
  std::vector<bool> read(document.buffers.size());
  for (const View& view : document.views)
    if (view.buffer < read.size() && view.compression.empty()) read[view.buffer] = true;
  return read;
}

}  // namespace

Result<std::vector<BufferBytes>> find_buffers(std::string_view path, const Document& document,
                                              const std::optional<BinChunk>& chunk, Progress* progress) {
  const std::vector<bool> read = read_buffers(document);
  std::vector<BufferBytes> all(document.buffers.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Buffer& buffer = document.buffers[i];
    if (!read[i]) continue;
    if (!buffer.uri) {
      // The first buffer without a place of its own is the chunk; any other has no bytes.
      const BinChunk own = i == 0 ? chunk.value_or(BinChunk{}) : BinChunk{};
      if (own.bytes.size() < buffer.length) return too_short(i, buffer.length, own.bytes.size());
      all[i] = {.bytes = own.bytes, .begin = own.begin};
      continue;
    }
    auto bytes =
        buffer.uri->starts_with("data:") ? decode_inline(i, buffer, progress) : map_beside(path, i, buffer);
    if (!bytes) return tl::unexpected<Error>(std::move(bytes.error()));
    all[i] = *std::move(bytes);
  }
  return all;
}

}  // namespace vertexview::detail::gltf
