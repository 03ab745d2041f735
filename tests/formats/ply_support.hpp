#pragma once
// PLY files made in memory, and what the reader makes of them.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/writer_support.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::test {

/// A file in a block of exactly its size, so that a sanitizer sees each byte that is read behind it.
class Ply {
 public:
  explicit Ply(std::string_view file, Progress* progress = nullptr)
      : bytes_(new std::byte[file.size()]), size_(file.size()) {
    std::memcpy(bytes_.get(), file.data(), file.size());
    const FileBytes bytes{"a.ply", {bytes_.get(), size_}};
    EXPECT_EQ(&sniff(bytes), &ply_reader());
    found_ = ply_reader().read(bytes, progress);
  }

  [[nodiscard]] bool good() const { return found_.has_value(); }
  [[nodiscard]] const Error& error() const { return found_.error(); }
  [[nodiscard]] const Layout& layout() const { return member().layout; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return found_->notes; }
  [[nodiscard]] bool decoded() const { return member().memory.has_value(); }
  [[nodiscard]] std::uint64_t count() const { return layout().count.value(); }

  /// Returns a number of each record as text: integers in decimal, floats as strtod() reads them.
  [[nodiscard]] std::vector<Scalar> column(std::string_view name) const {
    const auto number = find_number(layout().schema, name);
    if (!number) return {std::string_view("no such number")};
    const ElementReader reader(*number);
    std::vector<Scalar> values;
    for (std::uint64_t i = 0; i < count(); ++i)
      values.push_back(reader.value(records().data() + i * layout().schema.stride));
    return values;
  }
  [[nodiscard]] std::vector<double> doubles(std::string_view name) const {
    const auto number = find_number(layout().schema, name);
    std::vector<double> values(number ? count() : 0);
    if (number)
      ElementReader(*number).numbers({records().data(), count(), layout().schema.stride}, values.data());
    return values;
  }

 private:
  [[nodiscard]] const Member& member() const { return found_->members.at(0); }
  [[nodiscard]] std::span<const std::byte> records() const {
    const std::span<const std::byte> all(bytes_.get(), size_);
    const auto from = member().memory ? member().memory->bytes : all;
    EXPECT_TRUE(count_records(from.size(), layout(), {}));
    return from.subspan(layout().data_offset);
  }

  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_;
  Result<Container> found_;
};

inline std::string ply(std::string_view elements, std::string_view body,
                       std::string_view encoding = "ascii") {
  std::string file = "ply\nformat ";
  return file.append(encoding).append(" 1.0\n").append(elements).append("end_header\n").append(body);
}

inline constexpr std::string_view kXyz = "property float x\nproperty float y\nproperty float z\n";

inline std::string vertices(std::uint64_t count, std::string_view properties = kXyz) {
  std::string text = "element vertex ";
  return text.append(std::to_string(count)).append("\n").append(properties);
}

inline std::string refusal(std::string_view file) {
  const Ply read(file);
  if (read.good()) return "read " + std::to_string(read.count());
  EXPECT_TRUE(read.error().code == ErrorCode::kBadFormat) << read.error().message;
  return read.error().message;
}

}  // namespace vertexview::test
