#include "vertexview/formats/writer.hpp"

namespace vertexview {
namespace {

Result<std::string> no_header(const RecordSource&) {
  return {};
}

}  // namespace

const Writer& bin_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".bin",
                                  .name = "canonical records",
                                  .takes = Writer::Records::kCanonical,
                                  .header = no_header,
                                  .encoder = records_as_they_are};
  return kWriter;
}

}  // namespace vertexview
