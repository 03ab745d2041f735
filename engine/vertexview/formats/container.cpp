#include "vertexview/formats/container.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "vertexview/record/schema_presets.hpp"

namespace vertexview {
namespace {

// How the names of records without a header usually end, whatever their schema.
constexpr std::string_view kRecords = ".bin";

bool ends_in_records(std::string_view path) noexcept {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
  return path.size() > kRecords.size() &&
         std::ranges::equal(path.substr(path.size() - kRecords.size()), kRecords, same);
}

}  // namespace

std::span<const Reader* const> readers() noexcept {
  static const std::array kAll{&splat_reader(), &raw_reader()};
  return kAll;
}

const Reader& sniff(std::string_view path, std::span<const std::byte> bytes) noexcept {
  const auto all = readers();
  return **std::ranges::find_if(all, [&](const Reader* reader) { return reader->recognises(path, bytes); });
}

bool is_vertex_file_name(std::string_view path) noexcept {
  return ends_in_records(path) || preset_for_extension(path) != nullptr;
}

std::string vertex_file_endings() {
  std::string endings(kRecords);
  for (const SchemaPreset& preset : schema_presets())
    if (!preset.extension.empty()) endings.append(", ").append(preset.extension);
  return endings;
}

Result<std::uint64_t> count_records(std::uint64_t file_size, const Stream& stream,
                                    const CountOptions& options) {
  if (auto sound = stream.schema.validate(); !sound) return tl::unexpected<Error>(sound.error());
  if (stream.offset > file_size)
    return fail(ErrorCode::kOutOfRange, "records at offset " + std::to_string(stream.offset) +
                                            " would begin past the end of " + std::to_string(file_size) +
                                            " bytes");
  const std::uint64_t available = file_size - stream.offset;
  const std::uint64_t stride = stream.schema.stride;
  const std::uint64_t whole = available / stride;
  const std::uint64_t rest = available % stride;
  const auto found = [&] {
    std::string text = std::to_string(available) + " bytes";
    if (stream.offset > 0) text += " after offset " + std::to_string(stream.offset);
    return text;
  };
  // The count of the file is checked as well, although a caller may take fewer records.
  for (const auto& wanted : {stream.count, options.count})
    if (wanted && *wanted > whole)
      return fail(ErrorCode::kOutOfRange, found() + " hold " + std::to_string(whole) + " records of " +
                                              std::to_string(stride) + " bytes, " + std::to_string(*wanted) +
                                              " are wanted");
  if (stream.count && options.count && *options.count > *stream.count)
    return fail(ErrorCode::kOutOfRange, "the file has " + std::to_string(*stream.count) + " records, " +
                                            std::to_string(*options.count) + " are wanted");
  if (options.count) return *options.count;
  if (stream.count) return *stream.count;
  if (rest != 0 && !options.allow_tail)
    return fail(ErrorCode::kRemainder, found() + " are " + std::to_string(whole) + " records of " +
                                           std::to_string(stride) + " bytes and a remainder of " +
                                           std::to_string(rest));
  return whole;
}

}  // namespace vertexview
