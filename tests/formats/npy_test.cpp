#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "formats/numpy_support.hpp"
#include "formats/writer_support.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Result<Container> read(std::span<const std::byte> bytes, std::string_view member = {}) {
  const FileBytes file{"a.data", bytes, member};
  return sniff(file).read(file, nullptr);
}

Result<Container> read_array(const std::string& descr, const std::string& shape, std::size_t data = 0,
                             bool fortran = false) {
  return read(bytes_of(npy(header_text(descr, shape, fortran), std::string(data, '\1'))));
}

/// Returns the error of an array, "" where it can be read.
std::string error_of(const std::string& descr, const std::string& shape, std::size_t data = 0) {
  const auto container = read_array(descr, shape, data);
  return container ? "" : container.error().message;
}

std::string error_of_header(const std::string& header) {
  const auto container = read(bytes_of(npy(header)));
  return container ? "" : container.error().message;
}

/// Returns the elements of a layout besides padding, as in "position*3,color*3".
std::string elements_text(const Layout& layout) {
  std::string text;
  for (const Element& element : shown_elements(layout.schema))
    text.append(text.empty() ? "" : ",")
        .append(element.name)
        .append("*")
        .append(std::to_string(element.count));
  return text;
}

/// Returns the coordinates of a record.
std::vector<double> place(const Member& member, std::span<const std::byte> file, std::uint64_t record) {
  std::vector<std::byte> room;
  const RecordSpan found = records_of(member, file)->block(record, 1, room);
  std::vector<double> coordinates;
  for (const Element& element : position_numbers(member.layout).value_or(std::vector<Element>{}))
    coordinates.push_back(ElementReader(element).number(found.data));
  coordinates.resize(3);
  return coordinates;
}

/// Compares a file with a line of numpy_arrays.py.
void check_line(const TemporaryFolder& folder, const std::string& line) {
  SCOPED_TRACE(line.substr(0, 120));
  std::istringstream words(line);
  std::string name;
  std::uint64_t count = 0;
  int in_memory = 0;
  std::string elements;
  std::string bar;
  words >> name >> count >> in_memory >> elements >> bar;
  const std::size_t hash = std::min(name.find('#'), name.size());
  const std::string file = contents_of(folder.file(name.substr(0, hash)));
  const auto bytes = std::as_bytes(std::span(file));
  const auto container = read(bytes, hash < name.size() ? name.substr(hash + 1) : "");
  ASSERT_TRUE(container) << container.error().message;
  const Member* member = container->members.data();
  for (const Member& one : container->members)
    if (hash < name.size() && one.name == name.substr(hash + 1)) member = &one;
  EXPECT_EQ(member->layout.count, count);
  EXPECT_EQ(member->memory.has_value(), in_memory == 1);
  EXPECT_EQ(elements_text(member->layout), elements);
  EXPECT_TRUE(has_position(member->layout));
  const auto again = parse_schema(member->layout.schema.format);
  ASSERT_TRUE(again) << member->layout.schema.format;
  EXPECT_EQ(again->stride, member->layout.schema.stride);
  EXPECT_EQ(elements_text({.schema = *again}), elements);
  ASSERT_TRUE(records_of(*member, bytes));
  if (count == 0) return;
  for (const std::uint64_t record : {std::uint64_t{0}, count / 2, count - 1}) {
    std::vector<double> expected(3);
    for (double& number : expected) words >> number;
    ASSERT_TRUE(words) << "the line has three places";
    words >> bar;
    EXPECT_EQ(place(*member, bytes, record), expected) << "record " << record;
  }
}

TEST(NumPyFiles, whatNumPyWrites) {
  const TemporaryFolder folder;
  const std::string lines = folder.file("lines");
  std::string command =
      "/usr/bin/python3 -W ignore " VERTEXVIEW_SOURCE_DIR "/tests/formats/numpy_arrays.py '";
  command.append(folder.path().string()).append("' > '").append(lines).append("'");
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  std::ifstream in(lines);
  std::size_t count = 0;
  for (std::string line; std::getline(in, line); ++count) check_line(folder, line);
  EXPECT_EQ(count, 89U);
}

TEST(NpyReader, isKnownByItsFirstBytes) {
  EXPECT_EQ(&sniff({"a.bin", bytes_of(npy(header_text("'<f4'", "(0, 3)")))}), &npy_reader());
  EXPECT_EQ(&sniff({"a.npy", bytes_of("NUMPY")}), &raw_reader());
  const auto container = read_array("'<f4'", "(2, 3)", 24);
  ASSERT_TRUE(container);
  EXPECT_EQ(container->format, "NumPy array");
  EXPECT_EQ(container->members.front().name, "");
  EXPECT_THAT(container->notes, IsEmpty());
}

TEST(NpyReader, notesSayWhatWasDone) {
  EXPECT_THAT(read_array("'<f4'", "(2, 3)", 25)->notes, ElementsAre("1 bytes after the array are left out"));
  EXPECT_THAT(read_array("'<f4'", "(2, 3)", 24, true)->notes, IsEmpty());
  EXPECT_THAT(read_array("[('x', '<f4')]", "(2, 3)", 24, true)->notes,
              ElementsAre("the records come in Fortran order, the first index fastest"));
}

TEST(NpyReader, fieldsThatOverlapAreLeftOut) {
  const auto container = read_array(
      "{'names': ['x', 'bits', 'y', 'z'], 'formats': ['<f4', '<u4', '<f4', '<f4'], "
      "'offsets': [0, 2, 4, 8], 'itemsize': 12}",
      "(1,)", 12);
  ASSERT_TRUE(container) << container.error().message;
  EXPECT_EQ(elements_text(container->members.front().layout), "x*1,y*1,z*1");
  EXPECT_THAT(container->notes, ElementsAre("fields that share bytes with another are left out: bits"));
}

TEST(NpyReader, nestedColorsAreColors) {
  const auto container =
      read_array("[('p', '<f4', (3,)), ('c', [('b', '|u1'), ('g', '|u1'), ('r', '|u1')])]", "(1,)", 15);
  ASSERT_TRUE(container) << container.error().message;
  EXPECT_THAT(container->members.front().layout.appearance.elements, ElementsAre("c.r", "c.g", "c.b"));
}

TEST(NpyReader, python2WroteLongIntegers) {
  const auto container = read(
      bytes_of(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 3L), }", std::string(12, '\0'))));
  ASSERT_TRUE(container) << container.error().message;
  EXPECT_EQ(container->members.front().layout.count, 1U);
}

TEST(NpyReader, whatTheWriterWrites) {
  auto schema = parse_schema(">3d:position:3H:color:5xe:h:?:b:3s:tag:q:t:");
  ASSERT_TRUE(schema);
  const std::string records(2 * schema->stride, '\7');
  const auto container = read(bytes_of(header_of(npy_writer(), *schema, 2) + records));
  ASSERT_TRUE(container) << container.error().message;
  const Layout& layout = container->members.front().layout;
  EXPECT_EQ(layout.count, 2U);
  EXPECT_EQ(layout.schema.stride, schema->stride);
  for (Element& element : schema->elements)
    if (element.type == ElementType::kBytes) element.big_endian = false;  // bytes have no order
  EXPECT_EQ(layout.schema.elements, schema->elements);
}

TEST(NpyReader, picklesAreNeverRun) {
  const std::string text =
      "the array holds Python objects, which are stored as a pickle; pickles are programs and are never run "
      "here; expected numbers";
  EXPECT_EQ(error_of("'|O'", "(3,)", 99), text);
  EXPECT_EQ(error_of("[('x', '<f4'), ('o', '|O')]", "(3,)", 99), text);
  EXPECT_EQ(read_array("'|O'", "(3,)").error().code, ErrorCode::kNotImplemented);
}

TEST(NpyReader, arraysWithoutPoints) {
  const auto expected = [](const std::string& what, const std::string& shape) {
    return "an array of " + what +
           " holds no points: expected a structured array or numbers of the shape (N, 3), (N, 4), (N, 6), "
           "(H, W, "
           "3) or (3, N), found the shape " +
           shape;
  };
  EXPECT_EQ(error_of("'<f4'", "(3,)", 12), expected("single numbers", "(3,)"));
  EXPECT_EQ(error_of("'<f4'", "()", 4), expected("single numbers", "()"));
  EXPECT_EQ(error_of("'<f4'", "(5, 1)", 20), expected("single numbers", "(5, 1)"));
  EXPECT_EQ(error_of("'<f4'", "(5, 0)"), expected("single numbers", "(5, 0)"));
  EXPECT_EQ(error_of("'<c8'", "(1, 3)", 24), expected("complex numbers", "(1, 3)"));
  EXPECT_EQ(error_of("'|b1'", "(1, 3)", 3), expected("truth values", "(1, 3)"));
  EXPECT_EQ(error_of("'<U5'", "(1, 3)", 60), expected("texts", "(1, 3)"));
  EXPECT_EQ(error_of("'<f16'", "(1, 3)", 48), expected("long doubles", "(1, 3)"));
  EXPECT_EQ(error_of("'<M8[ns]'", "(1, 3)", 24), expected("dates or times", "(1, 3)"));
  EXPECT_EQ(error_of("'|V8'", "(1, 3)", 24), expected("bytes without a meaning", "(1, 3)"));
  EXPECT_THAT(error_of("'<f4'", "(2, 65537)", 2 * 65537 * 4), HasSubstr("at most 65536 are supported"));
}

TEST(NpyReader, hostileSizes) {
  EXPECT_EQ(error_of("'<f4'", "(9223372036854775808, 3)"),
            "an array of the shape (9223372036854775808, 3) has more bytes than 63 bits count");
  EXPECT_EQ(
      error_of("'<f4'", "(4611686018427387904, 4611686018427387904)"),
      "an array of the shape (4611686018427387904, 4611686018427387904) has more bytes than 63 bits count");
  EXPECT_EQ(error_of("'<f4'", "(1000000000, 3)", 12),
            "the header says 1000000000 records of 12 bytes, which are 12000000000 bytes; 12 follow it");
  EXPECT_THAT(error_of("'<f4'", "(99999999999999999999, 3)"), HasSubstr("a whole number of 64 bits"));
  EXPECT_THAT(error_of("'<f4'", "(-1, 3)"), HasSubstr("expected a value, found '-'"));
  EXPECT_EQ(error_of("'<f4'", "(4611686018427387904, 4611686018427387904, 0)"),
            error_of("'<f4'", "(5, 5, 0)")
                .replace(error_of("'<f4'", "(5, 5, 0)").find("(5, 5"), 5,
                         "(4611686018427387904, 4611686018427387904"));
  EXPECT_THAT(error_of("[('a', '<f4', (1000000, 1000000))]", "(1,)"), HasSubstr("2147483647 bytes"));
  EXPECT_THAT(error_of("[('a', '|V2147483647'), ('b', '|V2')]", "(1,)"), HasSubstr("2147483647 bytes"));
  EXPECT_THAT(error_of("[('a', [('b', '|u1')], (5000,))]", "(1,)"), HasSubstr("more than 4096 fields"));
  EXPECT_THAT(error_of("[('x', '<f4'), ('a', [('', '|V1')], (2147483000,))]", "(1,)"),
              HasSubstr("the header says 1 records of 2147483004 bytes"));
  EXPECT_THAT(error_of("[('" + std::string(1025, 'n') + "', '<f4')]", "(1,)"), HasSubstr("at most 1024"));
  EXPECT_EQ(error_of("[]", "(1,)"), "the items of the array have no bytes");
  EXPECT_EQ(error_of("'|S0'", "(1,)"), "the items of the array have no bytes");
}

TEST(NpyReader, hostileTypes) {
  for (const char* descr : {"'<f3'", "''", "'<'", "'<i16'", "'<b2'", "'<M4[s]'", "'x8'", "'<f-4'"})
    EXPECT_THAT(error_of(descr, "(1, 3)", 99), HasSubstr("is no type of NumPy known here")) << descr;
  for (const char* descr :
       {"None", "3", "()", "('<f4', '<f4', 3)", "[None]", "[('x',)]", "[('x', '<f4', 'y')]", "[(3, '<f4')]",
        "{}", "{'names': ['x']}", "{'names': ['x'], 'formats': ['<f4', '<f4']}",
        "{'names': ['x'], 'formats': ['<f4'], 'offsets': []}",
        "{'names': ['x'], 'formats': ['<f4'], 'itemsize': 3}",
        "{'names': ['x'], 'formats': ['<f4'], 'offsets': [18446744073709551615]}"})
    EXPECT_NE(error_of(descr, "(1, 3)", 99), "") << descr;
}

TEST(NpyReader, hostileHeaders) {
  EXPECT_EQ(error_of_header(""), "the header is no Python literal: expected a value, found its end");
  EXPECT_EQ(error_of_header("{'descr': __import__('os')}"),
            "the header is no Python literal: expected a value, found '_'");
  EXPECT_EQ(error_of_header(std::string(60000, '(')),
            "the header is no Python literal: expected at most 32 brackets around a value, found '('");
  EXPECT_EQ(error_of_header("{'descr': '<f4'}"),
            "the header names no array: expected 'descr', 'fortran_order' and 'shape'");
  EXPECT_EQ(error_of_header("[]"),
            "the header names no array: expected 'descr', 'fortran_order' and 'shape'");
  for (const char* text : {"{'descr'}", "{'descr':}", "{,}", "('a' 'b')", "'a", "'\\q'", "'\\x4'",
                           "'\\U00110000'", "{} {}", "(1, 2", "\x01", "'a\nb'"})
    EXPECT_NE(error_of_header(text), "") << text;
  const auto bad = read(bytes_of(npy("{'descr': '<f3', 'fortran_order': False, 'shape': (1, 3)}")));
  EXPECT_EQ(bad.error().offset, 10U + 10U) << "of the text in the file";
  const auto version = read(bytes_of(std::string("\x93NUMPY\x04\0", 8) + little(4, 4) + "{}  "));
  EXPECT_EQ(version.error().message, "version 4.0 of NumPy's format; expected 1.0, 2.0 or 3.0");
  const auto longest = read(bytes_of(std::string("\x93NUMPY\x02\0", 8) + little(0xFFFFFFFF, 4) + "{}"));
  EXPECT_EQ(longest.error().message, "the header has 4294967307 bytes; at most 1048576 are supported");
}

TEST(NpyReader, everyTruncatedLength) {
  for (const bool fortran : {false, true}) {
    const auto whole = bytes_of(npy(header_text("'<f4'", "(4, 3)", fortran), std::string(48, '\2')));
    ASSERT_TRUE(read(whole));
    for (std::size_t size = 6; size < whole.size(); ++size) {
      const std::vector<std::byte> part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_FALSE(read(part)) << size;
    }
  }
}

TEST(NpyReader, fortranOrderIsPlanesOfTheFile) {
  const auto bytes = bytes_of(npy(header_text("'<f4'", "(4, 3)", true), std::string(48, '\2')));
  const auto container = read(bytes);
  ASSERT_TRUE(container) << container.error().message;
  const Member& member = container->members.front();
  EXPECT_FALSE(member.memory) << "nothing is copied";
  ASSERT_EQ(member.streams.size(), 3U);
  for (std::size_t axis = 0; axis < 3; ++axis)
    EXPECT_EQ(member.streams[axis].data, bytes.data() + bytes.size() - 48 + 16 * axis);
}

}  // namespace
}  // namespace vertexview::test
