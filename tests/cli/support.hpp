#pragma once
// Includes and helpers that every test in tests/cli needs to run the program and to look at its results.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/process.hpp"
#include "support_files.hpp"

namespace vertexview::test {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// The repository's sample file: four vertices.
inline const std::string kColors = VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";

/// Returns the command that runs the program in an environment changed as env(1) does: "NAME=VALUE", or "-u",
/// "NAME".
inline std::vector<std::string> command_in(std::vector<std::string> environment,
                                           const std::vector<std::string>& arguments) {
  environment.insert(environment.begin(), "/usr/bin/env");
  const auto command = vertexview_command(arguments);
  environment.insert(environment.end(), command.begin(), command.end());
  return environment;
}

}  // namespace vertexview::test
