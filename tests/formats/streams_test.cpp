// Records that are joined from several streams.
#include "vertexview/formats/streams.hpp"

#include <gmock/gmock.h>

#include <cstring>
#include <numeric>

#include "vertexview/record/schema_text.hpp"

namespace vertexview {
namespace {

using testing::HasSubstr;

template <class T>
std::vector<std::byte> bytes_of(const std::vector<T>& numbers) {
  const auto bytes = std::as_bytes(std::span(numbers));
  return {bytes.begin(), bytes.end()};
}

Stream stream(const std::string& name, const char* format, std::span<const std::byte> bytes) {
  const auto schema = parse_schema(format).value();
  return {name, schema.elements, RecordSpan{bytes.data(), bytes.size() / schema.stride, schema.stride}};
}

/// Returns all records of `joined`, one after the other.
std::vector<std::byte> all_of(const JoinedRecords& joined) {
  std::vector<std::byte> all(joined.records.count() * joined.records.stride());
  joined.records.gather(0, joined.records.count(), all.data());
  return all;
}

std::vector<std::string> names_of(const Schema& schema) {
  std::vector<std::string> names;
  names.reserve(schema.elements.size());
  for (const Element& element : schema.elements) names.push_back(element.name);
  return names;
}

TEST(JoinStreams, eachRecordHasItsPartOfEveryStream) {
  const auto places = bytes_of(std::vector<float>{1, 2, 3, 4, 5, 6});
  const auto labels = bytes_of(std::vector<std::uint16_t>{10, 20});
  const Stream streams[]{stream("scan", "<3f:position:", places), stream("labels", "<H:label:", labels)};
  const auto joined = join_streams(streams, 2);
  ASSERT_TRUE(joined) << describe(joined.error());
  EXPECT_EQ(joined->schema.format, "<3f:position:H:label:");
  EXPECT_EQ(joined->schema.stride, 14U);
  std::vector<std::byte> wanted(places.begin(), places.begin() + 12);
  wanted.insert(wanted.end(), labels.begin(), labels.begin() + 2);
  wanted.insert(wanted.end(), places.begin() + 12, places.end());
  wanted.insert(wanted.end(), labels.begin() + 2, labels.end());
  EXPECT_EQ(all_of(*joined), wanted);
  EXPECT_EQ(joined->records.streams()[0].data, places.data()) << "nothing is copied";
}

// More records than one block of the cache holds.
TEST(JoinStreams, aMillionRecords) {
  constexpr std::uint32_t kCount = 1'000'000;
  std::vector<std::uint32_t> numbers(kCount);
  std::iota(numbers.begin(), numbers.end(), 0U);
  std::vector<std::uint8_t> low(kCount);
  for (std::uint32_t i = 0; i < kCount; ++i) low[i] = static_cast<std::uint8_t>(i);
  const auto a = bytes_of(numbers);
  const auto b = bytes_of(low);
  const Stream streams[]{stream("a", "<I:number:", a), stream("b", "<B:low:", b)};
  const auto joined = join_streams(streams, kCount);
  ASSERT_TRUE(joined);
  const auto all = all_of(*joined);
  for (std::uint32_t i = 0; i < kCount; ++i) {
    std::uint32_t number = 0;
    std::memcpy(&number, all.data() + 5 * std::size_t{i}, sizeof(number));
    ASSERT_EQ(number, i);
    ASSERT_EQ(all[5 * std::size_t{i} + 4], static_cast<std::byte>(i));
  }
}

TEST(JoinStreams, namesAndMeaningsStayUnique) {
  const auto bytes = bytes_of(std::vector<float>{1, 2, 3});
  const Stream streams[]{stream("a", "<3f:position:", bytes), stream("b", "<3f:position:", bytes),
                         stream("c", "<2xH:label:8x", bytes)};
  const auto joined = join_streams(streams, 1);
  ASSERT_TRUE(joined) << describe(joined.error());
  EXPECT_THAT(names_of(joined->schema),
              testing::ElementsAre("position", "b.position", "padding", "label", "padding"));
  EXPECT_EQ(joined->schema.elements[0].semantic, Semantic::kPosition);
  EXPECT_EQ(joined->schema.elements[1].semantic, Semantic::kNone);
}

TEST(JoinStreams, noRecords) {
  const Stream streams[]{stream("a", "<3f:position:", {}), stream("b", "<B:label:", {})};
  const auto joined = join_streams(streams, 0);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->records.count(), 0U);
}

TEST(JoinStreamsDeathTest, aShorterStreamIsAMistake) {
  const auto bytes = bytes_of(std::vector<float>{1, 2, 3});
  const Stream streams[]{stream("a", "<3f:position:", bytes)};
  EXPECT_DEATH((void)join_streams(streams, 2), "fewer records");
}

TEST(PlanesOf, oneAfterTheOther) {
  const auto schema = parse_schema("<f:x:xf:y:2xH:label:").value();
  const auto bytes = bytes_of(std::vector<float>{1, 2, 3, 4, 5});
  const auto planes = planes_of(schema, bytes);
  ASSERT_TRUE(planes) << describe(planes.error());
  ASSERT_EQ(planes->size(), 3U);
  const auto data = [&](std::size_t plane) { return (*planes)[plane].records.whole().data; };
  EXPECT_EQ(data(0), bytes.data());
  EXPECT_EQ(data(1), bytes.data() + 8);
  EXPECT_EQ(data(2), bytes.data() + 16);
  EXPECT_EQ((*planes)[2].records.count(), 2U);
  EXPECT_EQ((*planes)[2].records.stride(), 2U);
}

TEST(PlanesOf, aRemainderAndACount) {
  const auto schema = parse_schema("<f:x:f:y:f:z:").value();
  const std::vector<std::byte> bytes(40);
  const auto refused = planes_of(schema, bytes);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kRemainder);
  EXPECT_EQ(refused.error().message, "40 bytes are planes of 3 records of 12 bytes and 4 bytes more");
  EXPECT_TRUE(planes_of(schema, bytes, nullptr, 2));
  const auto few = planes_of(schema, bytes, nullptr, 4);
  ASSERT_FALSE(few);
  EXPECT_EQ(few.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(planes_of(schema, bytes, nullptr, ~std::uint64_t{0}).error().code, ErrorCode::kOutOfRange);
}

TEST(PlanesOf, paddingAlone) {
  EXPECT_THAT(planes_of(parse_schema("4x").value(), {}).error().message, HasSubstr("padding alone"));
}

}  // namespace
}  // namespace vertexview
