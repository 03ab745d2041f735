// Compiled by a test with one of these macros; each must stop the compiler: what is asked for lies in a schema or in
// records that end before it is used.
#include "vertexview/record/record_sample.hpp"
#include "vertexview/record/record_streams.hpp"
#include "vertexview/record/schema.hpp"

using namespace vertexview;

std::size_t good() {
  const Schema schema = Schema::canonical();
  const RecordStreams records;
  return schema.find("position")->count + records.streams().size();
}

#if defined(ELEMENT)
auto bad() {
  return Schema::canonical().find("position");
}
#elif defined(STREAMS)
auto bad() {
  return RecordStreams().streams();
}
#elif defined(SAMPLED_BYTE)
auto& bad(const RecordSpan& records) {
  return RecordSample(records).byte(0);
}
#endif
