#include "session/open_vertices.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <ranges>
#include <utility>

#include "session/layout_argument.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview::app {
namespace {

/// Returns what a candidate makes of the file, as in "961 records of kitti (16 bytes)".
std::string records_of(const LayoutCandidate& one) {
  const std::uint64_t stride = one.layout.schema.stride;
  return find_preset(one.name) != nullptr
             ? fmt::format("{} records of {} ({} bytes)", one.count, one.name, stride)
             : fmt::format("{} records of {} bytes", one.count, stride);
}

// A few records look like anything.
constexpr std::uint64_t kFewestToOffer = 32;

/// Returns what to do about the bytes after the last whole record of `file`, which was opened without them.
std::string advice(const Dataset& file, bool presumed) {
  std::string layouts;
  if (presumed)
    if (const auto doubt = doubt_layout(file))
      for (const LayoutCandidate& one : doubt->better | std::views::take(kMostLayoutsOffered))
        if (one.count >= kFewestToOffer)
          layouts += fmt::format("{}{} explain it: {}", layouts.empty() ? "" : "; ", records_of(one),
                                 layout_options(one.layout));
  if (!layouts.empty()) return layouts;
  return fmt::format("{}open the whole records with --count {} or --allow-tail",
                     presumed ? "say how its records lie with --layout, or " : "", file.size());
}

}  // namespace

LayoutTrust trust_in(LayoutSource source) noexcept {
  const bool presumed = source == LayoutSource::kDefault || source == LayoutSource::kExtension;
  return presumed ? LayoutTrust::kPresumed : LayoutTrust::kGiven;
}

std::string doubt_text(const LayoutDoubt& doubt, const Layout& layout) {
  std::string text = doubt.reason == kNoPosition ? no_position_text(layout) : doubt.reason;
  if (doubt.better.empty()) return text;
  // A format string alone does not say what it means.
  const LayoutCandidate& best = doubt.better.front();
  if (find_preset(best.name) == nullptr)
    return text.append(fmt::format("; {} ({}) explain it: {}", records_of(best),
                                   numbers_text(best.layout.schema), layout_options(best.layout)));
  std::string names;
  for (const LayoutCandidate& one : doubt.better | std::views::take(kMostLayoutsOffered))
    if (find_preset(one.name) != nullptr)
      names.append(names.empty() ? "" : " or ").append(layout_options(one.layout));
  return text.append("; try ").append(names);
}

std::string guess_text(Layout layout) {
  layout.allow_tail = false;  // a guess that is taken leaves no bytes over
  return fmt::format("guessed: {} bytes a record, {}; {} says so, --no-guess refuses", layout.schema.stride,
                     numbers_text(layout.schema), layout_options(layout));
}

bool presumes_records(const Dataset& file, const Dataset::Options& options) {
  const LayoutChanges& changes = options.changes;
  return trust_in(file.layout_source()) == LayoutTrust::kPresumed && !changes.stride && !changes.offset &&
         !changes.count;
}

Result<Dataset> open_vertices(const std::string& path, Dataset::Options options) {
  if (options.last_guess == nullptr) options.last_guess = std::make_shared<LastGuess>();
  auto file = Dataset::open(path, options);
  if (!file) add_advice(file.error(), path, options);
  return file;
}

void add_advice(Error& error, const std::string& path, const Dataset::Options& options) {
  if (error.code != ErrorCode::kRemainder) return;
  // The file is opened without the remainder to see how many records there are, and what their bytes look
  // like.
  Dataset::Options whole = options;
  whole.changes.allow_tail = true;
  whole.whole_range = false;  // a sample of the colours is enough, because none is shown
  if (const auto records = Dataset::open(path, std::move(whole)))
    error.message += "; " + advice(*records, presumes_records(*records, options));
}

Result<void> check_position(const Dataset& file) {
  if (has_position(file.layout())) return {};
  return fail(ErrorCode::kInvalidArgument, no_position_text(file.layout()), file.path());
}

}  // namespace vertexview::app
