#include "vertexview/memory/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace vertexview {
namespace {

TEST(Error, describe) {
  EXPECT_EQ(describe(fail(ErrorCode::kOutOfRange, "too far").value()), "too far");
  EXPECT_EQ(describe(fail(ErrorCode::kOutOfRange, "too far", "a/b.bin").value()), "a/b.bin: too far");
}

TEST(Error, failSystem) {
  const auto error = fail_system(ENOENT, "cannot open", "a.bin").value();
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_EQ(error.message, "cannot open: No such file or directory");
  EXPECT_EQ(error.path, "a.bin");
  EXPECT_EQ(error.system_code, ENOENT);
  EXPECT_FALSE(error.offset);
}

TEST(Error, failSystemCodes) {
  EXPECT_EQ(fail_system(ENOTDIR, "").value().code, ErrorCode::kNotFound);
  EXPECT_EQ(fail_system(EACCES, "").value().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(fail_system(EPERM, "").value().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(fail_system(ENOMEM, "").value().code, ErrorCode::kOutOfMemory);
  EXPECT_EQ(fail_system(EISDIR, "").value().code, ErrorCode::kNotARegularFile);
  EXPECT_EQ(fail_system(EIO, "").value().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace vertexview
