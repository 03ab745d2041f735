// dtypes of NumPy as the text of a layout. NumPy says where fields really lie.
#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "record/layout_texts.hpp"
#include "support_files.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::test {
namespace {

TEST(NumpyText, listsOfFields) {
  EXPECT_EQ(read_as("np.dtype([('position', '<f4', (3,)), ('color', 'u1', 4)])"), "<3f:position:4B:color:");
  EXPECT_EQ(read_as("[('x', np.float32), ('y', numpy.float32),  # metres\n ('z', 'f4'), ('i', 'u2')]"),
            "<f:x:f:y:f:z:H:i:");
  EXPECT_EQ(read_as("dtype = np.dtype([(\"a\", \">f8\"), ('b', '|S5'), ('c', '?')], align=True)"),
            ">d:a:5s:b:?:c:xx");
  EXPECT_EQ(read_as("[('p', [('x', '<f4'), ('y', '<f4')]), ('q', np.dtype('u1'), (2, 2))]"),
            "<f:p.x:f:p.y:4B:q:");
}

TEST(NumpyText, dictsOfFields) {
  EXPECT_EQ(read_as("{'names': ['x', 'rgb'], 'formats': ['<f4', ('u1', (3,))], 'offsets': [4, 9], "
                    "'itemsize': 16}"),
            "<4xf:x:x3B:rgb:4x");
  EXPECT_EQ(read_as("np.dtype({'names':['a','b'],'formats':['u1','f8']}, align=True)"), "<B:a:7xd:b:");
}

TEST(NumpyText, typesAlone) {
  EXPECT_EQ(read_as("'f4'"), "<f:intensity:");
  EXPECT_EQ(read_as("<f4"), "<f:intensity:");
  EXPECT_EQ(read_as("('<f4', (3,))"), "<3f:position:");
  EXPECT_EQ(read_as("3f4,u1, (2,2)i2"), "<3f:f0:B:f1:4h:f2:");
  EXPECT_EQ(read_as("np.dtype('float64')"), "<d:intensity:");
}

TEST(NumpyText, headersOfNpyFiles) {
  EXPECT_EQ(read_as("{'descr': [('x', '<f4'), ('', '|V4'), ('y', '<f4')], 'fortran_order': False, "
                    "'shape': (100,), }"),
            "<f:x:4xf:y:");
  EXPECT_EQ(read_as("{'descr': '<f4', 'fortran_order': False, 'shape': (100, 3)}"), "<3f:position:");
  EXPECT_EQ(read_as("{'descr': '<f4', 'fortran_order': True, 'shape': (100, 3)}"),
            "NumPy dtype, 1:35: expected 'fortran_order': False; in the other order no record lies together");
}

TEST(NumpyText, errorsSayWhereAndWhatWasExpected) {
  EXPECT_EQ(read_as("[('x', '<f4'),\n ('y', '<f5')]"),
            "NumPy dtype, 2:8: '<f5' is no type of NumPy known here");
  EXPECT_EQ(read_as("[('x', '<f4') ('y', '<f4')]"), "NumPy dtype, 1:15: expected ',' or ']', found '('");
  EXPECT_EQ(read_as("[('x', '<f4'"), "NumPy dtype, 1:13: expected ',' or ')', found its end");
  EXPECT_EQ(read_as("np.dtype([('x', np.array(3))])"), "NumPy dtype, 1:25: expected dtype(...), found '('");
  EXPECT_EQ(read_as("np.dtype([('x', 'f4')], copy=True)"),
            "NumPy dtype, 1:25: expected align=True or align=False, found 'c'");
  EXPECT_EQ(read_as("{'names': ['a', 'b'], 'formats': ['<f4', '<f4'], 'offsets': [0, 2]}"),
            "NumPy dtype, 1:1: expected fields apart; these share bytes with others: b");
  EXPECT_EQ(read_as("[('o', 'O')]"),
            "NumPy dtype, 1:8: the array holds Python objects, which are stored as a pickle; pickles are "
            "programs and are never run here; expected numbers");
}

/// Returns "name offset count*size ..., itemsize" of a layout, of numbers and runs of bytes alike.
std::string fields_of(const Layout& layout) {
  std::string text;
  for (const Element& element : shown_elements(layout.schema))
    text.append(element.name)
        .append(" ")
        .append(std::to_string(element.offset))
        .append(" ")
        .append(std::to_string(element.nbytes()))
        .append(", ");
  return text.append(std::to_string(layout.schema.stride));
}

TEST(NumpyText, liesAsNumpyLaysIt) {
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0) GTEST_SKIP() << "there is no NumPy";
  const std::vector<std::string> texts{
      "[('a', 'u1'), ('b', '<f8'), ('c', 'S3'), ('d', '<i2', (2, 2))]",
      "np.dtype([('a', 'u1'), ('b', '<f8'), ('c', 'S3'), ('d', '<i2', (2, 2))], align=True)",
      "np.dtype([('a', 'u1'), ('n', [('x', 'u1'), ('y', '<f4')]), ('e', 'u1')], align=True)",
      "np.dtype([('a', 'u1'), ('n', np.dtype([('x', 'u1'), ('y', '<f4')])), ('e', '<f2')], align=True)",
      "np.dtype({'names': ['a', 'b'], 'formats': ['u1', '<U3']}, align=True)",
      "{'names': ['a', 'b'], 'formats': ['<u4', '?'], 'offsets': [8, 3], 'itemsize': 20}",
      "'f4,3u1,(2,2)i2,d,?'",
      "[('a', np.int8), ('b', np.half), ('c', np.double), ('d', 'complex64'), ('e', 'M8[ns]'), ('f', 'B')]",
      "[('n', [('x', '<f4'), ('y', '<i8')], (3,)), ('last', 'V5')]",
  };
  const TemporaryFolder folder;
  std::ofstream list(folder.file("texts"));
  std::string expected;
  for (const std::string& text : texts) {
    list << text << '\n';
    const auto layout = parse_layout_text(text);
    ASSERT_TRUE(layout) << text << ": " << describe(layout.error());
    expected.append(fields_of(*layout)).append("\n");
  }
  list.close();
  const std::string command = "/usr/bin/python3 " VERTEXVIEW_SOURCE_DIR "/tests/record/numpy_fields.py '" +
                              folder.file("texts") + "'";
  std::string output;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
  std::array<char, 256> line{};
  while (std::fgets(line.data(), line.size(), pipe.get()) != nullptr) output += line.data();
  EXPECT_EQ(output, expected);
}

}  // namespace
}  // namespace vertexview::test
