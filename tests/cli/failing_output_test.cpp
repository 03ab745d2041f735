// Each system call of `convert` that touches the output fails, or is the program's last: what is there then
// is the old file with its own coordinates, the new one with its own, or none.
#include <array>
#include <fstream>
#include <optional>
#include <ostream>

#include "cli/support.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::test {
namespace {

namespace fs = std::filesystem;
using Coordinates = std::vector<double>;

const Coordinates kNone;
// As many in each, so that records are easily taken for others. Those that are far need a sidecar.
const Coordinates kNear{1, 2, 3, 4, 5, 6};
const Coordinates kFar{4000000.25, 5000000.5, 100, 4000001.25, 5000002.5, 101};
const Coordinates kElsewhere{7000000.5, 2000000.25, 50, 7000003.5, 2000002.25, 52};

struct Failing {
  std::string name;
  const Coordinates* before;
  const Coordinates* after;
  std::string how;  // as failing_calls.cpp takes it
  bool named_files_only;
};

void PrintTo(const Failing& failing, std::ostream* out) {
  *out << failing.name;
}

std::vector<Failing> failings() {
  struct Change {
    const char* name;
    const Coordinates* before;
    const Coordinates* after;
  };
  std::vector<Failing> all;
  for (const auto& [name, before, after] :
       {Change{"newFar", &kNone, &kFar}, Change{"nearToFar", &kNear, &kFar},
        Change{"farToNear", &kFar, &kNear}, Change{"farToElsewhere", &kFar, &kElsewhere}})
    for (const std::string how : {"once", "from", "kill"})
      for (const bool named : {false, true})
        all.push_back({std::string(name).append("_").append(how).append(named ? "_named" : ""), before, after,
                       how, named});
  return all;
}

class FailingOutput : public testing::TestWithParam<Failing> {
 protected:
  /// What the program did under a failing call, and how many calls it made.
  struct Run {
    Outcome outcome;
    std::uint64_t calls = 0;
  };

  void SetUp() override {
    if (GetParam().before->empty()) return;
    ASSERT_EQ(convert(*GetParam().before, {}).outcome.status, 0);
    old_file_ = contents_of(out_);
    old_sidecar_ = contents_of(sidecar_);
  }

  Run convert(const Coordinates& coordinates, const std::vector<std::string>& environment) {
    const auto input = inputs_.write("in.bin", std::as_bytes(std::span(coordinates)));
    const auto command = command_in(environment, {"convert", input, "--layout", "<3d:position:", "-o", out_});
    Run run;
    run.outcome = Process(command, {.named_files_only = GetParam().named_files_only}).finish();
    std::error_code none;
    if (fs::exists(log_, none)) run.calls = fs::file_size(log_);
    return run;
  }

  Run convert_failing(std::uint64_t call) {
    fs::remove(log_);
    return convert(
        *GetParam().after,
        {"LD_PRELOAD=" VERTEXVIEW_FAILING_CALLS, "ASAN_OPTIONS=verify_asan_link_order=0",
         "VERTEXVIEW_FAILING_FOLDER=" + outputs_.path().string(), "VERTEXVIEW_FAILING_LOG=" + log_,
         "VERTEXVIEW_FAILING_CALL=" + std::to_string(call), "VERTEXVIEW_FAILING_HOW=" + GetParam().how});
  }

  /// Brings back what was there before.
  void restore() {
    for (const auto& entry : fs::directory_iterator(outputs_.path())) fs::remove(entry.path());
    if (!old_file_.empty()) std::ofstream(out_, std::ios::binary) << old_file_;
    if (!old_sidecar_.empty()) std::ofstream(sidecar_, std::ios::binary) << old_sidecar_;
  }

  /// Returns the coordinates that a reader finds; those of no file are none.
  Coordinates found() const {
    Coordinates all;
    const auto file = Dataset::open(out_);
    if (!file) return all;
    for (std::uint64_t i = 0; i < file->size(); ++i) {
      const Vector position = (*file)[i].position;
      all.push_back(static_cast<double>(position.x) + file->origin()[0]);
      all.push_back(static_cast<double>(position.y) + file->origin()[1]);
      all.push_back(static_cast<double>(position.z) + file->origin()[2]);
    }
    return all;
  }

  std::size_t hidden_files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(outputs_.path()))
      count += entry.path().filename().string().starts_with('.') ? 1U : 0U;
    return count;
  }

  void check_one_failure(const Run& run) const {
    EXPECT_LE(hidden_files(), 1U) << "only what could not be removed";
    if (run.outcome.status == 0) {
      EXPECT_EQ(found(), *GetParam().after);
      return;
    }
    EXPECT_EQ(run.outcome.status, 1);
    EXPECT_THAT(run.outcome.err, HasSubstr("Input/output error"));
    if (found() == *GetParam().after) return;
    EXPECT_EQ(found(), *GetParam().before);
    EXPECT_EQ(contents_of(out_), old_file_);
    EXPECT_EQ(contents_of(sidecar_), old_sidecar_);
  }

  void check_failures(const Run& run) const {
    EXPECT_TRUE(found() == *GetParam().after || found() == *GetParam().before || found() == kNone);
    if (run.outcome.status == 0) {
      EXPECT_EQ(found(), *GetParam().after);
    }
    if (found() != kNone || old_file_.empty()) return;
    const std::string_view words = " is kept as ";
    const auto at = run.outcome.err.find(words);
    ASSERT_NE(at, std::string::npos) << run.outcome.err;
    const auto name = run.outcome.err.substr(at + words.size());
    EXPECT_EQ(contents_of(name.substr(0, name.find('\n'))), old_file_);
  }

  TemporaryFolder inputs_;
  TemporaryFolder outputs_;
  std::string log_ = inputs_.file("log");
  std::string out_ = outputs_.file("cloud.bin");
  std::string sidecar_ = outputs_.file("cloud.bin.layout");
  std::string old_file_;
  std::string old_sidecar_;
};

TEST_P(FailingOutput, isNeverReadWrong) {
  std::uint64_t call = 1;
  for (;; ++call) {
    restore();
    const Run run = convert_failing(call);
    SCOPED_TRACE("call " + std::to_string(call) + ": " + run.outcome.err);
    ASSERT_GT(run.calls, 0U);
    if (run.calls < call) {
      EXPECT_EQ(run.outcome.status, 0);
      EXPECT_EQ(found(), *GetParam().after);
      EXPECT_EQ(hidden_files(), 0U);
      break;
    }
    if (GetParam().how == "once") check_one_failure(run);
    if (GetParam().how == "from") check_failures(run);
    if (GetParam().how == "kill") {
      EXPECT_EQ(run.outcome.signal, SIGKILL);
      EXPECT_TRUE(found() == *GetParam().after || found() == *GetParam().before || found() == kNone);
    }
    if (HasFailure()) break;
  }
  EXPECT_GT(call, 15U) << "a pair takes at least as many calls";
}

INSTANTIATE_TEST_SUITE_P(Convert, FailingOutput, testing::ValuesIn(failings()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace vertexview::test
