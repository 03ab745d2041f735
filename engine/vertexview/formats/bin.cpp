#include "vertexview/formats/writer.hpp"

namespace vertexview {
namespace {

Result<Writer::Plan> prepare(const RecordSource&, Progress&) {
  return Writer::Plan{.header = {}, .encode = records_as_they_are()};
}

}  // namespace

const Writer& bin_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".bin",
                                  .name = "canonical records",
                                  .takes = Writer::Records::kCanonical,
                                  .prepare = prepare};
  return kWriter;
}

}  // namespace vertexview
