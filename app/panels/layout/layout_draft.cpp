#include "panels/layout/layout_draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "session/scalar_color.hpp"
#include "vertexview/record/layout_text.hpp"

namespace vertexview::app {
namespace {

std::string digits_of(const std::optional<std::uint64_t>& number) {
  return number ? std::to_string(*number) : std::string();
}

std::optional<std::uint64_t> number_of(const std::string& digits) {
  const bool hex = digits.starts_with("0x") || digits.starts_with("0X");
  std::uint64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data() + (hex ? 2 : 0), end, number, hex ? 16 : 10);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

void blame(DraftReading& reading, DraftPart part, std::string error) {
  if (!reading.error.empty()) return;  // the first is the cause
  reading.part = part;
  reading.error = std::move(error);
}

void read_number(DraftReading& reading, DraftPart part, const char* name, const std::string& digits,
                 std::optional<std::uint64_t>& target) {
  target.reset();
  if (digits.empty()) return;
  target = number_of(digits);
  if (!target) blame(reading, part, fmt::format("{}: '{}' is not a whole number", name, digits));
}

void read_numbers(DraftReading& reading, DraftPart part, const char* name, const std::string& text) {
  if (text.empty()) return;
  if (const auto set = set_override(reading.request.overrides, name, text); !set)
    blame(reading, part, set.error().message);
}

/// The message without the format that stands right above it.
std::string without_quote(std::string message, const std::string& format) {
  const std::string quote = fmt::format("format \"{}\": ", format);
  if (const std::size_t at = message.find(quote); at != std::string::npos) message.erase(at, quote.size());
  return message;
}

void count_records(DraftReading& reading, std::uint64_t file_size) {
  const Layout& layout = *reading.layout;
  if (layout.data_offset > file_size)
    return blame(reading, DraftPart::kOffset,
                 fmt::format("offset {} is past the end of {} bytes", layout.data_offset, file_size));
  const std::uint64_t body = file_size - layout.data_offset;
  const std::uint64_t whole = body / layout.stride;
  reading.records = whole;
  reading.remainder = body % layout.stride;
  if (reading.request.count && *reading.request.count > whole)
    return blame(reading, DraftPart::kCount,
                 fmt::format("{} records are wanted, the file holds {} of {} bytes", *reading.request.count,
                             whole, layout.stride));
  if (reading.request.count) {
    reading.records = *reading.request.count;
    reading.remainder = body - reading.records * layout.stride;
  } else if (reading.remainder != 0 && !reading.request.allow_tail) {
    blame(reading, DraftPart::kCount,
          fmt::format("{} records of {} bytes leave {} bytes over", whole, layout.stride, reading.remainder));
  }
}

bool holds(const Element& field, const Element& number) {
  return number.offset >= field.offset && number.offset < field.offset + field.nbytes();
}

/// The place of the first of `components` that lies in the field.
std::optional<std::size_t> place_in(const Result<std::vector<Element>>& components, const Element& field) {
  if (!components) return std::nullopt;
  for (std::size_t i = 0; i < components->size(); ++i)
    if (holds(field, (*components)[i])) return i;
  return std::nullopt;
}

Role nth(Role first, std::size_t index) {
  return static_cast<Role>(static_cast<std::size_t>(first) + std::min<std::size_t>(index, 2));
}

std::vector<std::string> names_of(const Result<std::vector<Element>>& numbers) {
  std::vector<std::string> names;
  if (numbers)
    for (const Element& number : *numbers) names.push_back(number.name);
  return names;
}

/// `names` with the one at `axis` replaced; places that nothing is known for repeat it until they are chosen.
std::vector<std::string> replaced(std::vector<std::string> names, std::size_t fewest, std::size_t axis,
                                  const std::string& name) {
  names.resize(std::max({names.size(), fewest, axis + 1}), name);
  names[axis] = name;
  return names;
}

}  // namespace

LayoutDraft draft_of(const OpenDataset& dataset) {
  LayoutRequest request = request_of(dataset.data, dataset.options);
  LayoutDraft draft;
  draft.format = dataset.data.layout().format;
  draft.offset = digits_of(request.overrides.offset);
  draft.stride = digits_of(request.overrides.stride);
  draft.count = digits_of(request.count);
  draft.allow_tail = request.allow_tail;
  for (auto& [name, text] : override_texts(request.overrides)) {
    if (name == "scale")
      draft.scale = std::move(text);
    else if (name == "shift")
      draft.shift = std::move(text);
  }
  draft.rest = std::move(request.overrides);
  draft.rest.offset.reset();
  draft.rest.stride.reset();
  draft.rest.scale.reset();
  draft.rest.shift.reset();
  return draft;
}

DraftReading read_draft(const LayoutDraft& draft, std::uint64_t file_size) {
  DraftReading reading;
  reading.request.layout = draft.format;
  reading.request.overrides = draft.rest;
  reading.request.allow_tail = draft.allow_tail;
  auto layout = parse_layout(draft.format);
  if (!layout) {
    blame(reading, DraftPart::kFormat, without_quote(layout.error().message, draft.format));
    if (layout.error().offset) reading.caret = static_cast<std::size_t>(*layout.error().offset);
  }
  read_number(reading, DraftPart::kOffset, "Offset", draft.offset, reading.request.overrides.offset);
  read_number(reading, DraftPart::kStride, "Stride", draft.stride, reading.request.overrides.stride);
  read_number(reading, DraftPart::kCount, "Count", draft.count, reading.request.count);
  read_numbers(reading, DraftPart::kScale, "scale", draft.scale);
  read_numbers(reading, DraftPart::kShift, "shift", draft.shift);
  if (!layout) return reading;
  auto whole = with_overrides(*layout, reading.request.overrides);
  if (!whole) {
    const bool stride = whole.error().code == ErrorCode::kBadFormat;
    blame(reading, stride ? DraftPart::kStride : DraftPart::kFormat, whole.error().message);
    return reading;
  }
  reading.layout = *std::move(whole);
  count_records(reading, file_size);
  return reading;
}

const char* role_name(Role role) noexcept {
  constexpr std::array kNames{"\u2013", "position", "x", "y", "z", "colour", "red", "green", "blue", "ramp"};
  return kNames.at(static_cast<std::size_t>(role));
}

Role role_of(const Layout& layout, const Element& field) {
  if (field.semantic == Semantic::kPadding || field.type == ElementType::kBytes) return Role::kNone;
  const auto position = position_components(layout);
  const auto color = color_components(layout);
  if (const auto axis = place_in(position, field))
    return field.count > 1 ? Role::kPosition : nth(Role::kX, *axis);
  if (const auto channel = place_in(color, field)) {
    if (color->size() == 1) return Role::kRamp;
    return field.count > 1 ? Role::kColor : nth(Role::kRed, *channel);
  }
  return Role::kNone;
}

std::vector<Role> roles_for(const Element& field) {
  if (field.semantic == Semantic::kPadding || field.type == ElementType::kBytes) return {};
  if (field.count == 1)
    return {Role::kNone, Role::kX, Role::kY, Role::kZ, Role::kRed, Role::kGreen, Role::kBlue, Role::kRamp};
  if (field.count == 2) return {Role::kNone, Role::kPosition};
  return {Role::kNone, Role::kPosition, Role::kColor};
}

LayoutOverrides with_role(const Layout& layout, LayoutOverrides overrides, const Element& field, Role role) {
  const auto axis = [&](Role first) {
    return static_cast<std::size_t>(role) - static_cast<std::size_t>(first);
  };
  switch (role) {
    case Role::kNone: {
      const Role now = role_of(layout, field);
      if (now >= Role::kPosition && now <= Role::kZ) overrides.position.reset();
      if (now >= Role::kColor) overrides.color.reset();
      break;
    }
    case Role::kPosition:
      overrides.position = {field.name};
      break;
    case Role::kX:
    case Role::kY:
    case Role::kZ:
      overrides.position = replaced(names_of(position_components(layout)), 2, axis(Role::kX), field.name);
      break;
    case Role::kColor:
    case Role::kRamp:
      overrides.color = {field.name};
      break;
    case Role::kRed:
    case Role::kGreen:
    case Role::kBlue: {
      auto names = names_of(color_components(layout));
      if (names.size() < 3) names.clear();  // a ramp's number is no channel
      overrides.color = replaced(std::move(names), 3, axis(Role::kRed), field.name);
      break;
    }
  }
  return overrides;
}

}  // namespace vertexview::app
