#pragma once
// Records that are written, and what the writers make of them.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support_files.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview::test {

inline Schema schema_of(std::string_view text) {
  auto schema = parse_schema(text);
  EXPECT_TRUE(schema) << text;
  return schema.value_or(Schema{});
}

/// Returns the records that lie in `bytes`, which have to stay.
inline RecordSource source_of(Schema schema, std::span<const std::byte> bytes, Placement placement = {}) {
  const std::uint64_t stride = schema.stride;
  return {std::move(schema), bytes.size() / stride,
          [bytes, stride](std::uint64_t first, std::uint64_t count, std::vector<std::byte>&) {
            return RecordSpan{bytes.data(), bytes.size() / stride, stride}.part(first, count);
          },
          std::move(placement)};
}

inline RecordSource source_of(std::string_view layout, std::string_view bytes, Placement placement = {}) {
  return source_of(schema_of(layout), std::as_bytes(std::span(bytes.data(), bytes.size())),
                   std::move(placement));
}

/// Writes the records to a file and returns what the writer says of them.
inline std::vector<std::string> write(const Writer& writer, const RecordSource& source,
                                      const std::string& path) {
  Progress progress;
  auto file = NewFile::create(path);
  EXPECT_TRUE(file);
  auto done = write_records(writer, source, *file, progress);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  EXPECT_TRUE(file->commit());
  EXPECT_EQ(progress.done(), source.count);
  return done.value_or(std::vector<std::string>{});
}

/// Returns the bytes of the file that is written.
inline std::string written(const Writer& writer, const RecordSource& source) {
  const TemporaryFolder folder;
  static_cast<void>(write(writer, source, folder.file("out")));
  return contents_of(folder.file("out"));
}

/// Returns what the writer says of some records; its error, where it does not write them.
inline std::vector<std::string> notes_of(const Writer& writer, const RecordSource& source) {
  Progress progress;
  auto plan = writer.prepare(source, progress);
  return plan ? plan->notes : std::vector{plan.error().message};
}

/// Returns the header of `count` records of any content.
inline std::string header_of(const Writer& writer, const Schema& schema, std::uint64_t count) {
  Progress progress;
  return writer.prepare({schema, count, {}}, progress)->header;
}

/// Returns what a Python script of this folder prints, given a file.
inline std::string python(const std::string& script, const std::string& arguments) {
  const TemporaryFolder folder;
  const std::string command = "/usr/bin/python3 " VERTEXVIEW_SOURCE_DIR "/tests/formats/" + script + " " +
                              arguments + " > " + folder.file("text");
  EXPECT_EQ(std::system(command.c_str()), 0);
  return contents_of(folder.file("text"));
}

template <class... T>
std::string packed(T... numbers) {
  std::string bytes;
  const auto add = [&](auto number) { bytes.append(reinterpret_cast<const char*>(&number), sizeof(number)); };
  (add(numbers), ...);
  return bytes;
}

}  // namespace vertexview::test
