// Compiled by a test with one of these macros; each must stop the compiler: what is asked for would end with
// the temporary, or with the bytes that it alone keeps alive.
#include <string>
#include <utility>
#include <vector>

#include "vertexview/memory/memory_view.hpp"

using namespace vertexview;

MemoryView view();
Result<MemoryView> result();
Record record();
ViewedValues values();

std::size_t good() {
  const auto named = view();
  std::size_t sum = named.strided<const float>()->size() + named.bytes()->size() + named.shape().size();
  for (const float value : *named.strided<const float>()) sum += value != 0;
  for (const auto& value : *result()->values()) sum += value.truthy();
  for (const auto& value : values()) sum += value.truthy();
  // What stands on its own is given by temporaries, too.
  sum += view().cast("f")->to_list()->truthy() + result()->hex()->size() + result()->slice({})->nbytes();
  sum += result()->record(0)->get("x")->truthy() + result()->record(0)->view().nbytes();
  return sum + Buffer(std::vector<float>(3)).view()->to_bytes()->size();
}

#if defined(STRIDED)
auto bad() {
  return *view().strided<const float>();
}
#elif defined(BYTES)
auto bad() {
  return *view().bytes();
}
#elif defined(WRITABLE_BYTES)
auto bad() {
  return *view().writable_bytes();
}
#elif defined(FORMAT)
const Format& bad() {
  return view().format();
}
#elif defined(SHAPE)
auto bad() {
  return view().shape();
}
#elif defined(STRIDES)
auto bad() {
  return view().strides();
}
#elif defined(STRIDED_BY_ARROW)
auto bad() {
  return *result()->strided<const float>();
}
#elif defined(BYTES_BY_ARROW)
auto bad() {
  return *result()->bytes();
}
#elif defined(WRITABLE_BYTES_BY_ARROW)
auto bad() {
  return *result()->writable_bytes();
}
#elif defined(FORMAT_BY_ARROW)
const Format& bad() {
  return result()->format();
}
#elif defined(SHAPE_BY_ARROW)
auto bad() {
  return result()->shape();
}
#elif defined(STRIDES_BY_ARROW)
auto bad() {
  return result()->strides();
}
#elif defined(BUFFER)
auto bad() {
  return *Buffer(std::vector<float>(3)).view()->strided<float>();
}
#elif defined(RECORD_FORMAT)
const Format& bad() {
  return record().format();
}
#elif defined(RECORD_FORMAT_BY_ARROW)
const Format& bad() {
  return view().record(0)->format();
}
#elif defined(ITERATOR)
auto bad() {
  return values().begin();
}
#elif defined(ITERATOR_BY_ARROW)
auto bad() {
  return view().values()->begin();
}
#endif
