#include "vertexview/formats/container.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "vertexview/memory/file_ending.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview {
std::span<const Reader* const> readers() noexcept {
  // Every reader that knows its own header comes before those that look at text.
  static const std::array kAll{&gltf_reader(), &las_reader(), &npy_reader(),   &npz_reader(),
                               &pcd_reader(),  &ply_reader(), &splat_reader(), &unsupported_reader(),
                               &text_reader(), &raw_reader()};
  return kAll;
}

const Reader& sniff(const FileBytes& file) noexcept {
  const auto all = readers();
  return **std::ranges::find_if(all, [&](const Reader* reader) { return reader->recognises(file); });
}

bool is_vertex_file_name(std::string_view path) noexcept {
  return std::ranges::any_of(readers(), [&](const Reader* reader) {
    return std::ranges::any_of(reader->endings,
                               [&](std::string_view end) { return has_file_ending(path, end); });
  });
}

std::string vertex_file_endings() {
  std::vector<std::string_view> all;
  for (const Reader* reader : readers())
    all.insert(all.end(), reader->endings.begin(), reader->endings.end());
  std::ranges::sort(all);
  std::string text;
  for (const std::string_view ending : all) text.append(text.empty() ? "" : ", ").append(ending);
  return text;
}

Result<std::uint64_t> count_records(std::uint64_t size, const Layout& layout, const CountOptions& options) {
  if (auto sound = layout.schema.validate(); !sound) return tl::unexpected<Error>(sound.error());
  const std::uint64_t offset = layout.data_offset;
  if (offset > size)
    return fail(ErrorCode::kOutOfRange, "records at offset " + std::to_string(offset) +
                                            " would begin past the end of " + std::to_string(size) +
                                            " bytes");
  const std::uint64_t available = size - offset;
  const std::uint64_t stride = layout.schema.stride;
  const std::uint64_t whole = available / stride;
  const std::uint64_t rest = available % stride;
  const auto found = [&] {
    std::string text = std::to_string(available) + " bytes";
    if (offset > 0) text += " after offset " + std::to_string(offset);
    return text;
  };
  // The count of the file is checked as well, although a caller may take fewer records.
  for (const auto& wanted : {layout.count, options.count})
    if (wanted && *wanted > whole)
      return fail(ErrorCode::kOutOfRange, found() + " hold " + std::to_string(whole) + " records of " +
                                              std::to_string(stride) + " bytes, " + std::to_string(*wanted) +
                                              " are wanted");
  if (layout.count && options.count && *options.count > *layout.count)
    return fail(ErrorCode::kOutOfRange, "the file has " + std::to_string(*layout.count) + " records, " +
                                            std::to_string(*options.count) + " are wanted");
  if (options.count) return *options.count;
  if (layout.count) return *layout.count;
  if (rest != 0 && !options.allow_tail)
    return fail(ErrorCode::kRemainder, found() + " are " + std::to_string(whole) + " records of " +
                                           std::to_string(stride) + " bytes and a remainder of " +
                                           std::to_string(rest));
  return whole;
}

Result<RecordStreams> records_of(const Member& member, std::span<const std::byte> file) {
  const Layout& layout = member.layout;
  if (!member.streams.empty()) return RecordStreams(member.streams, layout.count.value_or(0));
  const auto bytes = member.memory ? member.memory->bytes : file;
  const auto count = count_records(bytes.size(), layout, {.allow_tail = layout.allow_tail});
  if (!count) return tl::unexpected<Error>(count.error());
  const std::byte* const first = bytes.data() + layout.data_offset;
  return RecordStreams(RecordSpan{first, *count, layout.schema.stride});
}

}  // namespace vertexview
