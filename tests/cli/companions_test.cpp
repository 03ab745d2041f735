// Files that are joined by --with, and planes.
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

class CompanionOptions : public testing::Test {
 protected:
  template <class T>
  [[nodiscard]] std::string write(std::string_view name, const std::vector<T>& numbers) const {
    return folder_.write(name, std::as_bytes(std::span(numbers)));
  }

  TemporaryFolder folder_;
  std::string scan_ = write("scan.bin", std::vector<float>{1, 2, 3, 0.5F, 4, 5, 6, 0.5F});
  std::string labels_ = write("scan.label", std::vector<std::uint32_t>{10, 40});
};

TEST_F(CompanionOptions, joinedRecordsAreTold) {
  const auto ended = vertexview({"info", scan_, "--layout", "kitti", "--with", labels_, "--json"});
  EXPECT_EQ(ended.err, "");
  ASSERT_EQ(ended.status, 0);
  const auto json = nlohmann::json::parse(ended.out);
  EXPECT_EQ(json["vertices"], 2);
  EXPECT_EQ(json["stride"], 20);
  EXPECT_EQ(json["format"], "<3f:position:f:intensity:H:label:H:instance:");
}

TEST_F(CompanionOptions, anEndingInAnyCase) {
  const auto labels = write("other.LABEL", std::vector<std::uint32_t>{10, 40});
  const auto ended = vertexview({"info", scan_, "--layout", "kitti", "--with", labels});
  EXPECT_THAT(ended.out, HasSubstr("<3f:position:f:intensity:H:label:H:instance:\n")) << ended.err;
}

TEST_F(CompanionOptions, aLayoutOfAFile) {
  const std::string_view text = "struct Label { uint16_t kind; uint16_t object; };\n";
  const auto header = folder_.write("label.h", std::as_bytes(std::span(text)));
  for (const std::string& layout : {"@" + header, header}) {
    const auto ended = vertexview({"info", scan_, "--layout", "kitti", "--with", labels_ + "=" + layout});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("<3f:position:f:intensity:H:kind:H:object:\n"));
  }
  std::ofstream(header) << "struct Label { uint17_t kind; };\n";
  const auto wrong = vertexview({"info", scan_, "--layout", "kitti", "--with", labels_ + "=@" + header});
  EXPECT_THAT(wrong.err, StartsWith("vertexview: info: --with: " + header +
                                    ": line 1: C struct, 1:16: expected a type"));
  EXPECT_EQ(wrong.status, 2);
}

TEST_F(CompanionOptions, anotherCountIsRefused) {
  const auto one = write("one.label", std::vector<std::uint32_t>{10});
  const auto ended = vertexview({"info", scan_, "--layout", "kitti", "--with", one});
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.err, "vertexview: " + one + ": has 1 records and " + scan_ + " has 2; expected as many\n");
}

TEST_F(CompanionOptions, aFileThatIsOpenedLaterHasNone) {
  const auto ended = vertexview({"render", scan_, "--layout", "kitti", "--with", labels_, "-o",
                                 folder_.file("out.png"), "--do", "open " + scan_});
  EXPECT_EQ(ended.status, 0) << ended.err;
  const auto other = write("other.bin", std::vector<float>{1, 2, 3, 0.5F});
  EXPECT_EQ(vertexview({"render", scan_, "--layout", "kitti", "--with", labels_, "-o",
                        folder_.file("out.png"), "--do", "open " + other})
                .status,
            0);
}

TEST_F(CompanionOptions, planes) {
  const auto path = write("planes.bin", std::vector<float>{1, 2, 10, 20, 100, 200});
  const auto ended = vertexview({"dump", path, "--planes", "--layout", "<f:x:f:y:f:z:"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("x=1.0, y=10.0, z=100.0"));
  EXPECT_THAT(ended.out, HasSubstr("x=2.0, y=20.0, z=200.0"));
}

}  // namespace
}  // namespace vertexview::test
