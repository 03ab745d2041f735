#include "vertexview/io/new_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>

#include "support_files.hpp"

namespace vertexview {
namespace {

using test::contents_of;
using test::TemporaryFolder;

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

TEST(WriteFile, replacesAsAWhole) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.json");
  const std::string first = "first";
  const std::string second = "2";
  ASSERT_TRUE(write_file(path, std::as_bytes(std::span(first))));
  ASSERT_TRUE(write_file(path, std::as_bytes(std::span(second))));
  EXPECT_EQ(contents_of(path), "2");
  EXPECT_EQ(files_in(folder.path()), 1U) << "nothing is left beside it";
}

TEST(WriteFile, missingFolder) {
  const auto written = write_file("/nonexistent/a.json", {});
  ASSERT_FALSE(written);
  EXPECT_EQ(describe(written.error()), "/nonexistent/a.json: cannot write: No such file or directory");
}

}  // namespace
}  // namespace vertexview
