#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <span>

#include "gpu/gl_test.hpp"
#include "gpu/inside.hpp"
#include "support_files.hpp"
#include "support_gl.hpp"
#include "vertexview/gpu/residency/staged_chunks.hpp"
#include "vertexview/task/wakeup.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::gpu {
namespace {

constexpr std::uint64_t kRecord = sizeof(ColoredVertex);
constexpr std::uint64_t kLeastBudget = (4 + 4) * 1024 * kRecord;  // four slots and four chunks of 1024

constexpr double kLeastTime = 0.01;  // milliseconds: too little for any work, so that a draw does its least

class ResidencyTest : public RendererTest, public ::testing::WithParamInterface<Backend> {
 protected:
  void SetUp() override {
    RendererTest::SetUp();
    frame_ = make_frame();
  }

  /// Draws until nothing is missing; returns how many draws that took.
  int draw(VertexBuffer& buffer, const Camera& camera) {
    const DrawnDataset clouds[] = {{&buffer}};
    for (int draws = 1; draws < 100'000; ++draws) {
      const auto stats = renderer_->draw(camera, clouds, {.backend = GetParam()}, *frame_);
      EXPECT_EQ(stats.points_total, buffer.size());
      EXPECT_EQ(stats.converged, stats.points_drawn == stats.points_total);
      if (stats.converged) return draws;
    }
    ADD_FAILURE() << "does not converge";
    return 0;
  }

  std::optional<Frame> frame_;
};

INSTANTIATE_TEST_SUITE_P(, ResidencyTest, ::testing::Values(Backend::kPoints, Backend::kCompute),
                         [](const auto& tested) { return std::string(backend_name(tested.param)); });

VertexBuffer make_buffer(const Dataset& file, const VertexBuffer::Options& options) {
  auto made = VertexBuffer::create(file, options);
  EXPECT_TRUE(made.has_value()) << describe(made.error());
  EXPECT_TRUE(made->upload_all().has_value());
  EXPECT_TRUE(made->complete());
  return *std::move(made);
}

TEST_P(ResidencyTest, automaticAliasesOnLlvmpipe) {
  if (!is_llvmpipe()) GTEST_SKIP() << "draws from memory in place only on llvmpipe";
  const auto cloud = random_cube(1000, glm::vec3(0), 1, 1);
  auto buffer = VertexBuffer::create(cloud.file());
  ASSERT_TRUE(buffer.has_value());
  EXPECT_EQ(buffer->residency(), Residency::kAliased);
  EXPECT_TRUE(buffer->complete());
  EXPECT_EQ(buffer->gpu_bytes(), 0U);
}

TEST_P(ResidencyTest, allDrawTheSamePicture) {
  // The file itself begins at an odd address, as behind a header.
  auto cloud = random_cube(100'000, glm::vec3(0), 1, 3);
  for (std::size_t i = 0; i < cloud.vertices.size(); i += 97)
    cloud.vertices[i].position.x = std::numeric_limits<float>::quiet_NaN();
  std::vector<std::byte> bytes(3 + cloud.vertices.size() * kRecord);
  std::memcpy(bytes.data() + 3, cloud.vertices.data(), bytes.size() - 3);
  auto layout = Layout::canonical();
  layout.data_offset = 3;
  const auto file = Dataset::over(bytes, {.layout = layout});
  ASSERT_TRUE(file.has_value());

  const auto camera = camera_at({0, 0, 0}, 4);
  auto reference = make_buffer(*file, {.residency = Residency::kResident});
  draw(reference, camera);
  const auto ids = frame_->read_ids();
  const auto image = frame_->read();
  EXPECT_GT(covered(ids), 10'000U);
  std::vector<VertexBuffer::Options> others = {
      {.residency = Residency::kAutomatic, .gpu_budget = std::nullopt},
      {.residency = Residency::kAutomatic, .gpu_budget = 500'000},
      {.residency = Residency::kStreamed, .gpu_budget = kLeastBudget}};
  if (is_llvmpipe()) others.push_back({.residency = Residency::kAliased, .gpu_budget = std::nullopt});
  for (const auto& options : others) {
    frame_ = make_frame();
    auto buffer = make_buffer(*file, options);
    draw(buffer, camera);
    EXPECT_EQ(frame_->read_ids(), ids);
    EXPECT_EQ(frame_->read().rgba, image.rgba);
  }
}

TEST_P(ResidencyTest, streamsWithinItsBudget) {
  const auto cloud = random_cube(100'000, glm::vec3(0), 1, 3);
  for (const std::uint64_t budget : {kLeastBudget, 2 * kLeastBudget, std::uint64_t{1'500'000}}) {
    auto made = VertexBuffer::create(cloud.file(), {.residency = Residency::kStreamed, .gpu_budget = budget});
    ASSERT_TRUE(made.has_value()) << describe(made.error());
    EXPECT_EQ(made->residency(), Residency::kStreamed);
    std::uint64_t most = 0;
    while (!made->complete()) {
      ASSERT_TRUE(made->upload(50'000).has_value());
      most = std::max(most, made->gpu_bytes());
    }
    const DrawnDataset clouds[] = {{&*made}};
    auto camera = camera_at({0, 0, 0}, 4);
    for (int turn = 0; turn < 3; ++turn) {
      camera.eye.x += 0.5;
      for (bool converged = false; !converged; most = std::max(most, made->gpu_bytes()))
        converged = renderer_->draw(camera, clouds, {.backend = GetParam()}, *frame_).converged;
    }
    EXPECT_LE(most, budget);
    EXPECT_GT(most, budget / 2);
  }
}

TEST_P(ResidencyTest, streamingFollowsTheCamera) {
  // The view changes before the picture of the last is whole; the end is the picture of the last.
  const auto cloud = random_cube(60'000, glm::vec3(0), 1, 5);
  auto streamed = make_buffer(cloud.file(), {.residency = Residency::kStreamed, .gpu_budget = kLeastBudget});
  auto whole = make_buffer(cloud.file(), {.residency = Residency::kResident});
  auto camera = camera_at({0, 0, 0}, 4);
  const DrawnDataset clouds[] = {{&streamed}};
  for (int i = 0; i < 20; ++i) {
    camera.eye.x += 0.05;
    (void)renderer_->draw(camera, clouds, {.backend = GetParam(), .budget_ms = kLeastTime}, *frame_);
  }
  draw(streamed, camera);
  const auto ids = frame_->read_ids();
  draw(whole, camera);
  EXPECT_EQ(frame_->read_ids(), ids);
}

TEST_P(ResidencyTest, aDrawWithoutBudgetDrawsEverything) {
  const auto cloud = random_cube(40'000, glm::vec3(0), 1, 5);
  std::vector<double> positions;
  for (const ColoredVertex& vertex : cloud.vertices)
    for (const float axis : {vertex.position.x, vertex.position.y, vertex.position.z})
      positions.push_back(axis);
  // A software driver takes no memory for records that have to be converted before it has to draw them.
  const auto converted =
      Dataset::over(std::as_bytes(std::span(positions)), {.layout = parse_layout("<3d:position:").value()});
  ASSERT_TRUE(converted.has_value()) << describe(converted.error());
  auto whole = cloud.buffer();
  auto streamed = make_buffer(cloud.file(), {.residency = Residency::kStreamed, .gpu_budget = kLeastBudget});
  auto automatic = make_buffer(*converted, {.residency = Residency::kAutomatic, .gpu_budget = std::nullopt});
  const auto camera = camera_at({0, 0, 0}, 4);
  EXPECT_EQ(draw(whole, camera), 1);
  const auto ids = frame_->read_ids();
  for (VertexBuffer* buffer : {&streamed, &automatic}) {
    frame_ = make_frame();
    EXPECT_EQ(draw(*buffer, camera), 1);
    EXPECT_EQ(frame_->read_ids(), ids);
  }
}

TEST_P(ResidencyTest, whatIsDrawnStaysInThePicture) {
  const auto cloud = random_cube(40'000, glm::vec3(0), 1, 5);
  auto streamed = make_buffer(cloud.file(), {.residency = Residency::kStreamed, .gpu_budget = kLeastBudget});
  const DrawnDataset clouds[] = {{&streamed}};
  auto camera = camera_at({0, 0, 0}, 4);
  for (int turn = 0; turn < 2; ++turn) {
    // The second picture begins with chunks of the first, which others may replace at any time.
    camera.eye.x += 0.05;
    std::uint64_t drawn = 0;
    for (bool converged = false; !converged;) {
      const auto stats =
          renderer_->draw(camera, clouds, {.backend = GetParam(), .budget_ms = kLeastTime}, *frame_);
      ASSERT_GE(stats.points_drawn, drawn);
      drawn = stats.points_drawn;
      converged = stats.converged;
    }
    EXPECT_EQ(drawn, cloud.vertices.size());
  }
}

TEST_P(ResidencyTest, twoStreamedCloudsInOnePicture) {
  const auto left = random_cube(50'000, glm::vec3(-1, 0, 0), 1, 5);
  const auto right = random_cube(50'000, glm::vec3(1, 0, 0), 1, 6);
  const VertexBuffer::Options small{.residency = Residency::kStreamed, .gpu_budget = kLeastBudget};
  auto a = make_buffer(left.file(), small);
  auto b = make_buffer(right.file(), small);
  auto c = left.buffer();
  auto d = right.buffer();
  const auto camera = camera_at({0, 0, 0}, 6);
  const DrawnDataset streamed[] = {{&a}, {}, {&b}};
  while (!renderer_->draw(camera, streamed, {.backend = GetParam()}, *frame_).converged) {
  }
  const auto ids = frame_->read_ids();
  const DrawnDataset whole[] = {{&c}, {}, {&d}};
  EXPECT_TRUE(renderer_->draw(camera, whole, {.backend = GetParam()}, *frame_).converged);
  EXPECT_EQ(frame_->read_ids(), ids);
}

TEST_P(ResidencyTest, aBudgetThatIsTooSmall) {
  const auto cloud = random_cube(100'000, glm::vec3(0), 1, 3);
  auto made = VertexBuffer::create(cloud.file(), {.gpu_budget = 1000});
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(made.error().message,
            "a GPU budget of 1000 bytes is too small for 100000 vertices; streaming them needs 163840");
}

TEST_P(ResidencyTest, planKeepsWithinTheBudget) {
  for (const std::uint64_t records : {1ULL, 1000ULL, 5'000'000ULL, 100'000'000ULL, 5'000'000'000ULL})
    for (std::uint64_t budget = kLeastBudget; budget < 1ULL << 42; budget += budget / 3) {
      const auto plan = detail::plan_pool(records, budget);
      ASSERT_TRUE(plan.has_value());
      const auto chunks = std::min(plan->pieces * plan->chunk_records, records);
      EXPECT_LE((chunks + plan->slots * plan->slot_records) * kRecord, budget);
      // A slot never crosses a chunk's border.
      EXPECT_TRUE(records <= plan->slot_records || plan->chunk_records % plan->slot_records == 0);
      EXPECT_TRUE(chunks == records || plan->pieces >= 4);
    }
}

TEST_P(ResidencyTest, moreThanOneChunk) {
  Cloud cloud;
  cloud.vertices.assign(detail::kChunkRecords * 2 + 77, vertex_at(0, 0, 0));
  for (std::size_t i = 0; i < cloud.vertices.size(); ++i)
    cloud.vertices[i].position.y = static_cast<float>(i % 1'000'003);
  auto buffer = make_buffer(cloud.file(), {.residency = Residency::kResident});
  EXPECT_EQ(buffer.gpu_bytes(), cloud.vertices.size() * kRecord);
  auto& chunks = *detail::Inside::of(buffer).chunks;
  ASSERT_GE(chunks.chunk_count(), 3U);
  std::vector<ColoredVertex> back(detail::kChunkRecords);
  for (std::uint64_t i = 0; i < chunks.chunk_count(); ++i) {
    const auto chunk = chunks.acquire(i);
    ASSERT_EQ(chunk.count, chunks.share(i));
    glGetNamedBufferSubData(chunk.buffer, 0, static_cast<GLsizeiptr>(chunk.count * kRecord), back.data());
    EXPECT_EQ(std::memcmp(back.data(), cloud.vertices.data() + chunk.first, chunk.count * kRecord), 0) << i;
  }
}

TEST_P(ResidencyTest, whatComesFirstIsSpreadOverTheFile) {
  constexpr std::uint64_t kChunks = 64;
  const auto cloud = random_cube(kChunks * 1024, glm::vec3(0), 1, 3);
  const auto file = cloud.file();
  const detail::PoolPlan plan{.chunk_records = 1024, .pieces = kChunks, .slot_records = 1024, .slots = 4};
  detail::StagedChunks chunks(file, plan);
  const auto fill = [&](std::uint64_t records) {
    while (chunks.resident() < records) {
      ASSERT_TRUE(chunks.upload(1024 * kRecord).has_value());
      chunks.wait(std::chrono::milliseconds(10));
    }
  };
  // Any eighth of the file has begun when a quarter of it is there.
  fill(kChunks / 4 * 1024);
  std::array<int, 8> eighths{};
  for (std::uint64_t i = 0; i < kChunks; ++i)
    if (chunks.acquire(i).count > 0) ++eighths.at(i / 8);
  for (const int there : eighths) EXPECT_GE(there, 1);
  fill(kChunks * 1024);
  EXPECT_EQ(chunks.resident(), chunks.records());
  EXPECT_EQ(chunks.residency(), Residency::kResident);
}

TEST_P(ResidencyTest, outOfMemoryGoesOnStreaming) {
  const auto cloud = random_cube(20'000, glm::vec3(0), 1, 3);
  const auto file = cloud.file();
  // Chunks of 1024 records, all of which should fit; the GPU has room for seven.
  const detail::PoolPlan plan{.chunk_records = 1024, .pieces = 20, .slot_records = 1024, .slots = 4};
  int room = 7;
  detail::StagedChunks chunks(file, plan, [&](std::uint64_t bytes) {
    if (room-- <= 0) return detail::Buffer();
    auto buffer = detail::Buffer::create();
    glNamedBufferStorage(buffer.name(), static_cast<GLsizeiptr>(bytes), nullptr, 0);
    return buffer;
  });
  EXPECT_EQ(chunks.residency(), Residency::kResident);
  EXPECT_EQ(chunks.notice(), "");
  while (chunks.resident() < chunks.records()) {
    ASSERT_TRUE(chunks.upload(100'000).has_value());
    chunks.wait(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(chunks.residency(), Residency::kStreamed);
  EXPECT_EQ(chunks.notice(),
            "GPU memory is full: drawing 20000 vertices through 204800 bytes of it, which takes longer");
  // Every chunk can still be had, with the right content.
  std::vector<bool> seen(chunks.chunk_count(), false);
  std::vector<ColoredVertex> back(1024);
  for (int round = 0; round < 10'000 && std::count(seen.begin(), seen.end(), false) > 0; ++round) {
    for (std::uint64_t i = 0; i < seen.size(); ++i) {
      if (seen[i]) continue;
      const auto chunk = chunks.acquire(i);
      if (chunk.count < chunks.share(i)) continue;
      glGetNamedBufferSubData(chunk.buffer, 0, static_cast<GLsizeiptr>(chunk.count * kRecord), back.data());
      EXPECT_EQ(std::memcmp(back.data(), cloud.vertices.data() + chunk.first, chunk.count * kRecord), 0);
      seen[i] = true;
      chunks.release(i);
    }
    ASSERT_TRUE(chunks.upload(~std::uint64_t{0}).has_value());
    chunks.wait(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(std::count(seen.begin(), seen.end(), false), 0);
}

TEST_P(ResidencyTest, whatTheFileHasLostIsNotDrawn) {
  const test::TemporaryFolder folder;
  const auto cloud = random_cube(3000, glm::vec3(0), 1, 3);
  const auto path = folder.write("cloud.bin", std::as_bytes(std::span(cloud.vertices)));
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file.has_value());
  std::filesystem::resize_file(path, 2048 * kRecord);
  const detail::PoolPlan plan{.chunk_records = 1024, .pieces = 3, .slot_records = 1024, .slots = 2};
  detail::StagedChunks chunks(*file, plan);
  while (chunks.resident() < chunks.records()) {
    ASSERT_TRUE(chunks.upload(~std::uint64_t{0}).has_value());
    chunks.wait(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(
      chunks.notice(),
      "cannot read 19040 bytes at offset 40960: the file has become shorter; those vertices are not shown");
  std::vector<ColoredVertex> back(1024);
  for (std::uint64_t i = 0; i < 3; ++i) {
    const auto chunk = chunks.acquire(i);
    ASSERT_EQ(chunk.count, chunks.share(i));
    glGetNamedBufferSubData(chunk.buffer, 0, static_cast<GLsizeiptr>(chunk.count * kRecord), back.data());
    if (i < 2)
      EXPECT_EQ(std::memcmp(back.data(), cloud.vertices.data() + chunk.first, chunk.count * kRecord), 0);
    else
      EXPECT_TRUE(std::all_of(back.begin(), back.begin() + static_cast<std::ptrdiff_t>(chunk.count),
                              [](const ColoredVertex& v) { return std::isnan(v.position.x); }));
  }
}

TEST_P(ResidencyTest, whileNoWorkerReadsTheNextUploadGoesOn) {
  const auto cloud = random_cube(20'000, glm::vec3(0), 1, 3);
  const auto file = cloud.file();
  const detail::PoolPlan plan{.chunk_records = 1024, .pieces = 20, .slot_records = 1024, .slots = 4};
  Wakeup read;
  detail::StagedChunks chunks(file, plan);
  chunks.set_when_read([&read] { read.wake(); });
  const test::GpuBehind behind;
  // Few uploads do, because each moves something, or waits for the GPU, or leaves a worker reading.
  for (int uploads = 0; chunks.resident() < chunks.records(); ++uploads) {
    ASSERT_LT(uploads, 200);
    ASSERT_TRUE(chunks.upload(~std::uint64_t{0}).has_value());
    if (chunks.reading()) read.wait();
  }
  EXPECT_FALSE(chunks.reading());
  std::vector<ColoredVertex> back(1024);
  for (std::uint64_t i = 0; i < chunks.chunk_count(); ++i) {
    const auto chunk = chunks.acquire(i);
    ASSERT_EQ(chunk.count, chunks.share(i));
    glGetNamedBufferSubData(chunk.buffer, 0, static_cast<GLsizeiptr>(chunk.count * kRecord), back.data());
    EXPECT_EQ(std::memcmp(back.data(), cloud.vertices.data() + chunk.first, chunk.count * kRecord), 0) << i;
  }
}

TEST_P(ResidencyTest, noMemoryAtAll) {
  const auto cloud = random_cube(5000, glm::vec3(0), 1, 3);
  const auto file = cloud.file();
  const detail::PoolPlan plan{.chunk_records = 1024, .pieces = 5, .slot_records = 1024, .slots = 2};
  detail::StagedChunks chunks(file, plan, [](std::uint64_t) { return detail::Buffer(); });
  Result<void> moved;
  while (moved) moved = chunks.upload(1000);
  EXPECT_EQ(moved.error().code, ErrorCode::kOutOfMemory);
  EXPECT_EQ(moved.error().message, "no GPU memory for 20480 bytes of vertices");
  EXPECT_EQ(chunks.resident(), 0U);
}

TEST_P(ResidencyTest, destroyedWhileTheWorkersRead) {
  const auto cloud = random_cube(300'000, glm::vec3(0), 1, 3);
  for (int i = 0; i < 20; ++i) {
    auto made = VertexBuffer::create(
        cloud.file(), {.residency = Residency::kStreamed, .gpu_budget = std::uint64_t{2'000'000}});
    ASSERT_TRUE(made.has_value());
    for (int step = 0; step < i; ++step) ASSERT_TRUE(made->upload(100'000).has_value());
  }
}

TEST_P(ResidencyTest, aMappedFileIsCopied) {
  // The driver's threads block all signals, so that a page which the file has lost would end the program.
  const auto cloud = random_cube(1000, glm::vec3(0), 1, 1);
  const test::TemporaryFolder folder;
  const auto path = folder.write("a.bin", std::as_bytes(std::span(cloud.vertices)));
  const auto file = Dataset::open(path).value();
  EXPECT_NE(make_buffer(file, {}).residency(), Residency::kAliased);
  const auto aliased = VertexBuffer::create(file, {.residency = Residency::kAliased});
  ASSERT_FALSE(aliased.has_value());
  EXPECT_EQ(aliased.error().code, ErrorCode::kDevice);
  if (is_llvmpipe()) {
    EXPECT_EQ(describe(aliased.error()),
              path +
                  ": a mapped file is not drawn in place, because the driver's threads could not survive "
                  "that it becomes shorter");
  }
  // Bytes that the caller keeps may be a mapping as well.
  const auto mapping = MappedFile::open(path).value();
  const auto over = Dataset::over(mapping.bytes(), {}).value();
  EXPECT_FALSE(VertexBuffer::create(over, {.residency = Residency::kAliased}).has_value());
}

TEST_P(ResidencyTest, fiveBillionRecordsAliased) {
  if (!is_llvmpipe()) GTEST_SKIP() << "draws from memory in place only on llvmpipe";
  constexpr std::uint64_t kCount = 5'000'000'000;
  const test::TemporaryFolder folder;
  const auto path = folder.sparse("large.bin", kCount * kRecord);
  if (path.empty()) GTEST_SKIP() << "no sparse files here";
  const ColoredVertex last = vertex_at(0.5F, 0, 0.25F, {65535, 0, 0});
  test::patch(path, (kCount - 1) * kRecord, std::as_bytes(std::span(&last, 1)));
  // A mapping that the engine does not know stands for so much memory.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  void* const start = ::mmap(nullptr, kCount * kRecord, PROT_READ, MAP_SHARED, descriptor, 0);
  ::close(descriptor);
  ASSERT_NE(start, MAP_FAILED);
  const std::shared_ptr<void> mapping(start, [](void* all) { ::munmap(all, kCount * kRecord); });
  const auto file = Dataset::over({static_cast<const std::byte*>(start), kCount * kRecord}, {});
  ASSERT_TRUE(file.has_value()) << describe(file.error());
  auto buffer = VertexBuffer::create(*file);
  ASSERT_TRUE(buffer.has_value());
  EXPECT_TRUE(buffer->complete());
  EXPECT_EQ(buffer->resident(), kCount);
  EXPECT_EQ(buffer->gpu_bytes(), 0U);
  // The last chunk holds the last record; nothing of the others is touched.
  auto& chunks = *detail::Inside::of(*buffer).chunks;
  EXPECT_EQ(chunks.chunk_count(), 1193U);
  const auto chunk = chunks.acquire(chunks.chunk_count() - 1);
  EXPECT_EQ(chunk.first + chunk.count, kCount);
  ColoredVertex back;
  glGetNamedBufferSubData(chunk.buffer, static_cast<GLintptr>((chunk.count - 1) * kRecord), kRecord, &back);
  EXPECT_EQ(back.vertex(), last.vertex());
}

TEST_P(ResidencyTest, tenGigabytesStreamThroughASmallPool) {
  // Only the first chunks are drawn: a file begins to show at once, whatever its size.
  const test::TemporaryFolder folder;
  const auto path = folder.sparse("large.bin", 500'000'000ULL * kRecord);
  if (path.empty()) GTEST_SKIP() << "no sparse files here";
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file.has_value());
  auto made = VertexBuffer::create(*file, {.gpu_budget = std::uint64_t{4} << 20});
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->residency(), Residency::kStreamed);
  ASSERT_TRUE(made->upload_all().has_value());
  EXPECT_LE(made->gpu_bytes(), std::uint64_t{4} << 20);
  const DrawnDataset clouds[] = {{&*made}};
  const auto stats =
      renderer_->draw(camera_at({0, 0, 0}, 4), clouds, {.backend = GetParam(), .budget_ms = 4}, *frame_);
  EXPECT_GT(stats.points_drawn, 0U);
  EXPECT_FALSE(stats.converged);
}

}  // namespace
}  // namespace vertexview::gpu
