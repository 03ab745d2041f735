// Compiles any bytes as an expression, and asks what compiles of some records: twice, at once and one by one.
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "promises.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/vertex/expression.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

constexpr std::size_t kRecords = 700;  // more than one block

const Schema& schema() {
  static const Schema kSchema =
      parse_schema("<3f:position:3H:color:q:time:Q:stamp:?:valid:B:share(unorm):e:half:").value();
  return kSchema;
}

const std::vector<std::byte>& records() {
  static const std::vector<std::byte> kBytes = [] {
    std::vector<std::byte> bytes(kRecords * schema().stride);
    std::uint32_t state = 1;
    for (std::byte& byte : bytes)
      byte = static_cast<std::byte>((state = state * 1'664'525 + 1'013'904'223) >> 24U);
    return bytes;
  }();
  return kBytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto expression = Expression::compile(text, schema());
  if (!expression) {
    fuzz::require_told(expression.error(), size);
    require(expression.error().code == ErrorCode::kBadFormat && expression.error().offset.has_value());
    return 0;
  }
  require(check_expression(text).has_value());
  const RecordSpan all{records().data(), kRecords, schema().stride};
  std::array<double, kRecords> numbers{};
  calculate(*expression, all, 0, numbers.data());
  for (const std::size_t i : {std::size_t{0}, std::size_t{511}, std::size_t{512}, kRecords - 1}) {
    double number = 0;
    calculate(*expression, all.part(i, 1), i, &number);
    require(number == numbers[i] || (std::isnan(number) && std::isnan(numbers[i])));
    require(!expression->is_condition() || number == 0 || number == 1);
  }
  return 0;
}
