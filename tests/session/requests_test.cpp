#include "session/requests.hpp"

#include <filesystem>

#include "session/support.hpp"
#include "vertexview/io/new_file.hpp"

namespace vertexview::app {
namespace {

constexpr std::string_view kPicture = "a picture";

Result<void> write_picture(const std::string& path) {
  return write_file(path, std::as_bytes(std::span(kPicture)));
}

TEST(ServeRequests, writesAndTells) {
  const TemporaryFolder folder;
  Session session = colors_session();
  session.requests.screenshots = {folder.file("a.png")};
  session.requests.state_files = {folder.file("a.json")};
  ASSERT_TRUE(serve_requests(session, write_picture));
  EXPECT_TRUE(session.requests.screenshots.empty());
  EXPECT_TRUE(session.requests.state_files.empty());
  EXPECT_EQ(contents_of(folder.file("a.png")), kPicture);
  EXPECT_THAT(contents_of(folder.file("a.json")), HasSubstr("\"vertices\": 4"));
  EXPECT_EQ(session.notices.front().text, "wrote " + folder.file("a.png"));
  EXPECT_EQ(session.notices.back().text, "wrote " + folder.file("a.json"));
}

TEST(ServeRequests, failuresAreToldAndGone) {
  const TemporaryFolder folder;
  Session session;
  session.requests.screenshots = {"/nonexistent/a.png", folder.file("a.png")};
  const auto served = serve_requests(session, write_picture);
  ASSERT_FALSE(served);
  EXPECT_EQ(describe(served.error()), "/nonexistent/a.png: cannot write: No such file or directory");
  EXPECT_TRUE(session.requests.screenshots.empty());
  EXPECT_EQ(contents_of(folder.file("a.png")), kPicture) << "the others are still written";
}

TEST(ServeRequests, anOpenFileIsNotOverwritten) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "a.bin", {vertex(1, 2, 3)});
  std::filesystem::create_symlink(path, folder.file("link.png"));
  Session session;
  ASSERT_TRUE(open_file(session, path, {}));
  for (const std::string& target : {path, folder.file("link.png")}) {
    session.requests.screenshots = {target};
    const auto served = serve_requests(session, write_picture);
    ASSERT_FALSE(served);
    EXPECT_EQ(describe(served.error()),
              target + ": is open here and is not overwritten; choose another name");
    session.requests.state_files = {target};
    EXPECT_FALSE(serve_requests(session, write_picture));
    EXPECT_EQ(std::filesystem::file_size(path), 20U);
  }
}

TEST(ServeRequests, asksForNoPictureThatNobodyWants) {
  const TemporaryFolder folder;
  Session session;
  session.requests.state_files = {folder.file("a.json")};
  int asked = 0;
  EXPECT_TRUE(serve_requests(session, [&](const std::string&) -> Result<void> {
    ++asked;
    return {};
  }));
  EXPECT_EQ(asked, 0);
}

}  // namespace
}  // namespace vertexview::app
