// Compiled by a test with one of these macros; each must stop the compiler: what is asked for lies in a value, a
// format or a range of records that ends before it is used.
#include "vertexview/memory/pack.hpp"
#include "vertexview/memory/value.hpp"

using namespace vertexview;

std::size_t good(std::span<const std::byte> bytes) {
  const Format format = *Format::parse("@3f3Hxx");
  std::size_t count = format.items().size() + Format::parse("f")->text().size();
  for (const auto& values : *iter_unpack(format, bytes)) count += values.size();
  const Value value("bytes");
  return count + value.as_bytes()->size() + Format::parse("f").value().text().size();
}

#if defined(SIGNED)
auto bad() {
  return Value(1).as_signed();
}
#elif defined(UNSIGNED)
auto bad() {
  return Value(1U).as_unsigned();
}
#elif defined(DOUBLE)
auto bad() {
  return Value(1.0).as_double();
}
#elif defined(BOOL)
auto bad() {
  return Value(true).as_bool();
}
#elif defined(BYTES)
auto bad() {
  return Value("bytes").as_bytes();
}
#elif defined(LIST)
auto bad() {
  return Value(Value::List{}).as_list();
}
#elif defined(SCALAR)
auto bad() {
  return Value("bytes").scalar();
}
#elif defined(ITEMS)
auto bad() {
  return Format::parse("f").value().items();
}
#elif defined(FIELDS)
auto bad() {
  return Format::parse("f").value().fields();
}
#elif defined(FIND)
auto bad() {
  return Format::parse("f:x:").value().find("x");
}
#elif defined(ONLY_ITEM)
auto bad() {
  return Format::parse("f").value().scalar();
}
#elif defined(RECORDS)
auto bad(const Format& format, std::span<const std::byte> bytes) {
  return (*iter_unpack(format, bytes)).begin();
}
#endif
