// Drawing from a disk: what is visited, and when.
#include "vertexview/gpu/order/read_ahead.hpp"

#include <fcntl.h>

#include <algorithm>
#include <map>
#include <set>

#include "gpu/gl_test.hpp"
#include "support_files.hpp"
#include "vertexview/gpu/order/block_cursor.hpp"
#include "vertexview/gpu/order/record_row.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::gpu {
namespace {

using detail::BlockCursor;
using detail::ReadAhead;
using test::TemporaryFolder;

constexpr std::uint64_t kBlock = detail::RecordRow::kBlockRecords;
constexpr std::uint64_t kRegion = ReadAhead::kRegionBlocks;

std::string write_records(const TemporaryFolder& folder, std::uint64_t count) {
  const auto cloud = random_cube(count, glm::vec3(0), 1, 7);
  return folder.write("cloud.bin", std::as_bytes(std::span(cloud.vertices)));
}

/// Takes all turns of a picture, `at_most` at a time; each block is visited once, or a piece of it and its
/// rest, and no other.
void expect_every_block_once(BlockCursor& visit, std::uint64_t blocks, std::uint64_t at_most) {
  std::set<std::uint64_t> seen, rests;
  std::map<std::uint64_t, std::uint64_t> pieces;
  for (int draws = 0; !visit.done(); ++draws) {
    ASSERT_LT(draws, 1'000'000);
    const std::uint64_t turns = std::min(visit.available(), at_most);
    if (turns == 0) visit.wait(std::chrono::milliseconds(100));
    for (std::uint64_t turn = 0; turn < turns; ++turn) {
      const auto [block, portion, piece, is_new] = visit.at(visit.visited() + turn);
      if (block >= blocks) continue;
      if (portion == BlockCursor::Portion::kRest) {
        EXPECT_TRUE(rests.insert(block).second) << block;
        EXPECT_EQ(pieces.at(block), piece) << block;
      } else {
        EXPECT_TRUE(seen.insert(block).second) << block;
        if (portion == BlockCursor::Portion::kPiece) pieces[block] = piece;
      }
    }
    visit.advance(turns);
  }
  EXPECT_EQ(seen.size(), blocks);
  EXPECT_EQ(rests.size(), pieces.size());
}

TEST(BlockCursorTest, inMemory) {
  for (const std::uint64_t blocks : {1U, 2U, 63U, 64U, 1000U})
    for (const std::uint64_t at_most : {1U, 7U, 100'000U}) {
      BlockCursor visit(blocks, nullptr);
      for (int picture = 0; picture < 3; ++picture, visit.begin())
        expect_every_block_once(visit, blocks, at_most);
    }
}

TEST(BlockCursorTest, goesOnWhereTheLastPictureStopped) {
  BlockCursor visit(100, nullptr);
  std::set<std::uint64_t> seen;
  for (int picture = 0; picture < 10; ++picture, visit.begin()) {
    for (std::uint64_t turn = 0; turn < 10; ++turn) seen.insert(visit.block(turn));
    visit.advance(10);
  }
  EXPECT_EQ(seen.size(), 100U);
}

TEST(BlockCursorTest, whatNobodyHasSeenIsNewOnce) {
  constexpr std::uint64_t kBlocks = 100;
  BlockCursor visit(kBlocks, nullptr);
  std::set<std::uint64_t> seen;
  for (int picture = 0; picture < 7; ++picture, visit.begin()) {
    EXPECT_EQ(visit.has_new_pieces(), seen.size() < kBlocks) << picture;
    // The third picture is finished before the fourth one goes on.
    const std::uint64_t turns = picture == 2 ? visit.turns() : 30;
    for (std::uint64_t turn = 0; turn < turns; ++turn) {
      const auto at = visit.at(turn);
      const bool is_piece = at.portion == BlockCursor::Portion::kPiece;
      EXPECT_EQ(at.is_new, is_piece && seen.insert(at.block).second) << picture << ' ' << turn;
      EXPECT_EQ(visit.turn_of(at.block), turn % kBlocks);
    }
    visit.advance(turns);
  }
}

TEST(BlockCursorTest, fromADisk) {
  const TemporaryFolder folder;
  for (const std::uint64_t blocks : {std::uint64_t{1}, kRegion, 3 * kRegion + 5}) {
    const auto file = Dataset::open(write_records(folder, blocks * kBlock - 3));
    ASSERT_TRUE(file);
    for (const std::uint64_t at_most : {1U, 50U, 100'000U}) {
      ReadAhead feed(*file, kBlock, 1000);
      EXPECT_EQ(feed.blocks(), blocks);
      EXPECT_FALSE(BlockCursor(blocks, &feed).has_new_pieces()) << "the feed brings them";
      BlockCursor visit(blocks, &feed);
      for (int picture = 0; picture < 3; ++picture, visit.begin())
        expect_every_block_once(visit, blocks, at_most);
      EXPECT_TRUE(feed.complete());
    }
  }
}

TEST(BlockCursorTest, moreThanMemoryHolds) {
  const TemporaryFolder folder;
  const std::uint64_t blocks = 7 * kRegion + 9;
  const auto file = Dataset::open(write_records(folder, blocks * kBlock));
  ASSERT_TRUE(file);
  ReadAhead feed(*file, kBlock, 2);
  BlockCursor visit(blocks, &feed);
  for (int picture = 0; picture < 4; ++picture, visit.begin()) expect_every_block_once(visit, blocks, 40);
  EXPECT_FALSE(feed.complete()) << "some of it is always gone again";
}

TEST(BlockCursorTest, readsAheadOnlyWhatMemoryHolds) {
  const TemporaryFolder folder;
  const std::uint64_t blocks = 9 * kRegion;
  const auto file = Dataset::open(write_records(folder, blocks * kBlock));
  ASSERT_TRUE(file);
  ReadAhead feed(*file, kBlock, 4);
  BlockCursor visit(blocks, &feed);
  while (feed.samples() < feed.regions())
    feed.wait(feed.samples(), ~std::uint64_t{0}, std::chrono::milliseconds(100));
  visit.advance(feed.regions());
  for (int i = 0; i < 20; ++i) {
    (void)visit.available();
    visit.wait(std::chrono::milliseconds(5));
  }
  EXPECT_LE(feed.brought(), 4U) << "nothing was drawn yet";
  EXPECT_GT(feed.brought(), 0U);
}

TEST(ReadAheadTest, nothingToBring) {
  const auto cloud = random_cube(1000, glm::vec3(0), 1, 1);
  EXPECT_EQ(ReadAhead::create(cloud.file(), kBlock), nullptr) << "records in memory";
  const TemporaryFolder folder;
  const auto path = write_records(folder, 100'000);
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->mapping()->populate(0, file->file_size()));
  EXPECT_EQ(ReadAhead::create(*file, kBlock), nullptr) << "just written";
}

TEST(ReadAheadTest, holes) {
  const TemporaryFolder folder;
  const std::uint64_t region_bytes = kRegion * kBlock * sizeof(ColoredVertex);
  const auto path = folder.sparse("sparse.bin", 8 * region_bytes);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files";
  test::patch(path, 3 * region_bytes, test::counting_bytes(region_bytes + 1));
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file);
  if (file->mapping()->next_hole(0) != 0) GTEST_SKIP() << "the file system does not tell its holes";
  const auto feed = ReadAhead::create(*file, kBlock);
  ASSERT_NE(feed, nullptr);
  for (std::uint64_t region = 0; region < 8; ++region)
    EXPECT_EQ(feed->is_hole(region * kRegion + 7), region != 3 && region != 4) << region;
  EXPECT_EQ(feed->hole_record().vertex(), ColoredVertex{}.vertex());

  // Two coordinates and no colour: the zeros of a hole are white there.
  auto points =
      Dataset::open(path, {.layout = parse_layout("<2f:position:").value(), .changes = {.allow_tail = true}});
  ASSERT_TRUE(points) << describe(points.error());
  const auto converted = ReadAhead::create(*points, kBlock);
  ASSERT_NE(converted, nullptr);
  EXPECT_EQ(converted->hole_record().vertex(), (Vertex{{}, {65535, 65535, 65535}}));
}

class ColdFile : public GlTest {};

TEST_F(ColdFile, drawsThePictureOfAWarmOne) {
  const TemporaryFolder folder;
  const auto cloud = random_cube(500'000, glm::vec3(0), 1, 7);
  const auto path = folder.write("cloud.bin", std::as_bytes(std::span(cloud.vertices)));
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_GE(descriptor, 0);
  ::fsync(descriptor);
  ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
  ::close(descriptor);
  auto cold = VertexBuffer::create(Dataset::open(path).value());
  auto warm = cloud.buffer();
  ASSERT_TRUE(cold);
  auto renderer = PointRenderer::create();
  auto frame = Frame::create({320, 240});
  auto camera = camera_at({0, 0, 0}, 4);
  const auto draw = [&](VertexBuffer& buffer, double budget_ms) {
    const DrawnDataset clouds[] = {{&buffer}};
    return renderer->draw(camera, clouds, {.backend = Backend::kCpu, .budget_ms = budget_ms}, *frame);
  };
  for (int i = 0; i < 30; ++i) {
    camera.eye.x += 0.01;
    (void)draw(*cold, 0.1);
  }
  std::uint64_t drawn = 0;
  for (bool converged = false; !converged;) {
    const auto stats = draw(*cold, 1);
    EXPECT_GE(stats.points_drawn, drawn);
    drawn = stats.points_drawn;
    converged = stats.converged;
  }
  EXPECT_EQ(drawn, 500'000U);
  const auto ids = frame->read_ids();
  const auto image = frame->read();
  EXPECT_TRUE(draw(warm, 0).converged);
  EXPECT_EQ(frame->read_ids(), ids);
  EXPECT_EQ(frame->read().rgba, image.rgba);
}

TEST_F(ColdFile, fiveBillionRecords) {
  constexpr std::uint64_t kCount = 5'000'000'000;
  const TemporaryFolder folder;
  const auto path = folder.sparse("sparse.bin", kCount * sizeof(ColoredVertex));
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files of 100 GB";
  const std::vector<std::uint64_t> marked = {1, (std::uint64_t{1} << 32) - 1, std::uint64_t{1} << 32,
                                             kCount - 1};
  for (std::size_t i = 0; i < marked.size(); ++i) {
    const ColoredVertex vertex = vertex_at(static_cast<float>(i) * 0.5F - 0.75F, 0.5F, 0);
    test::patch(path, marked[i] * sizeof(vertex), std::as_bytes(std::span(&vertex, 1)));
  }
  const auto file = Dataset::open(path).value();
  if (file.mapping()->next_hole(0) == file.file_size())
    GTEST_SKIP() << "the file system does not tell its holes";
  auto buffer = VertexBuffer::create(file);
  ASSERT_TRUE(buffer);
  auto renderer = PointRenderer::create();
  auto frame = Frame::create({320, 240});
  const DrawnDataset clouds[] = {{&*buffer}};
  const auto stats = renderer->draw(camera_at({0, 0, 0}, 4), clouds, {.backend = Backend::kCpu}, *frame);
  EXPECT_TRUE(stats.converged);
  EXPECT_EQ(stats.points_drawn, kCount);
  const auto ids = frame->read_ids();
  const std::set<std::uint64_t> seen(ids.begin(), ids.end());
  // One more than the vertex; the zeros are one pixel, in which the first of them wins.
  EXPECT_EQ(seen,
            (std::set<std::uint64_t>{0, 1, 2, std::uint64_t{1} << 32, (std::uint64_t{1} << 32) + 1, kCount}));
}

}  // namespace
}  // namespace vertexview::gpu
