// Walks the binary records of a PLY file.
#include <cmath>
#include <cstring>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "vertexview/formats/detail/decoded_bytes.hpp"
#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/formats/detail/ply_records.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview {
namespace {

/// The single numbers up to a list, and the list. The last step of a record may have no list.
struct Step {
  std::uint64_t fixed = 0;             ///< bytes of the single numbers
  std::optional<Element> length = {};  ///< the number that says how long the list is, at offset 0
  std::uint64_t item = 0;              ///< bytes of one number of the list
};

std::vector<Step> steps_of(const PlyElement& element, bool big_endian) {
  std::vector<Step> steps(1);
  for (const PlyProperty& property : element.properties) {
    if (!property.length_type) {
      steps.back().fixed += element_size(property.type);
      continue;
    }
    steps.back().length =
        Element{.name = property.name, .type = *property.length_type, .big_endian = big_endian};
    steps.back().item = element_size(property.type);
    steps.emplace_back();
  }
  return steps;
}

/// Goes from record to record of one element.
class Walk {
 public:
  Walk(const PlyHeader& header, std::size_t index, std::span<const std::byte> bytes, std::uint64_t begin,
       Progress* progress)
      : element_(header.elements[index]),
        steps_(steps_of(element_, header.encoding == PlyEncoding::kBigEndian)),
        bytes_(bytes),
        at_(begin),
        told_(begin),
        progress_(progress) {}

  /// Walks all records; copies their single numbers to `out` unless it is null.
  Result<std::uint64_t> run(std::byte* out) {
    for (std::uint64_t i = 0; i < element_.count; ++i) {
      if (i % kRecordsPerReport == 0 && !report()) return fail(ErrorCode::kCancelled, "cancelled");
      for (const Step& step : steps_)
        if (auto taken = take(step, i, out); !taken) return tl::unexpected<Error>(taken.error());
    }
    static_cast<void>(report());
    return at_;
  }

 private:
  /// Records between two looks at the progress: a millisecond's work.
  static constexpr std::uint64_t kRecordsPerReport = std::uint64_t{1} << 16U;

  [[nodiscard]] std::uint64_t left() const noexcept { return bytes_.size() - at_; }

  Result<void> take(const Step& step, std::uint64_t record, std::byte*& out) {
    if (step.fixed > left()) return ended(record);
    if (out != nullptr && step.fixed > 0) {
      std::memcpy(out, bytes_.data() + at_, step.fixed);
      out += step.fixed;
    }
    at_ += step.fixed;
    if (!step.length) return {};
    if (element_size(step.length->type) > left()) return ended(record);
    // A list that would end behind the file has no length that a double has to hold exactly.
    const ElementReader reader(*step.length);
    const double length = reader.number(bytes_.data() + at_);
    if (!(length >= 0) || length != std::floor(length))
      return fail_at(at_,
                     where(record) + ": the list " + in_quotes(step.length->name) + " says that it has " +
                         shortest_text(reader.value(bytes_.data() + at_), step.length->type) + " numbers");
    at_ += element_size(step.length->type);
    const std::uint64_t fits = left() / step.item;
    if (length > static_cast<double>(fits)) return ended(record);
    at_ += static_cast<std::uint64_t>(length) * step.item;
    return {};
  }

  /// Returns false where the work was cancelled.
  bool report() {
    if (progress_ == nullptr) return true;
    progress_->advance(at_ - std::exchange(told_, at_));
    return !progress_->cancelled();
  }

  [[nodiscard]] std::string where(std::uint64_t record) const {
    return "record " + std::to_string(record) + " of element " + in_quotes(element_.name);
  }
  [[nodiscard]] tl::unexpected<Error> ended(std::uint64_t record) const {
    return fail_at(bytes_.size(), "the file ends in " + where(record) + ", of which the header promises " +
                                      std::to_string(element_.count));
  }

  const PlyElement& element_;
  std::vector<Step> steps_;
  std::span<const std::byte> bytes_;
  std::uint64_t at_;
  std::uint64_t told_;
  Progress* progress_;
};

/// Checks that the single numbers of all records fit in the file, before any is read or memory is asked for.
Result<void> check_fixed(const PlyElement& element, std::span<const std::byte> bytes, std::uint64_t begin) {
  const std::uint64_t stride = element.fixed_bytes();
  const std::uint64_t left = bytes.size() - begin;
  if (stride == 0 || element.count <= left / stride) return {};
  return fail_at(begin, "the header promises " + std::to_string(element.count) + " records of " +
                            std::to_string(stride) + " bytes of element " + in_quotes(element.name) +
                            ", and " + std::to_string(left) + " bytes follow");
}

}  // namespace

Result<std::uint64_t> skip_ply_records(const PlyHeader& header, std::size_t index,
                                       std::span<const std::byte> bytes, std::uint64_t begin,
                                       Progress* progress) {
  const PlyElement& element = header.elements[index];
  if (auto room = check_fixed(element, bytes, begin); !room) return tl::unexpected<Error>(room.error());
  if (element.has_lists()) return Walk(header, index, bytes, begin, progress).run(nullptr);
  return begin + element.count * element.fixed_bytes();
}

Result<RecordBytes> copy_ply_records(const PlyHeader& header, std::size_t index,
                                     std::span<const std::byte> bytes, std::uint64_t begin,
                                     Progress* progress) {
  const PlyElement& element = header.elements[index];
  if (auto room = check_fixed(element, bytes, begin); !room) return tl::unexpected<Error>(room.error());
  auto records = detail::decoded_records(element.count, element.fixed_bytes());
  if (!records) return tl::unexpected<Error>(records.error());
  const auto walked = Walk(header, index, bytes, begin, progress).run(records->bytes.data());
  if (!walked) return tl::unexpected<Error>(walked.error());
  return RecordBytes{records->bytes, std::move(records->owner)};
}

}  // namespace vertexview
