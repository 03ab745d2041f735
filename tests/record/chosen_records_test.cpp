// Some records of those that lie in one place or in several.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>

#include "support_files.hpp"
#include "vertexview/record/record_streams.hpp"

namespace vertexview::test {
namespace {

using Bytes = std::vector<std::byte>;

Bytes random_bytes(std::mt19937& random, std::uint64_t size) {
  Bytes bytes(size);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  return bytes;
}

/// Returns members below `count`: neighbours, single ones, and long gaps, as a hand or a condition chooses.
IndexSet random_set(std::mt19937& random, std::uint64_t count) {
  IndexSetBuilder builder;
  for (std::uint64_t at = random() % 50; at < count;) {
    const std::uint64_t length = random() % 3 == 0 ? 1 + random() % 3000 : 1 + random() % 3;
    builder.append({at, std::min(count, at + length)});
    at += length + 1 + (random() % 5 == 0 ? random() % 9000 : random() % 4);
  }
  return builder.take();
}

std::vector<std::uint64_t> members_of(const IndexSet& set) {
  std::vector<std::uint64_t> members;
  for (const IndexRange& range : set.ranges())
    for (std::uint64_t i = range.begin; i < range.end; ++i) members.push_back(i);
  return members;
}

/// Returns the chosen records, copied one by one.
Bytes copied(const RecordStreams& records, const std::vector<std::uint64_t>& chosen) {
  Bytes all(records.count() * records.stride());
  records.gather(0, records.count(), all.data());
  Bytes some;
  for (const std::uint64_t i : chosen)
    some.insert(some.end(), all.begin() + static_cast<std::ptrdiff_t>(i * records.stride()),
                all.begin() + static_cast<std::ptrdiff_t>((i + 1) * records.stride()));
  return some;
}

/// Expects that every road to the bytes of `chosen` gives the same.
void expect_records(const RecordStreams& some, const Bytes& wanted, std::mt19937& random) {
  const std::uint64_t stride = some.stride();
  ASSERT_EQ(some.count() * stride, wanted.size());
  for (int i = 0; i < 20; ++i) {
    const std::uint64_t first = i == 0 ? 0 : random() % (some.count() + 1);
    const std::uint64_t count = i == 0 ? some.count() : random() % (some.count() - first + 1);
    const Bytes part(wanted.begin() + static_cast<std::ptrdiff_t>(first * stride),
                     wanted.begin() + static_cast<std::ptrdiff_t>((first + count) * stride));
    Bytes room;
    const RecordSpan block = some.block(first, count, room);
    ASSERT_EQ(Bytes(block.data, block.data + count * stride), part) << first << ' ' << count;
    Bytes read(part.size());
    ASSERT_TRUE(some.read(first, count, read.data()));
    ASSERT_EQ(read, part) << first << ' ' << count;
    ASSERT_TRUE(some.populate(first, count));
    some.advise(AccessHint::kRandom, first, count);
  }
}

TEST(ChosenRecords, areThoseOfTheSetInItsOrder) {
  std::mt19937 random(1);
  for (const std::uint64_t count : {1U, 4U, 70'000U, 300'000U}) {
    const Bytes first = random_bytes(random, count * 20);
    const Bytes second = random_bytes(random, count * 5);
    for (const RecordStreams& records : {RecordStreams(RecordSpan{first.data(), count, 20}),
                                         RecordStreams({{.data = second.data(), .size = 3, .stride = 5},
                                                        {.data = first.data(), .size = 16, .stride = 20}},
                                                       count)}) {
      const IndexSet set = random_set(random, count);
      const auto some = records.only(set).value();
      const auto chosen = members_of(set);
      EXPECT_FALSE(some.in_one_place());
      ASSERT_NO_FATAL_FAILURE(expect_records(some, copied(records, chosen), random));
      EXPECT_EQ(*some.chosen(), set);
      for (std::size_t i = 0; i < chosen.size(); i += 97) ASSERT_EQ(some.stream_index(i), chosen[i]);

      const IndexSet fewer = random_set(random, some.count());
      std::vector<std::uint64_t> of_those;
      for (const std::uint64_t i : members_of(fewer)) of_those.push_back(chosen[i]);
      ASSERT_NO_FATAL_FAILURE(expect_records(some.only(fewer).value(), copied(records, of_those), random));
    }
  }
}

TEST(ChosenRecords, ofFilesAreReadThroughTheirDescriptors) {
  std::mt19937 random(2);
  constexpr std::uint64_t kCount = 200'000;
  const TemporaryFolder folder;
  const auto a = MappedFile::open(folder.write("a", random_bytes(random, kCount * 16))).value();
  const auto b = MappedFile::open(folder.write("b", random_bytes(random, kCount * 4))).value();
  for (const RecordStreams& records :
       {RecordStreams(RecordSpan{a.bytes().data(), kCount, 16}, &a),
        RecordStreams({{.data = a.bytes().data(), .size = 16, .stride = 16, .file = &a},
                       {.data = b.bytes().data(), .size = 4, .stride = 4, .file = &b}},
                      kCount)}) {
    const IndexSet set = random_set(random, kCount);
    const auto some = records.only(set).value();
    EXPECT_EQ(some.files(), records.files());
    ASSERT_NO_FATAL_FAILURE(expect_records(some, copied(records, members_of(set)), random));
  }
}

TEST(ChosenRecords, reducedToElementsOfOneStream) {
  std::mt19937 random(3);
  constexpr std::uint64_t kCount = 10'000;
  const Bytes points = random_bytes(random, kCount * 16);
  const Bytes labels = random_bytes(random, kCount * 4);
  const RecordStreams records(
      {{.data = points.data(), .size = 16, .stride = 16}, {.data = labels.data(), .size = 4, .stride = 4}},
      kCount);
  const IndexSet set = random_set(random, kCount);
  const auto [some, elements] = records.only(set).value().reduced_to(
      {{.name = "label", .type = ElementType::kUint16, .count = 1, .offset = 18}});
  ASSERT_EQ(some.stride(), 4U);
  EXPECT_EQ(elements.front().offset, 2U);
  const RecordStreams alone(RecordSpan{labels.data(), kCount, 4});
  expect_records(some, copied(alone, members_of(set)), random);
}

TEST(ChosenRecords, noneAndOneTooMany) {
  const Bytes bytes(100);
  const RecordStreams records(RecordSpan{bytes.data(), 10, 10});
  const auto none = records.only({}).value();
  EXPECT_EQ(none.count(), 0U);
  EXPECT_TRUE(none.read(0, 0, nullptr));
  EXPECT_TRUE(none.populate(0, 0));
  EXPECT_EQ(none.records_in_hole(0), 0U);
  EXPECT_EQ(none.next_hole(0), 0U);
  const auto past = records.only(IndexSet({9, 11}));
  ASSERT_FALSE(past);
  EXPECT_EQ(past.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(past.error().message, "record 10 is past the end of 10 records");
  const auto last = records.only(IndexSet({9, 10})).value();
  EXPECT_EQ(last.read(0, 2, nullptr).error().code, ErrorCode::kOutOfRange);
}

TEST(ChosenRecordsDeathTest, mistakesOfTheCaller) {
  const Bytes bytes(100);
  const auto last = RecordStreams(RecordSpan{bytes.data(), 10, 10}).only(IndexSet({9, 10})).value();
  Bytes room;
  EXPECT_EXIT((void)last.block(0, 2, room), testing::KilledBySignal(SIGABRT),
              "2 records from 0 on reach past the end of 1 records");
  EXPECT_EXIT((void)last.stream_index(1), testing::KilledBySignal(SIGABRT),
              "record 1 is past the end of 1 records");
}

TEST(ChosenRecords, inHoles) {
  constexpr std::uint64_t kCount = 200'000;
  const TemporaryFolder folder;
  const std::string path = folder.sparse("a", kCount * 16);
  if (path.empty()) GTEST_SKIP() << "no sparse files";
  for (const int place : {0, 1'000'000, 1'010'000, 3'100'000})
    patch(path, static_cast<std::uint64_t>(place), Bytes(1, std::byte{7}));
  const auto file = MappedFile::open(path).value();
  if (file.next_hole(0) == file.size()) GTEST_SKIP() << "the file system does not tell its holes";
  const RecordStreams records(RecordSpan{file.bytes().data(), kCount, 16}, &file);
  std::mt19937 random(4);
  const IndexSet set = random_set(random, kCount);
  const auto some = records.only(set).value();
  const auto chosen = members_of(set);
  const auto in_hole = [&](std::uint64_t i) {
    return i < chosen.size() && records.records_in_hole(chosen[i]) > 0;
  };
  for (std::uint64_t i = 0; i < chosen.size(); ++i) {
    const std::uint64_t alike = some.records_in_hole(i);
    ASSERT_EQ(alike > 0, in_hole(i)) << i;
    for (std::uint64_t k = 0; k < alike; k += 11) ASSERT_TRUE(in_hole(i + k)) << i << ' ' << k;
    // A run of them may end early where another hole begins, but not in the middle of one.
    if (alike > 0 && i + alike < chosen.size()) {
      ASSERT_NE(records.records_in_hole(chosen[i]), kCount);
      ASSERT_GE(chosen[i + alike], chosen[i] + records.records_in_hole(chosen[i]));
    }
    std::uint64_t next = i;
    while (next < chosen.size() && !in_hole(next)) ++next;
    ASSERT_EQ(some.next_hole(i), next) << i;
    i += random() % 60;
  }
}

}  // namespace
}  // namespace vertexview::test
