#include "vertexview/vertex/dataset.hpp"

#include <gmock/gmock.h>

#include <array>
#include <csignal>
#include <limits>

#include "support_files.hpp"
#include "vertexview/vertex/color_ramp.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {
namespace {

using test::TemporaryFolder;
using testing::ElementsAreArray;

const std::string kSample = VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";

std::vector<std::byte> records(std::size_t count) {
  std::vector<std::byte> bytes(count * sizeof(ColoredVertex));
  for (std::size_t i = 0; i < count; ++i) {
    const auto n = static_cast<float>(i);
    const auto c = static_cast<std::uint16_t>(i);
    const ColoredVertex vertex{{n, n + 0.5F, -n}, {c, 7, static_cast<std::uint16_t>(65535 - i)}, 0xABCD};
    std::memcpy(bytes.data() + i * sizeof(vertex), &vertex, sizeof(vertex));
  }
  return bytes;
}

TEST(Dataset, construct) {
  const Dataset file;
  EXPECT_EQ(file.size(), 0U);
  EXPECT_TRUE(file.empty());
  EXPECT_EQ(file.path(), "");
  EXPECT_EQ(file.file_size(), 0U);
  EXPECT_TRUE(file.vertices()->empty());
}

TEST(Dataset, openSample) {
  const auto file = Dataset::open(kSample);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), 4U);
  EXPECT_EQ(file->stride(), 20U);
  EXPECT_EQ(file->remainder(), 0U);
  EXPECT_EQ(file->path(), kSample);
  EXPECT_EQ(file->file_size(), 80U);
  EXPECT_EQ((*file)[0].position, (Vector{3323.176025390625F, 6562.23095703125F, 9351.2314453125F}));
  EXPECT_EQ((*file)[0].color, (Color{3040, 34423, 54321}));
  EXPECT_EQ((*file)[0].padding, 0xF95D);
  EXPECT_EQ((*file->positions())[0], (*file)[0].position);
  EXPECT_EQ((*file->colors())[0], (*file)[0].color);
  EXPECT_EQ((*file->vertices())[3].vertex(), (*file)[3].vertex());
  EXPECT_EQ(file->positions()->stride(), 20);
  EXPECT_EQ(file->positions()->data(), file->bytes()->data()) << "no copy";
  EXPECT_EQ(file->colors()->data(), file->bytes()->data() + 12);
  std::vector<std::byte> unused;
  EXPECT_EQ(file->record(2, unused).data(), file->bytes()->data() + 40);
  EXPECT_TRUE(unused.empty()) << "nothing is copied";
}

TEST(Dataset, copiesShareTheMapping) {
  Dataset copy;
  {
    const auto file = Dataset::open(kSample);
    ASSERT_TRUE(file);
    copy = *file;
    EXPECT_EQ(copy.mapping(), file->mapping());
  }
  EXPECT_EQ(copy[0].color, (Color{3040, 34423, 54321}));
}

TEST(Dataset, openMissing) {
  const TemporaryFolder folder;
  const auto path = folder.file("none.bin");
  const auto file = Dataset::open(path);
  ASSERT_FALSE(file);
  EXPECT_EQ(describe(file.error()), path + ": cannot open: No such file or directory");
}

TEST(Dataset, remainder) {
  const TemporaryFolder folder;
  auto bytes = records(50);
  bytes.resize(bytes.size() + 3);
  const auto path = folder.write("tail.bin", bytes);
  const std::size_t before = test::open_descriptors();
  const auto refused = Dataset::open(path);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kRemainder);
  EXPECT_EQ(describe(refused.error()), path + ": 1003 bytes are 50 records of 20 bytes and a remainder of 3");
  EXPECT_EQ(test::open_descriptors(), before);

  const auto tail = Dataset::open(path, {.changes = {.allow_tail = true}});
  ASSERT_TRUE(tail) << describe(tail.error());
  EXPECT_EQ(tail->size(), 50U);
  EXPECT_EQ(tail->remainder(), 3U);
  EXPECT_EQ(tail->file_size(), 1003U);

  const auto counted = Dataset::open(path, {.changes = {.count = 50}});
  ASSERT_TRUE(counted) << describe(counted.error());
  EXPECT_EQ(counted->size(), 50U);
  EXPECT_EQ((*counted)[49].position.x, 49.0F);
}

TEST(Dataset, count) {
  const auto bytes = records(10);
  const auto some = Dataset::over(bytes, {.changes = {.count = 4}});
  ASSERT_TRUE(some);
  EXPECT_EQ(some->size(), 4U);
  EXPECT_EQ(some->remainder(), 120U);
  EXPECT_EQ(some->file_size(), 200U);

  const auto many = Dataset::over(bytes, {.changes = {.count = 11}});
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(describe(many.error()), "200 bytes hold 10 records of 20 bytes, 11 are wanted");
  // 20 times this count wraps around to 20 in 64 bits.
  constexpr std::uint64_t kWraps = (std::uint64_t{1} << 62) + 1;
  EXPECT_FALSE(Dataset::over(bytes, {.changes = {.count = kWraps}}));
  EXPECT_FALSE(Dataset::over(bytes, {.changes = {.count = std::numeric_limits<std::uint64_t>::max()}}));
}

TEST(Dataset, dataOffset) {
  auto bytes = records(5);
  bytes.insert(bytes.begin(), 30, std::byte{0x55});
  Dataset::Options options{.layout = Layout::canonical()};
  options.layout->data_offset = 30;
  const auto file = Dataset::over(bytes, options);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), 5U);
  EXPECT_EQ(file->file_size(), 130U);
  EXPECT_EQ((*file)[4].position, (Vector{4, 4.5F, -4}));

  options.layout->data_offset = 29;
  EXPECT_EQ(describe(Dataset::over(bytes, options).error()),
            "101 bytes after offset 29 are 5 records of 20 bytes and a remainder of 1");
  options.layout->data_offset = 130;
  EXPECT_TRUE(Dataset::over(bytes, options).value().empty());
  options.layout->data_offset = 131;
  EXPECT_EQ(describe(Dataset::over(bytes, options).error()),
            "records at offset 131 would begin past the end of 130 bytes");
}

TEST(Dataset, everyTruncation) {
  const TemporaryFolder folder;
  const auto bytes = records(6);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto path = folder.write("cut.bin", std::span(bytes).first(size));
    const auto strict = Dataset::open(path);
    EXPECT_EQ(strict.has_value(), size % 20 == 0) << size;
    const auto lenient = Dataset::open(path, {.changes = {.allow_tail = true}});
    ASSERT_TRUE(lenient) << size;
    EXPECT_EQ(lenient->size(), size / 20);
    EXPECT_EQ(lenient->remainder(), size % 20);
    if (!lenient->empty()) {
      EXPECT_EQ(lenient->vertices()->back().position.x, static_cast<float>(size / 20 - 1));
    }
    // The bytes are copied to a heap block of exactly this size, so that a sanitizer reports any read past
    // the end.
    const std::vector<std::byte> exact(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const auto file = Dataset::over(exact, {.changes = {.allow_tail = true}});
    ASSERT_TRUE(file);
    EXPECT_EQ(scan(*file)->count, size / 20);
  }
}

TEST(Dataset, misaligned) {
  const auto whole = records(9);
  for (std::size_t shift = 0; shift < 8; ++shift) {
    std::vector<std::byte> bytes(shift);
    bytes.insert(bytes.end(), whole.begin(), whole.end());
    Dataset::Options options{.layout = Layout::canonical()};
    options.layout->data_offset = shift;
    const auto file = Dataset::over(bytes, options);
    ASSERT_TRUE(file);
    EXPECT_EQ((*file->positions())[8], (Vector{8, 8.5F, -8}));
    EXPECT_EQ((*file->colors())[8], (Color{8, 7, 65527}));
    EXPECT_EQ(scan(*file)->bounds.max.y, 8.5F);
  }
}

TEST(Dataset, viewsNeedCanonicalRecords) {
  const TemporaryFolder folder;
  // Of exactly the bytes that the file has: views of them as 20-byte vertices would end past them.
  const std::vector<float> scan{1, 2, 3, 0.5F, 4, 5, 6, 1.5F, 7, 8, 9, 2.5F};
  const auto path = folder.write("scan.bin", std::as_bytes(std::span(scan)));
  (void)folder.write("scan.bin.layout", std::as_bytes(std::span(std::string_view("kitti"))));
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file) << describe(file.error());
  const std::string expected =
      path +
      ": records of layout kitti are converted, so there are no vertices to view: read(), fetch() and "
      "operator[] convert them, records() gives them as they are stored";
  const auto expect_refused = [&](const auto& views) {
    ASSERT_FALSE(views);
    EXPECT_EQ(views.error().code, ErrorCode::kWrongType);
    EXPECT_EQ(describe(views.error()), expected);
  };
  expect_refused(file->vertices());
  expect_refused(file->positions());
  expect_refused(file->colors());
  EXPECT_EQ((*file)[2].position, (Vector{7, 8, 9}));

  // Canonical records that another origin moves are converted as well.
  const auto bytes = records(2);
  Layout moved = Layout::canonical();
  moved.placement.offset = {100, 0, 0};
  const auto shared = Dataset::over(bytes, {.layout = moved, .origin = std::array<double, 3>{90, 0, 0}});
  ASSERT_TRUE(shared) << describe(shared.error());
  EXPECT_EQ((*shared)[1].position, (Vector{11, 1.5F, -1}));
  EXPECT_EQ(shared->vertices().error().message.substr(0, 24), "records of layout vertex");
}

TEST(DatasetDeathTest, recordsPastTheEnd) {
  const auto bytes = records(4);
  const auto file = Dataset::over(bytes, {});
  ASSERT_TRUE(file);
  std::vector<ColoredVertex> two(2);
  const auto aborts = testing::KilledBySignal(SIGABRT);
  const auto one = testing::StrEq("record 4 is past the end of 4 records\n");
  const auto reach = testing::StrEq("2 records from 3 on reach past the end of 4 records\n");
  std::vector<std::byte> room;
  EXPECT_EXIT((void)file->record(4, room), aborts, one);
  EXPECT_EXIT((void)(*file)[4], aborts, one);
  EXPECT_EXIT((void)file->records().block(3, 2, room), aborts, reach);
  EXPECT_EXIT((void)file->records().block(5, UINT64_MAX, room), aborts,
              testing::StrEq("18446744073709551615 records from 5 on reach past the end of 4 records\n"));
  EXPECT_EXIT(file->read(3, two), aborts, reach);
  EXPECT_EXIT(file->read_shown(3, two), aborts, reach);
  EXPECT_EXIT(
      (void)file->offset_of(0), aborts,
      testing::StrEq("a dataset of bytes in memory, or in several places, has no offsets in a file\n"));
  const auto fetched = file->fetch(3, two);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error(),
            (Error{ErrorCode::kOutOfRange, "2 records from 3 on reach past the end of 4 records"}));
  EXPECT_EQ(file->records().block(4, 0, room).count, 0U);

  const auto sample = Dataset::open(kSample);
  ASSERT_TRUE(sample);
  EXPECT_EQ(sample->offset_of(4), 80U);
  EXPECT_EXIT((void)sample->offset_of(5), aborts, testing::StrEq("record 5 is past the end of 4 records\n"));
}

TEST(Dataset, read) {
  const auto bytes = records(100);
  const auto file = Dataset::over(bytes, {});
  ASSERT_TRUE(file);
  std::vector<ColoredVertex> out(30);
  file->read(70, out);
  EXPECT_EQ(std::memcmp(out.data(), bytes.data() + 70 * 20, 30 * 20), 0) << "padding included";
  file->read(100, {});
}

TEST(Dataset, fetch) {
  const TemporaryFolder folder;
  const auto bytes = records(30'000);
  const auto path = folder.write("cloud.bin", bytes);
  Layout behind_a_header = Layout::canonical();
  behind_a_header.data_offset = 40;
  Layout converted = parse_layout("xyz").value();
  for (const Layout& layout : {Layout::canonical(), behind_a_header, converted}) {
    const auto file = Dataset::open(path, {.layout = layout});
    ASSERT_TRUE(file) << describe(file.error());
    for (const std::uint64_t count : {std::uint64_t{1}, std::uint64_t{17}, file->size()}) {
      const std::uint64_t first = file->size() - count;
      std::vector<ColoredVertex> expected(count);
      std::vector<ColoredVertex> got(count);
      file->read(first, expected);
      ASSERT_TRUE(file->fetch(first, got));
      EXPECT_EQ(std::memcmp(got.data(), expected.data(), count * sizeof(ColoredVertex)), 0)
          << layout.schema.format << ' ' << count;
    }
  }
  const auto in_memory = Dataset::over(bytes, {});
  ASSERT_TRUE(in_memory->fetch(30'000, {}));
  ColoredVertex vertex;
  ASSERT_TRUE(in_memory->fetch(7, {&vertex, 1}));
  EXPECT_EQ(vertex.position.x, 7.0F);
}

TEST(Dataset, fetchOfLostRecordsIsAnError) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", records(1000));
  for (const Layout& layout : {Layout::canonical(), parse_layout("xyz").value()}) {
    std::filesystem::resize_file(path, 20'000);
    const auto file = Dataset::open(path, {.layout = layout, .changes = {.allow_tail = true}});
    ASSERT_TRUE(file);
    std::filesystem::resize_file(path, 6000);
    ColoredVertex vertex;
    EXPECT_TRUE(file->fetch(299, {&vertex, 1}));
    const auto lost = file->fetch(900, {&vertex, 1});
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::kIo);
    EXPECT_EQ(lost.error().offset, file->offset_of(900));
    EXPECT_EQ(lost.error().path, path);
    EXPECT_EQ(sample(*file, 10).count, 3U) << "of those that are left";
  }
}

TEST(Dataset, at) {
  const auto bytes = records(3);
  const auto file = Dataset::over(bytes, {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->at(2)->position.x, 2.0F);
  const auto past = file->at(3);
  ASSERT_FALSE(past);
  EXPECT_EQ(past.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(past.error().message, "vertex 3 is past the end of 3 vertices");
}

TEST(Dataset, layoutThatDoesNotFitItsRecord) {
  const auto bytes = records(3);
  Dataset::Options options{.layout = Layout::canonical()};
  options.layout->schema.elements[1].offset = 16;
  EXPECT_EQ(describe(Dataset::over(bytes, options).error()),
            "element 'color' of 6 bytes at offset 16 does not fit in a record of 20 bytes");
  options.layout->schema.elements[1].offset = std::numeric_limits<std::uint64_t>::max() - 2;
  EXPECT_FALSE(Dataset::over(bytes, options));
  options.layout = Layout::canonical();
  options.layout->schema.stride = 0;
  EXPECT_EQ(describe(Dataset::over(bytes, options).error()), "a layout needs a stride of at least one byte");
}

/// Expects the first, the middle and the last record of a sparse file of `count` records where they were
/// written.
void expect_sparse(std::uint64_t count) {
  const TemporaryFolder folder;
  const auto path = folder.sparse("sparse.bin", count * 20);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files of " << count * 20 << " bytes";
  const auto write = [&](std::uint64_t index, float x) {
    const ColoredVertex vertex{{x, -x, 0.5F}, {1, 2, static_cast<std::uint16_t>(x)}};
    test::patch(path, index * 20, std::as_bytes(std::span(&vertex, 1)));
  };
  const std::uint64_t middle = count / 2 + 1;
  write(0, 10);
  write(middle, 20);
  write(count - 1, 30);
  const auto file = Dataset::open(path, {.hint = AccessHint::kRandom});
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), count);
  EXPECT_EQ(file->remainder(), 0U);
  for (const auto& [index, x] : {std::pair{std::uint64_t{0}, 10.0F}, {middle, 20.0F}, {count - 1, 30.0F}}) {
    EXPECT_EQ((*file)[index].position, (Vector{x, -x, 0.5F}));
    EXPECT_EQ((*file->positions())[index].x, x);
    EXPECT_EQ((*file->colors())[index].blue, static_cast<std::uint16_t>(x));
    EXPECT_EQ(file->at(index)->position.x, x);
  }
  EXPECT_EQ(file->vertices()->flipped().front().position.x, 30.0F);
  EXPECT_FALSE(file->at(count));
  const Statistics seen = sample(*file);
  EXPECT_EQ(seen.count, 4096U);
  EXPECT_EQ(seen.bounds.max.x, 30.0F) << "the last record is part of every sample";
  EXPECT_EQ(seen.bounds.min.y, -30.0F);
}

TEST(Dataset, over4GB) {
  expect_sparse(250'000'001);
}
TEST(Dataset, over90GB) {
  expect_sparse(4'500'000'007);
}
TEST(Dataset, fiveBillionRecords) {
  expect_sparse(5'000'000'000);
}

TEST(Dataset, rampsAndRangesLeaveTheBytesAlone) {
  std::vector<float> numbers(std::size_t{60} * 1000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i % 97);
  for (const std::string_view format : {"kitti", "nuscenes", "waymo"}) {
    SCOPED_TRACE(format);
    const auto layout = parse_layout(format);
    ASSERT_TRUE(layout) << describe(layout.error());
    auto file = Dataset::over(std::as_bytes(std::span(numbers)), {.layout = *layout});
    ASSERT_TRUE(file) << describe(file.error());
    EXPECT_EQ(file->shading().source, ColorSource::kScalar);
    const std::uint64_t serial = file->bytes_serial();
    std::vector<ColoredVertex> before(static_cast<std::size_t>(file->size()));
    file->read(0, before);
    for (const Ramp ramp : {Ramp::kTurbo, Ramp::kGrey, Ramp::kViridis}) {
      Appearance changed = file->layout().appearance;
      changed.ramp = ramp;
      changed.range_kind = ColorRange::kGiven;
      changed.range = {1, 2.0 + static_cast<double>(ramp)};
      file = file->with_appearance(changed);
      ASSERT_TRUE(file) << describe(file.error());
      EXPECT_EQ(file->bytes_serial(), serial);
      EXPECT_EQ(file->shading(), (Shading{ColorSource::kScalar, changed.range, ramp}));
      auto after = before;
      file->read(0, after);
      EXPECT_EQ(std::memcmp(after.data(), before.data(), std::as_bytes(std::span(after)).size()), 0);
    }
    Appearance other = file->layout().appearance;
    other.elements = {"z"};
    file = file->with_appearance(other);
    ASSERT_TRUE(file) << describe(file.error());
    EXPECT_EQ(file->bytes_serial(), serial) << "coordinates are there already";
    EXPECT_EQ(file->shading().source, ColorSource::kZ);
    auto after = before;
    file->read(0, after);
    EXPECT_EQ(std::memcmp(after.data(), before.data(), std::as_bytes(std::span(after)).size()), 0);
  }
}

TEST(Dataset, anotherUpAxisLeavesEverythingElse) {
  const std::vector<float> numbers{1, 2, 3, 0.5F, 4, 5, 6, 0.25F};
  for (const std::string_view format : {"kitti", "<2f:position:2f:data:"}) {
    const auto file =
        Dataset::over(std::as_bytes(std::span(numbers)), {.layout = parse_layout(format).value()});
    ASSERT_TRUE(file) << describe(file.error());
    const Dataset turned = file->with_up(UpAxis::kY);
    EXPECT_EQ(turned.layout().placement.up, UpAxis::kY);
    EXPECT_EQ(turned.bytes_serial(), file->bytes_serial());
    EXPECT_EQ(turned.converter(), file->converter());
    EXPECT_EQ(turned.shading(), file->shading());
    EXPECT_EQ(turned.with_up(UpAxis::kZ).layout(), file->layout());
  }
}

TEST(Dataset, canonicalRecordsByHeightStayAsTheyAre) {
  const std::vector<ColoredVertex> vertices{{{1, 2, 0}, {1, 2, 3}, 9}, {{1, 2, 5}, {4, 5, 6}, 9}};
  const auto file = Dataset::over(std::as_bytes(std::span(vertices)), {});
  ASSERT_TRUE(file);
  Appearance height;
  height.elements = {"position[2]"};
  height.range_kind = ColorRange::kGiven;
  height.range = {0, 5};
  const auto shown = file->with_appearance(height);
  ASSERT_TRUE(shown) << describe(shown.error());
  EXPECT_EQ(shown->converter(), nullptr);
  EXPECT_EQ(shown->bytes_serial(), file->bytes_serial());
  EXPECT_EQ(shown->shading(), (Shading{ColorSource::kZ, {0, 5}, Ramp::kViridis}));
  EXPECT_EQ((*shown)[0].color, ramp_color(Ramp::kViridis, 0));
  EXPECT_EQ((*shown)[1].color, ramp_color(Ramp::kViridis, 1));
  const auto back = shown->with_appearance(file->layout().appearance);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->shading(), Shading{});
  EXPECT_EQ((*back)[1].color, vertices[1].color);
}

}  // namespace
}  // namespace vertexview
