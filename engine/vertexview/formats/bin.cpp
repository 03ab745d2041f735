#include "vertexview/formats/writer.hpp"

namespace vertexview {
namespace {

std::string no_header(const Schema&, std::uint64_t) {
  return {};
}

}  // namespace

const Writer& bin_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".bin",
                                  .name = "canonical records",
                                  .canonical = true,
                                  .header = no_header,
                                  .encoder = records_as_they_are};
  return kWriter;
}

}  // namespace vertexview
