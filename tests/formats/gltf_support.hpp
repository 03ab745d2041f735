#pragma once
// glTF files made in memory, and what the reader makes of them.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::test {

template <class T>
void append(std::string& text, T value) {
  static_assert(std::endian::native == std::endian::little);
  text.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Returns a GLB of one JSON chunk and one BIN chunk.
inline std::string glb(std::string json, std::string bin, std::uint32_t version = 2) {
  while (json.size() % 4 != 0) json += ' ';
  while (bin.size() % 4 != 0) bin += '\0';
  std::string text = "glTF";
  append(text, version);
  append(text, static_cast<std::uint32_t>(28 + json.size() + bin.size()));
  append(text, static_cast<std::uint32_t>(json.size()));
  text.append("JSON").append(json);
  append(text, static_cast<std::uint32_t>(bin.size()));
  return text.append("BIN\0", 4).append(bin);
}

/// Two records of 16 bytes: a position and a colour of four bytes.
inline std::string two_records() {
  std::string bin;
  for (const float x : {1.0F, 4.0F}) {
    for (const float value : {x, x + 1, x + 2}) append(bin, value);
    append(bin, std::uint32_t{0xFF804020U + static_cast<std::uint32_t>(x)});
  }
  return bin;
}

inline constexpr std::string_view kRecords =
    R"("buffers":[{"byteLength":32}],"bufferViews":[{"buffer":0,"byteLength":32,"byteStride":16}],)"
    R"("accessors":[{"bufferView":0,"componentType":5126,"count":2,"type":"VEC3"},)"
    R"({"bufferView":0,"byteOffset":12,"componentType":5121,"count":2,"type":"VEC4","normalized":true}],)"
    R"("meshes":[{"name":"m","primitives":[{"attributes":{"POSITION":0,"COLOR_0":1}}]}])";

/// Returns the JSON of a document with two_records(), and more.
inline std::string scene(std::string_view rest = "", std::string_view records = kRecords) {
  return std::string(R"({"asset":{"version":"2.0"},)").append(records).append(rest).append("}");
}

/// Returns `text` with the first `from` in it replaced.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// A file in a block of exactly its size, so that a sanitizer sees each byte that is read behind it.
class Gltf {
 public:
  explicit Gltf(std::string_view file, std::string_view path = "a.glb", std::string_view member = "",
                Progress* progress = nullptr)
      : bytes_(new std::byte[file.size()]), size_(file.size()) {
    std::memcpy(bytes_.get(), file.data(), file.size());
    found_ = gltf_reader().read({path, {bytes_.get(), size_}, member}, progress);
  }

  [[nodiscard]] bool good() const { return found_.has_value(); }
  [[nodiscard]] const Container& container() const { return *found_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return found_->notes; }
  [[nodiscard]] const Error& failure() const { return found_.error(); }
  [[nodiscard]] std::string error() const { return found_ ? "opened" : found_.error().message; }
  [[nodiscard]] const Member& member(std::size_t index = 0) const { return found_->members.at(index); }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Member& each : found_->members) all.push_back(each.name);
    return all;
  }

  /// Returns the bytes of all records of a member; none where it was not the wanted one.
  [[nodiscard]] std::vector<std::byte> records(std::size_t index = 0) const {
    const auto all = records_of(member(index), {bytes_.get(), size_});
    EXPECT_TRUE(all) << (all ? "" : all.error().message);
    if (!all) return {};
    std::vector<std::byte> bytes(all->count() * all->stride());
    all->gather(0, all->count(), bytes.data());
    return bytes;
  }

  /// Returns the places of all records of a member.
  [[nodiscard]] std::vector<std::array<double, 3>> places(std::size_t index = 0) const {
    const Layout& layout = member(index).layout;
    const auto bytes = records(index);
    const auto numbers = position_numbers(layout).value_or(std::vector<Element>());
    std::vector<std::array<double, 3>> all(bytes.size() / layout.schema.stride);
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t axis = 0; axis < 3; ++axis)
        all[i][axis] = layout.placement.place(
            ElementReader(numbers.at(axis)).number(bytes.data() + i * layout.schema.stride), axis);
    return all;
  }

  /// Returns the number of that name of each record, as its encoding means it.
  [[nodiscard]] std::vector<double> numbers(std::string_view name, std::size_t index = 0) const {
    const Schema& schema = member(index).layout.schema;
    const auto number = find_number(schema, name);
    EXPECT_TRUE(number) << name;
    const auto bytes = records(index);
    std::vector<double> all(number ? bytes.size() / schema.stride : 0);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const ElementReader reader(*number);
      const std::byte* const record = bytes.data() + i * schema.stride;
      all[i] = reader.normalised(record).value_or(reader.number(record));
    }
    return all;
  }

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_;
  Result<Container> found_;
};

}  // namespace vertexview::test
