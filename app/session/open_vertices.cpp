#include "session/open_vertices.hpp"

#include <fmt/format.h>

#include <optional>

#include "session/layout_argument.hpp"

namespace vertexview::app {
namespace {

/// Returns what a layout makes of the file, as in "961 records of kitti (16 bytes)".
std::string records_of(const LayoutFit& fit, const Dataset& file) {
  const std::uint64_t count = (file.bytes().size() + file.remainder()) / fit.stride;
  return fit.type.empty() ? fmt::format("{} records of {} ({} bytes)", count, fit.layout, fit.stride)
                          : fmt::format("{} {} records ({} bytes)", count, fit.type, fit.stride);
}

/// Returns what to do about the bytes after the last whole record of `file`, which was opened without them.
std::string advice(const Dataset& file, bool presumed) {
  std::string layouts;
  if (presumed)
    if (const auto doubt = doubt_layout(file))
      for (const LayoutFit& fit : doubt->better)
        layouts += fmt::format("{}{} explain it: --layout {}", layouts.empty() ? "" : "; ",
                               records_of(fit, file), shell_word(fit.layout));
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
  const LayoutFit& best = doubt.better.front();
  if (!best.type.empty())
    return text.append(fmt::format("; {} records of {} bytes explain it: --layout {}", best.type, best.stride,
                                   shell_word(best.layout)));
  std::string names;
  for (const LayoutFit& fit : doubt.better)
    names.append(names.empty() ? "" : ", ").append(shell_word(fit.layout));
  return text.append("; try --layout ").append(names);
}

bool presumes_records(const Dataset& file, const Dataset::Options& options) {
  const LayoutChanges& changes = options.changes;
  return trust_in(file.layout_source()) == LayoutTrust::kPresumed && !changes.stride && !changes.offset &&
         !changes.count;
}

Result<Dataset> open_vertices(const std::string& path, const Dataset::Options& options) {
  auto file = Dataset::open(path, options);
  if (file || file.error().code != ErrorCode::kRemainder) return file;
  // The file is opened without the remainder to see how many records there are, and what their bytes look
  // like.
  Dataset::Options whole = options;
  whole.changes.allow_tail = true;
  whole.whole_range = false;  // a sample of the colours is enough, because none is shown
  if (const auto records = Dataset::open(path, whole))
    file.error().message += "; " + advice(*records, presumes_records(*records, options));
  return file;
}

Result<void> check_position(const Dataset& file) {
  if (has_position(file.layout())) return {};
  return fail(ErrorCode::kInvalidArgument, no_position_text(file.layout()), file.path());
}

}  // namespace vertexview::app
