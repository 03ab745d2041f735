#pragma once
#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

#include "actions/command.hpp"
#include "session/open_files.hpp"
#include "session/scan_job.hpp"
#include "session/session.hpp"
#include "session/update.hpp"
#include "support_files.hpp"
#include "support_sample.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {

inline ColoredVertex vertex(float x, float y, float z, std::uint16_t red = 65535, std::uint16_t green = 65535,
                            std::uint16_t blue = 65535) {
  return {{x, y, z}, {red, green, blue}, 0};
}

inline std::string write_vertices(const TemporaryFolder& folder, std::string_view name,
                                  const std::vector<ColoredVertex>& vertices) {
  return folder.write(name, std::as_bytes(std::span(vertices)));
}

/// Waits for all scans and searches and takes their results over. A result may start another scan, so this
/// goes on until none is left.
inline void finish_scans(app::Session& session) {
  app::update(session);
  while (session.scanning()) {
    for (const app::OpenDataset& dataset : session.datasets)
      if (dataset.scan)
        dataset.scan->wait();
      else if (dataset.search)
        dataset.search->wait();
      else if (dataset.counting)
        dataset.counting->wait();
      else if (dataset.sorting)
        dataset.sorting->wait();
      else if (dataset.counting_numbers)
        dataset.counting_numbers->wait();
    app::update(session);
  }
}

/// Returns a session with colors.bin, scanned.
inline app::Session colors_session() {
  app::Session session;
  const auto opened = app::open_file(session, colors_bin(), {});
  EXPECT_TRUE(opened) << opened.error().message;
  finish_scans(session);
  return session;
}

/// Returns the id of vertex `index` of the open file `number`, counted from 0.
inline app::VertexId id_of(const app::Session& session, std::size_t number, std::uint64_t index) {
  return {session.datasets[number].id, index};
}

/// Returns the commands that a notice offers, all of which have to be ones that a click can run.
inline std::string offered(const app::Notice& notice) {
  std::string all;
  for (const app::Offer& offer : notice.offers) {
    EXPECT_TRUE(app::parse_command(offer.command)) << offer.command;
    all.append(all.empty() ? "" : ", ").append(offer.command);
  }
  return all;
}

inline void expect_done(app::Session& session, std::string_view action) {
  const auto done = app::perform(session, action);
  EXPECT_TRUE(done) << action << ": " << describe(done.error());
}

}  // namespace vertexview::test

// Lets the tests of this room name helpers without `test::`.
namespace vertexview::app {
using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
}  // namespace vertexview::app
