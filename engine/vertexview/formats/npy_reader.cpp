// Reads NumPy's arrays: .npy. What the writer of npy.cpp writes is read here; the bytes of an array are
// understood in detail/npy_array.hpp, which archives of arrays share.
#include <array>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/npy_array.hpp"

namespace vertexview {
namespace {

bool recognises(const FileBytes& file) noexcept {
  return detail::is_npy(file.bytes);
}

Result<Container> read(const FileBytes& file, Progress*) {
  auto array = detail::read_npy(file.bytes);
  if (!array) return tl::unexpected<Error>(array.error());
  Member member{.layout = std::move(array->layout), .streams = std::move(array->streams)};
  Container container{npy_reader().name, {}, std::move(array->notes)};
  container.members.push_back(std::move(member));
  return container;
}

}  // namespace

const Reader& npy_reader() noexcept {
  static constexpr std::array<std::string_view, 1> kEndings{".npy"};
  static constexpr Reader kReader{"NumPy array", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
