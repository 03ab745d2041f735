#include "vertexview/io/mapped_file.hpp"

#include <gmock/gmock.h>
#include <grp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

#include "support_files.hpp"

namespace vertexview {
namespace {

using test::counting_bytes;
using test::open_descriptors;
using test::TemporaryFolder;
using testing::ElementsAreArray;

static_assert(!std::is_copy_constructible_v<MappedFile> && !std::is_copy_assignable_v<MappedFile>);
static_assert(std::is_nothrow_move_constructible_v<MappedFile> &&
              std::is_nothrow_move_assignable_v<MappedFile>);

/// Opens a file; expects that this fails with `code` and `text` and leaves no descriptor behind.
void expect_refused(const std::string& path, const MappedFile::Options& options, ErrorCode code,
                    const std::string& text) {
  const std::size_t before = open_descriptors();
  const auto file = MappedFile::open(path, options);
  EXPECT_EQ(open_descriptors(), before) << "a descriptor leaked";
  ASSERT_FALSE(file) << path;
  EXPECT_EQ(file.error().code, code);
  EXPECT_EQ(describe(file.error()), path + ": " + text);
  EXPECT_EQ(file.error().path, path);
}

/// Runs `body` in a child process, so that it may give up rights for good. Returns its exit status.
int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(MappedFile, construct) {
  const MappedFile file;
  EXPECT_TRUE(file.empty());
  EXPECT_EQ(file.bytes().data(), nullptr);
  EXPECT_EQ(file.path(), "");
  EXPECT_TRUE(file.still_backed());
}

TEST(MappedFile, open) {
  const TemporaryFolder folder;
  const auto bytes = counting_bytes(80);
  const auto path = folder.write("cloud.bin", bytes);
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), 80U);
  EXPECT_EQ(file->file_size(), 80U);
  EXPECT_EQ(file->offset(), 0U);
  EXPECT_EQ(file->path(), path);
  EXPECT_THAT(file->bytes(), ElementsAreArray(bytes));
}

TEST(MappedFile, openEmptyFile) {
  const TemporaryFolder folder;
  const auto file = MappedFile::open(folder.write("empty.bin", {}));
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_TRUE(file->empty());
  EXPECT_EQ(file->file_size(), 0U);
  EXPECT_TRUE(file->still_backed());
  EXPECT_TRUE(file->read(0, {}));
}

TEST(MappedFile, openSizesAroundPages) {
  const TemporaryFolder folder;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{19}, page - 1, page, page + 1, 2 * page, 3 * page + 7}) {
    const auto bytes = counting_bytes(size);
    const auto file = MappedFile::open(folder.write("sized.bin", bytes));
    ASSERT_TRUE(file) << describe(file.error());
    EXPECT_THAT(file->bytes(), ElementsAreArray(bytes));
  }
}

TEST(MappedFile, openRange) {
  const TemporaryFolder folder;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const auto bytes = counting_bytes(3 * page + 5);
  const auto path = folder.write("cloud.bin", bytes);
  for (const std::size_t offset : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{30}, page - 1,
                                   page, page + 1, 3 * page, 3 * page + 4, 3 * page + 5}) {
    const auto rest = MappedFile::open(path, {.offset = offset});
    ASSERT_TRUE(rest) << describe(rest.error());
    EXPECT_EQ(rest->offset(), offset);
    EXPECT_EQ(rest->file_size(), bytes.size());
    EXPECT_THAT(rest->bytes(), ElementsAreArray(std::span(bytes).subspan(offset)));
    const std::size_t length = (bytes.size() - offset) / 2;
    const auto part = MappedFile::open(path, {.offset = offset, .length = length});
    ASSERT_TRUE(part) << describe(part.error());
    EXPECT_THAT(part->bytes(), ElementsAreArray(std::span(bytes).subspan(offset, length)));
  }
}

TEST(MappedFile, openAtTheEndIsEmpty) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(80));
  const auto file = MappedFile::open(path, {.offset = 80});
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_TRUE(file->empty());
  EXPECT_EQ(file->file_size(), 80U);
}

TEST(MappedFile, openMissing) {
  const TemporaryFolder folder;
  expect_refused(folder.file("no such file"), {}, ErrorCode::kNotFound,
                 "cannot open: No such file or directory");
}

TEST(MappedFile, openThroughAFile) {
  const TemporaryFolder folder;
  expect_refused(folder.write("cloud.bin", counting_bytes(20)) + "/inside", {}, ErrorCode::kNotFound,
                 "cannot open: Not a directory");
}

TEST(MappedFile, openDirectory) {
  const TemporaryFolder folder;
  expect_refused(folder.path().string(), {}, ErrorCode::kNotARegularFile,
                 "is a directory, expected a regular file");
}

TEST(MappedFile, openFifoDoesNotBlock) {
  const TemporaryFolder folder;
  const auto path = folder.file("fifo");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  expect_refused(path, {}, ErrorCode::kNotARegularFile, "is a FIFO, expected a regular file");
}

TEST(MappedFile, openSocket) {
  const TemporaryFolder folder;
  const auto path = folder.file("socket");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.size(), sizeof(address.sun_path));
  std::memcpy(address.sun_path, path.data(), path.size());
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  expect_refused(path, {}, ErrorCode::kNotARegularFile, "is a socket, expected a regular file");
  ::close(socket);
}

TEST(MappedFile, openDevice) {
  expect_refused("/dev/null", {}, ErrorCode::kNotARegularFile,
                 "is a character device, expected a regular file");
}

TEST(MappedFile, openWithoutPermission) {
  const TemporaryFolder folder;
  const auto path = folder.write("secret.bin", counting_bytes(20));
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
  const int status = in_child([&] {
    // Permissions do not bind root, so root becomes another user.
    constexpr unsigned kNobody = 65534;
    if (::geteuid() == 0 &&
        (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0))
      return 2;
    expect_refused(path, {}, ErrorCode::kPermissionDenied, "cannot open: Permission denied");
    return testing::Test::HasFailure() ? 1 : 0;
  });
  if (status == 2) GTEST_SKIP() << "root that may not become anybody else: permissions cannot be refused";
  EXPECT_EQ(status, 0);
}

TEST(MappedFile, openPathWithZeroByte) {
  const std::string path("cloud\0.bin", 10);
  const auto file = MappedFile::open(path);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(describe(file.error()), "cloud: the path contains a zero byte");
}

TEST(MappedFile, openPathTooLong) {
  expect_refused(std::string(5000, 'x'), {}, ErrorCode::kIo, "cannot open: File name too long");
}

TEST(MappedFile, openEmptyPath) {
  const auto file = MappedFile::open("");
  ASSERT_FALSE(file);
  EXPECT_EQ(describe(file.error()), "cannot open: No such file or directory");
}

TEST(MappedFile, openOffsetPastTheEnd) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(80));
  expect_refused(path, {.offset = 81}, ErrorCode::kOutOfRange,
                 "offset 81 is past the end of the file of 80 bytes");
  expect_refused(path, {.offset = std::numeric_limits<std::uint64_t>::max()}, ErrorCode::kOutOfRange,
                 "offset 18446744073709551615 is past the end of the file of 80 bytes");
  EXPECT_EQ(MappedFile::open(path, {.offset = 81}).error().offset, 81U);
}

TEST(MappedFile, openRangePastTheEnd) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(80));
  expect_refused(path, {.offset = 60, .length = 21}, ErrorCode::kOutOfRange,
                 "21 bytes from offset 60 end past the file of 80 bytes; 20 follow that offset");
  // offset + length wraps to 19 in 64 bits.
  expect_refused(
      path, {.offset = 20, .length = std::numeric_limits<std::uint64_t>::max()}, ErrorCode::kOutOfRange,
      "18446744073709551615 bytes from offset 20 end past the file of 80 bytes; 60 follow that offset");
  expect_refused(folder.write("empty.bin", {}), {.length = 1}, ErrorCode::kOutOfRange,
                 "1 bytes from offset 0 end past the file of 0 bytes; 0 follow that offset");
}

TEST(MappedFile, openLargerThanTheAddressSpaceLeft) {
  const TemporaryFolder folder;
  const auto path = folder.sparse("huge.bin", std::uint64_t{1} << 40);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files of 1 TiB";
  const int status = in_child([&] {
    // The limit is what is mapped already (much, under a sanitizer) and a little more.
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const std::uint64_t bytes =
        pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) + (std::uint64_t{1} << 36);
    const rlimit limit{bytes, bytes};
    if (::setrlimit(RLIMIT_AS, &limit) != 0) return 2;
    expect_refused(path, {}, ErrorCode::kOutOfMemory,
                   "cannot map 1099511627776 bytes: Cannot allocate memory");
    return testing::Test::HasFailure() ? 1 : 0;
  });
  if (status == 2) GTEST_SKIP() << "the address space cannot be limited here";
  EXPECT_EQ(status, 0);
}

TEST(MappedFile, descriptorZeroIsValid) {
  const TemporaryFolder folder;
  const auto bytes = counting_bytes(40);
  const auto path = folder.write("cloud.bin", bytes);
  const int status = in_child([&] {
    ::close(0);
    {
      const auto file = MappedFile::open(path);
      std::array<std::byte, 40> copy{};
      if (!file || !file->read(0, copy) || !std::ranges::equal(copy, bytes) || !file->still_backed())
        return 1;
      if (::fcntl(0, F_GETFD) != FD_CLOEXEC) return 3;
    }
    return ::fcntl(0, F_GETFD) == -1 ? 0 : 4;
  });
  EXPECT_EQ(status, 0);
}

TEST(MappedFile, closesItsDescriptor) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(40));
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 10; ++i) {
    const auto file = MappedFile::open(path);
    ASSERT_TRUE(file);
    EXPECT_LE(open_descriptors(), before + 1);
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST(MappedFile, move) {
  const TemporaryFolder folder;
  const auto one = counting_bytes(40);
  const auto two = counting_bytes(60);
  const std::size_t before = open_descriptors();
  {
    auto a = *MappedFile::open(folder.write("one.bin", one));
    auto b = *MappedFile::open(folder.write("two.bin", two));
    const auto* bytes_of_b = b.bytes().data();
    a = std::move(b);
    EXPECT_EQ(a.bytes().data(), bytes_of_b);
    EXPECT_THAT(a.bytes(), ElementsAreArray(two));
    const MappedFile c = std::move(a);
    EXPECT_THAT(c.bytes(), ElementsAreArray(two));
    EXPECT_EQ(c.path(), folder.file("two.bin"));
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST(MappedFile, hintsNeverFail) {
  const TemporaryFolder folder;
  const auto bytes = counting_bytes(10000);
  const auto path = folder.write("cloud.bin", bytes);
  const auto empty = folder.write("empty.bin", {});
  for (const auto hint :
       {AccessHint::kNormal, AccessHint::kSequential, AccessHint::kRandom, AccessHint::kWillNeed}) {
    EXPECT_TRUE(MappedFile::open(empty, {.hint = hint}));
    const auto file = MappedFile::open(path, {.offset = 5, .hint = hint});
    ASSERT_TRUE(file);
    constexpr auto kAll = std::numeric_limits<std::size_t>::max();
    for (const std::size_t first :
         {std::size_t{0}, std::size_t{4095}, std::size_t{9994}, std::size_t{9995}, kAll})
      for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{4097}, kAll})
        file->advise(hint, first, count);
    EXPECT_THAT(file->bytes(), ElementsAreArray(std::span(bytes).subspan(5)));
  }
}

/// Returns the flags of the mapping that `address` lies in, as in "rd sh mr sr".
std::string flags_of_mapping(const void* address) {
  std::ifstream maps("/proc/self/smaps");
  bool here = false;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t first = 0;
    std::uintptr_t end = 0;
    if (std::sscanf(line.c_str(), "%zx-%zx ", &first, &end) == 2) {
      const auto place = reinterpret_cast<std::uintptr_t>(address);
      here = first <= place && place < end;
    }
    if (here && line.starts_with("VmFlags: ")) return line.substr(9);
  }
  return "";
}

TEST(MappedFile, randomAccessEndsAsItBegan) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(10000));
  for (const auto& [hint, flags] :
       {std::pair{AccessHint::kNormal, ""}, {AccessHint::kSequential, "sr"}, {AccessHint::kRandom, "rr"}}) {
    const auto file = MappedFile::open(path, {.hint = hint});
    const auto before = flags_of_mapping(file->bytes().data());
    if (before.empty()) GTEST_SKIP() << "no /proc/self/smaps";
    EXPECT_THAT(before, testing::HasSubstr(flags));
    {
      const RandomAccess places({&*file});
      EXPECT_THAT(flags_of_mapping(file->bytes().data()), testing::HasSubstr("rr"));
    }
    EXPECT_EQ(flags_of_mapping(file->bytes().data()), before);
  }
}

TEST(MappedFile, read) {
  const TemporaryFolder folder;
  const auto bytes = counting_bytes(10000);
  const auto file = MappedFile::open(folder.write("cloud.bin", bytes), {.offset = 7, .length = 9000});
  ASSERT_TRUE(file);
  std::vector<std::byte> copy(5000);
  ASSERT_TRUE(file->read(4000, copy));
  EXPECT_THAT(copy, ElementsAreArray(std::span(bytes).subspan(4007, 5000)));

  const auto past = file->read(4001, copy);
  ASSERT_FALSE(past);
  EXPECT_EQ(past.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(past.error().message, "5000 bytes from 4001 end past the mapping of 9000 bytes");
  EXPECT_FALSE(file->read(std::numeric_limits<std::uint64_t>::max(), copy));
}

TEST(MappedFile, readAfterTruncation) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(10000));
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file);
  ASSERT_EQ(::truncate(path.c_str(), 100), 0);
  EXPECT_FALSE(file->still_backed());
  std::vector<std::byte> copy(200);
  EXPECT_TRUE(file->read(0, std::span(copy).first(100)));
  const auto lost = file->read(0, copy);
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::kIo);
  EXPECT_EQ(describe(lost.error()),
            path + ": cannot read 100 bytes at offset 100: the file has become shorter");
  EXPECT_EQ(lost.error().offset, 100U);
}

TEST(MappedFile, stillBacked) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(100));
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->still_backed());
  std::filesystem::rename(folder.write("new.bin", counting_bytes(200)), path);
  EXPECT_FALSE(file->still_backed()) << "another file stands at the path";
  std::filesystem::remove(path);
  EXPECT_TRUE(file->still_backed()) << "a deleted file keeps its bytes";
}

TEST(MappedFile, openPrivate) {
  const TemporaryFolder folder;
  const auto bytes = counting_bytes(100);
  const auto path = folder.write("cloud.bin", bytes);
  auto file = MappedFile::open_private(path, {.offset = 10});
  ASSERT_TRUE(file);
  ASSERT_EQ(file->writable_bytes().size(), 90U);
  file->writable_bytes()[0] = std::byte{0xEE};
  EXPECT_EQ(file->bytes()[0], std::byte{0xEE});

  auto other = MappedFile::open(path);
  ASSERT_TRUE(other);
  EXPECT_THAT(other->bytes(), ElementsAreArray(bytes)) << "the file keeps its bytes";
  EXPECT_TRUE(other->writable_bytes().empty()) << "a shared mapping is read-only";
}

TEST(MappedFile, openPrivateOfAReadOnlyFile) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(100));
  ASSERT_EQ(::chmod(path.c_str(), 0400), 0);
  EXPECT_TRUE(MappedFile::open_private(path));
}

TEST(MappedFile, over4GB) {
  const TemporaryFolder folder;
  constexpr std::uint64_t kSize = 5'000'000'001;
  const auto path = folder.sparse("huge.bin", kSize);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files of 5 GB";
  const std::byte mark[]{std::byte{1}, std::byte{2}, std::byte{3}};
  test::patch(path, kSize - 3, mark);
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), kSize);
  EXPECT_THAT(file->bytes().last(3), ElementsAreArray(mark));
  const auto end = MappedFile::open(path, {.offset = kSize - 3});
  ASSERT_TRUE(end) << describe(end.error());
  EXPECT_THAT(end->bytes(), ElementsAreArray(mark));
  std::array<std::byte, 3> copy{};
  ASSERT_TRUE(file->read(kSize - 3, copy));
  EXPECT_THAT(copy, ElementsAreArray(mark));
}

}  // namespace
}  // namespace vertexview
