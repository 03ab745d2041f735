#include "panels/layout/layout_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "actions/handlers.hpp"
#include "panels/coordinates.hpp"
#include "panels/layout/layout_ruler.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::app {
namespace {

/// Returns how many bytes the records of a file may be read from.
std::uint64_t bytes_of(const Dataset& file) {
  return file.records().in_one_place() ? file.source().size() : file.size() * file.stride();
}

/// Refuses what only records in one place can be read as.
void require_same_records(DraftReading& reading, const Dataset& file) {
  if (file.records().in_one_place() || !reading.layout) return;
  const Layout& layout = *reading.layout;
  if (layout.schema.stride == file.stride() && layout.data_offset == 0) return;
  reading.part = layout.data_offset == 0 ? DraftPart::kStride : DraftPart::kOffset;
  reading.error =
      fmt::format("the records lie in several places and have {} bytes from byte 0 on", file.stride());
  reading.layout.reset();
}

std::string siblings_of(const Dataset& file) {
  const std::string layout = folder_layout_path(file.path());
  if (layout.empty() || file.mapping() == nullptr || file.layout_source() == LayoutSource::kHeader) return {};
  const std::size_t name = layout.rfind('/') + 1;  // npos + 1 is 0
  return fmt::format("*{}", layout.substr(name, layout.size() - name - sidecar_path("").size()));
}

}  // namespace

void LayoutEdit::update(const OpenDataset& dataset, const std::function<void()>& when_sampled) {
  follow(dataset);
  read(dataset, when_sampled);
  take_sample();
}

void LayoutEdit::follow(const OpenDataset& dataset) {
  if (shown_serial_ == dataset.serial && shown_layout_ == dataset.data.layout()) return;
  std::string request = dataset.data.path() + "\n" + layout_argument(text_of(dataset.data.layout()));
  shown_serial_ = dataset.serial;
  shown_layout_ = dataset.data.layout();
  siblings_ = siblings_of(dataset.data);
  read_draft_.reset();  // a reloaded file may hold other bytes, so the draft is read again
  if (request == shown_request_) return;
  shown_request_ = std::move(request);
  applied_ = draft = draft_of(dataset.data.layout());
  layout_ = dataset.data.layout();
  before_.clear();
  marked_.reset();
  advice_.clear();
}

void LayoutEdit::read(const OpenDataset& dataset, const std::function<void()>& when_sampled) {
  if (read_draft_ == draft) return;
  read_draft_ = draft;
  reading_ = read_draft(draft, bytes_of(dataset.data));
  require_same_records(reading_, dataset.data);
  if (!reading_.layout) return;
  layout_ = *reading_.layout;
  records_ = reading_.records;
  remainder_ = reading_.remainder;
  if (marked_ && marked_->end > layout_.schema.stride) marked_.reset();
  elements_ = record_columns(layout_);
  stored_ = stored_columns(layout_);
  sampler_.ask(dataset, layout_, records_, when_sampled);
}

void LayoutEdit::take_sample() {
  auto sample = sampler_.take();
  if (!sample) return;
  sample_ = *std::move(sample);
  sampled_stride_ = layout_.schema.stride;
  preview_ = preview_of(sample_, layout_);
}

void LayoutEdit::revert() {
  draft = applied_;
  before_.clear();
  marked_.reset();
  advice_.clear();
}

void LayoutEdit::choose(const Layout& layout) {
  const LayoutDraft chosen = draft_of(layout);
  advice_.clear();
  if (chosen == draft) return;
  before_.push_back(std::exchange(draft, chosen));
}

void LayoutEdit::mark(std::optional<ByteRange> bytes) {
  if (marked_ == bytes) return;
  marked_ = bytes;
  advice_.clear();
}

void LayoutEdit::make_numbers(char letter) {
  if (!marked_) return;
  if (!reading_.layout) {
    advice_ = "the text above has to be right first";
    return;
  }
  auto schema = with_bytes_as(layout_.schema, *marked_, letter);
  if (!schema) {
    advice_ = schema.error().message;
    return;
  }
  choose(with_schema(layout_, *std::move(schema)));
}

bool LayoutEdit::undo() {
  if (before_.empty()) return false;
  draft = std::move(before_.back());
  before_.pop_back();
  advice_.clear();
  return true;
}

std::span<const ByteColumn> LayoutEdit::bytes() const noexcept {
  if (sampled_stride_ != layout_.schema.stride) return {};
  return sample_.bytes;
}

std::vector<std::string> LayoutEdit::tell(const RecordColumn& element) const {
  constexpr std::size_t kMostRaw = 16;
  const bool plain = !element.is_number();
  std::string about =
      plain ? fmt::format("{} at {}", counted(element.nbytes(), "byte", "bytes"), element.offset)
            : fmt::format("{} at {}", type_text(element), element.offset);
  if (!plain && element.nbytes() > 1) about += element.big_endian ? ", big-endian" : ", little-endian";
  if (!element.is_padding() && element.semantic != Semantic::kNone)
    about += fmt::format(", {}", semantic_name(element.semantic));
  std::vector<std::string> lines{element.name, std::move(about)};
  if (element.offset + element.nbytes() > record().size()) return lines;
  lines.push_back(
      hex_text(record().subspan(element.offset, std::min<std::size_t>(element.nbytes(), kMostRaw))));
  if (element.nbytes() > kMostRaw) lines.back() += " \u2026";
  if (plain) return lines;
  std::string& values = lines.emplace_back();
  RecordColumn number = element;
  for (std::uint32_t i = 0; i < element.number_count(); ++i) {
    if (element.number_count() > 1) number.axis = i;
    const Scalar value = ElementReader(element, i).value(record().data());
    values.append(i == 0 ? "" : ", ").append(shown_text(value, number, layout_));
  }
  if (is_converted(element, layout_)) {
    const Scalar stored = ElementReader(stored_element(element)).value(record().data());
    values.append(fmt::format(" (raw {})", shortest_text(stored, element.type)));
  }
  return lines;
}

std::vector<Command> LayoutEdit::commands() const {
  const LayoutChanges& now = applied_.rest;
  const LayoutChanges& wanted = draft.rest;
  LayoutDraft looks_otherwise = applied_;
  looks_otherwise.rest.up = wanted.up;
  looks_otherwise.rest.color = wanted.color;
  looks_otherwise.rest.color_range = wanted.color_range;
  looks_otherwise.rest.ramp = wanted.ramp;
  if (!changed() || !(looks_otherwise == draft))
    return {command<handlers::layout>(layout_argument(reading_.text))};
  const auto text = [&](std::string_view setting, const char* otherwise) {
    return find_setting(setting)->write(wanted).value_or(otherwise);
  };
  std::vector<Command> commands;
  if (wanted.up != now.up) commands.push_back(command<handlers::up>(text("up", "z")));
  if (wanted.color != now.color) commands.push_back(command<handlers::color>(text("color", "auto")));
  if (wanted.color_range != now.color_range)
    commands.push_back(command<handlers::color_range>(text("color-range", "auto")));
  if (wanted.ramp != now.ramp) commands.push_back(command<handlers::ramp>(text("ramp", "auto")));
  return commands;
}

LayoutReport LayoutEdit::report() const {
  LayoutReport report;
  report.format = draft.format;
  report.request = layout_argument(reading_.text);
  report.changed = changed();
  report.error = reading_.error;
  report.caret = reading_.caret;
  report.stride = layout_.schema.stride;
  report.records = records_;
  report.remainder = remainder_;
  for (const PreviewColumn& column : preview_.columns) report.columns.push_back(column.name);
  report.rows = preview_.rows;
  if (marked_) report.marked = {marked_->first, marked_->end};
  for (const ByteColumn& column : bytes()) report.bytes.emplace_back(byte_kind_name(column.kind));
  report.advice = advice_;
  return report;
}

}  // namespace vertexview::app
