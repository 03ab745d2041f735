// Our views and CPython's run the same random programs and must give the same answers and kinds of error.
//
// Environment: VERTEXVIEW_DIFFERENTIAL_PROGRAMS=N runs N programs instead of the default,
// VERTEXVIEW_DIFFERENTIAL_SEED=S starts from another seed.
//
// Where vertexview does more than CPython 3.11, on purpose. The oracle does the same by other means, or the
// programs leave it out; each has a test of its own in memory_view_deviation_test.cpp (Deviation.*):
//
//   recordsAreItems                        items of struct formats; CPython: NotImplementedError,
//                                          and ValueError from cast
//   failingWritesChangeNothing             struct.pack_into leaves the fields before the bad one
//   slicesOfSeveralDimensionsAreAssigned   CPython: NotImplementedError
//   emptyViewsAreContiguous                CPython: an empty slice with a step is not, and cannot be cast
//   stridesNeverOverflow                   CPython: cast('f')[::maxsize] wraps its stride to -4
//   spellingOfAFormatDoesNotMatter         "<f" items are assigned to "f" items: the same layout
//   signallingNansSurvive                  CPython makes them quiet on the way through a double
//   valuesOutliveTheView                   CPython: an iterator fails once its view is released
//   attributesOfAReleasedView              are those of no bytes; CPython: ValueError
//   halfFloatsAreItems                     cast("e"): CPython from 3.12
//   truthValuesAreTruth                    "?" bytes 3 and 1 are both true, hence equal; CPython
//                                          compares the bytes
//   emptyPascalString                      "0p" unpacks to b""; CPython 3.11: SystemError
//   hashEndsWithTheView                    CPython keeps a hash that was once asked for
//   viewsAreValues                         copied and assigned as std::shared_ptr; CPython: TypeError
//                                          from copy and pickle
//   formatsOfExporters                     names, shapes and T{} parse; CPython's struct: struct.error
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "memory/differential_program.hpp"

namespace vertexview::test {
namespace {

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::vector<std::string> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> ask_oracle(const std::vector<std::string>& program) {
  namespace fs = std::filesystem;
  const fs::path folder =
      fs::temp_directory_path() / ("vertexview-differential-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream out(folder / "program");
  for (const std::string& line : program) out << line << '\n';
  out.close();
  const std::string command = "/usr/bin/python3 '" VERTEXVIEW_SOURCE_DIR
                              "/tests/memory/memoryview_oracle.py' < '" +
                              (folder / "program").string() + "' > '" + (folder / "answers").string() + "'";
  const int status = std::system(command.c_str());
  std::vector<std::string> answers = lines_of(folder / "answers");
  fs::remove_all(folder);
  EXPECT_EQ(status, 0) << command;
  return answers;
}

long from_environment(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtol(text, nullptr, 10);
}

std::uint32_t seed_of_this_run() {
  return static_cast<std::uint32_t>(from_environment("VERTEXVIEW_DIFFERENTIAL_SEED", 20260101));
}
int programs_of_this_run() {
  return static_cast<int>(from_environment("VERTEXVIEW_DIFFERENTIAL_PROGRAMS", 10000));
}

TEST(Differential, structStringsAreJudgedAsByCPython) {
  const auto seed = seed_of_this_run();
  const auto lines = random_formats(seed, programs_of_this_run() * 5);
  std::cout << "seed " << seed << ", " << lines.size() << " formats\n";
  const auto expected = ask_oracle(lines);
  const auto found = run_programs(lines).lines;
  ASSERT_EQ(expected.size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    ASSERT_EQ(found[i], expected[i]) << "seed " << seed << ": " << lines[i];
}

TEST(Differential, viewsAnswerAsCPythonDoes) {
  const auto seed = seed_of_this_run();
  const int count = programs_of_this_run();
  std::cout << "seed " << seed << ", " << count << " programs\n";
  const auto lines = random_programs(seed, count);
  const auto expected = ask_oracle(lines);
  const auto found = run_programs(lines).lines;
  ASSERT_EQ(expected.size(), lines.size());
  int differences = 0;
  std::size_t succeeded = 0;
  std::size_t program = 0;
  for (std::size_t i = 0; i < lines.size() && differences < 10; ++i) {
    if (lines[i].starts_with("program")) program = i;
    if (found[i].starts_with("ok")) ++succeeded;
    if (found[i] == expected[i]) continue;
    ++differences;
    std::ostringstream history;
    for (std::size_t k = program; k <= i; ++k) history << "  " << lines[k] << "\n    " << expected[k] << '\n';
    ADD_FAILURE() << "seed " << seed << ": " << lines[i] << "\n  CPython:    " << expected[i]
                  << "\n  vertexview: " << found[i] << '\n'
                  << history.str();
    while (i + 1 < lines.size() && !lines[i + 1].starts_with("program")) ++i;  // what follows is spoilt
  }
  // Programs of errors alone would prove little.
  if (differences == 0) {
    EXPECT_GT(succeeded * 2, lines.size());
  }
}

}  // namespace
}  // namespace vertexview::test
