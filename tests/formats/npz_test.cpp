#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "formats/numpy_support.hpp"
#include "vertexview/formats/container.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kPoints = npy(header_text("'<f4'", "(4, 3)"), std::string(48, '\2'));

Result<Container> read(std::span<const std::byte> bytes, std::string_view member = {}) {
  return npz_reader().read({"a.npz", bytes, member}, nullptr);
}

Result<Container> read_entries(const std::vector<MadeEntry>& entries, std::string_view member = {}) {
  return read(bytes_of(zip(entries)), member);
}

std::string error_of(const std::vector<MadeEntry>& entries, std::string_view member = {}) {
  const auto container = read_entries(entries, member);
  return container ? "" : container.error().message;
}

TEST(NpzReader, isKnownByItsFirstBytes) {
  EXPECT_EQ(&sniff({"a.bin", bytes_of(zip({{"a.npy", kPoints}}))}), &npz_reader());
  EXPECT_EQ(&sniff({"a.NPZ", bytes_of(zip({{"a.txt", "text"}}))}), &npz_reader());
  EXPECT_EQ(&sniff({"a.zip", bytes_of(zip({{"a.txt", "text"}}))}), &unsupported_reader());
  EXPECT_EQ(&sniff({"a.npz", bytes_of("PK")}), &raw_reader());
}

TEST(NpzReader, theFirstWithPlacesIsShownAndOthersAreListed) {
  const std::string numbers = npy(header_text("'<f4'", "(3,)"), std::string(12, '\1'));
  const std::string matrix = npy(header_text("'<f8'", "(3, 3)"), std::string(72, '\1'));
  const std::string records = npy(header_text("[('a', '|S3')]", "(2,)"), "abcdef");
  const std::vector<MadeEntry> entries{{"labels.npy", numbers},
                                       {"a.npy", records},
                                       {"K.npy", matrix},
                                       {"cloud.npy", kPoints},
                                       {"read.me", "text"}};
  const auto container = read_entries(entries);
  ASSERT_TRUE(container) << container.error().message;
  std::vector<std::string> names;
  for (const Member& member : container->members) names.push_back(member.name);
  EXPECT_THAT(names, ElementsAre("cloud", "K", "a"));
  EXPECT_THAT(error_of(entries, "labels"), StartsWith("array 'labels': an array of single numbers"));
  EXPECT_THAT(error_of({{"labels.npy", numbers}}), StartsWith("array 'labels': an array of single numbers"));
  EXPECT_EQ(error_of({}), "the archive holds no array of NumPy");
}

TEST(NpzReader, onlyTheWantedArrayIsInflated) {
  const std::vector<MadeEntry> entries{{"a.npy", kPoints, true}, {"b.npy", kPoints, true}};
  const auto container = read_entries(entries, "b");
  ASSERT_TRUE(container) << container.error().message;
  EXPECT_FALSE(container->members[0].memory);
  ASSERT_TRUE(container->members[1].memory);
  EXPECT_EQ(container->members[1].memory->bytes.size(), kPoints.size());
}

TEST(NpzReader, damagedMembers) {
  MadeEntry entry{"a.npy", kPoints, true};
  entry.crc_change = 1;
  EXPECT_EQ(error_of({entry}),
            "member 'a.npy': its bytes are damaged: their CRC is another than the archive says");
  entry = {"a.npy", kPoints, true};
  entry.size = static_cast<std::uint32_t>(kPoints.size() + 5);
  EXPECT_THAT(error_of({entry}), HasSubstr("its compressed bytes become"));
  entry.size = static_cast<std::uint32_t>(kPoints.size() - 5);
  EXPECT_THAT(error_of({entry}), HasSubstr("its compressed bytes become more than the"));
  entry = {"a.npy", kPoints};
  entry.size = 7;
  EXPECT_THAT(error_of({entry}), HasSubstr("is not compressed, but its sizes differ"));
  entry = {"a.npy", kPoints};
  entry.method = 8;
  EXPECT_EQ(error_of({entry}),
            "array 'a': the header of a NumPy array ends after 6 bytes; expected at least 12")
      << "it is no deflated array";
}

TEST(NpzReader, aBombIsRefusedBeforeMemoryIsTaken) {
  MadeEntry entry{"a.npy", npy(header_text("'<f4'", "(300000000, 3)")), true};
  entry.size = 3600000000;
  const auto size = deflated(entry.data).size();
  EXPECT_EQ(error_of({entry}), "member 'a.npy': it would be 3600000000 bytes, but its " +
                                   std::to_string(size) +
                                   " compressed bytes can become at most 1032 times as many");
}

TEST(NpzReader, whatIsNotSupportedIsNamed) {
  MadeEntry entry{"a.npy", kPoints};
  entry.flags = 1;
  EXPECT_EQ(error_of({entry}), "member 'a.npy' is encrypted");
  entry = {"a.npy", kPoints};
  entry.method = 14;
  EXPECT_EQ(error_of({entry}), "member 'a.npy' is compressed with LZMA; expected deflate or none");
}

TEST(NpzReader, everyTruncatedLength) {
  for (const bool deflate : {false, true}) {
    const auto whole = bytes_of(zip({{"a.npy", kPoints, deflate}, {"b.npy", kPoints, deflate}}));
    ASSERT_TRUE(read(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const std::vector<std::byte> part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_FALSE(read(part)) << size;
    }
  }
}

// Whatever a byte says, there is an answer, and no byte outside is read.
TEST(NpzReader, everyByteMayLie) {
  for (const bool deflate : {false, true}) {
    const auto whole = bytes_of(zip({{"a.npy", kPoints, deflate}}));
    for (std::size_t i = 0; i < whole.size(); ++i) {
      for (const int value : {0, 1, 0x7F, 0x80, 0xFF}) {
        auto bytes = whole;
        bytes[i] = static_cast<std::byte>(value);
        const auto container = read(bytes);
        if (!container) continue;
        const Member& member = container->members.front();
        EXPECT_TRUE(records_of(member, bytes)) << i;
      }
    }
  }
}

TEST(NpzReader, membersThatLieElsewhere) {
  const std::string archive = zip({{"a.npy", kPoints}});
  const std::size_t end = archive.size() - 22;
  const auto patched = [&](std::size_t at, std::uint64_t number, int bytes) {
    std::string text = archive;
    text.replace(at, static_cast<std::size_t>(bytes), little(number, bytes));
    const auto container = read(bytes_of(text));
    return container ? "" : container.error().message;
  };
  EXPECT_THAT(patched(end + 16, 0xFFFFFF00, 4), HasSubstr("does not lie before its end"));
  EXPECT_THAT(patched(end + 12, 0xFFFFFF00, 4), HasSubstr("does not lie before its end"));
  EXPECT_THAT(patched(end + 10, 2, 2), HasSubstr("expected an entry of the archive's directory"));
  EXPECT_THAT(patched(end + 4, 1, 2), HasSubstr("one of several files"));
  const std::size_t directory = archive.find("PK\1\2");
  EXPECT_THAT(patched(directory + 42, 0x7FFFFFFF, 4), HasSubstr("has no header at offset 2147483647"));
  EXPECT_THAT(patched(directory + 42, 0xFFFFFFFF, 4), HasSubstr("lacks its ZIP64 sizes"));
  EXPECT_THAT(patched(directory + 28, 0xFFFF, 2), HasSubstr("does not end in it"));
}

}  // namespace
}  // namespace vertexview::test
