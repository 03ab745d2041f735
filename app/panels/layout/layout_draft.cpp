#include "panels/layout/layout_draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "session/scalar_color.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {
namespace {

/// A setting that is typed, and the member of a draft that holds its text.
struct Typed {
  std::string_view setting;
  std::string LayoutDraft::* text;
  DraftPart part;
};

constexpr std::array kTyped{Typed{"offset", &LayoutDraft::offset, DraftPart::kOffset},
                            Typed{"stride", &LayoutDraft::stride, DraftPart::kStride},
                            Typed{"count", &LayoutDraft::count, DraftPart::kCount},
                            Typed{"scale", &LayoutDraft::scale, DraftPart::kScale},
                            Typed{"shift", &LayoutDraft::shift, DraftPart::kShift}};

void blame(DraftReading& reading, DraftPart part, std::string error) {
  if (!reading.error.empty()) return;  // the first error is usually the cause of the others
  reading.part = part;
  reading.error = std::move(error);
}

/// Returns the message without its quotation of the format, which stands right above it.
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
  const std::uint64_t whole = body / layout.schema.stride;
  reading.records = whole;
  reading.remainder = body % layout.schema.stride;
  if (layout.count && *layout.count > whole)
    return blame(reading, DraftPart::kCount,
                 fmt::format("{} records are wanted, the file holds {} of {} bytes", *layout.count, whole,
                             layout.schema.stride));
  if (layout.count) {
    reading.records = *layout.count;
    reading.remainder = body - reading.records * layout.schema.stride;
  } else if (reading.remainder != 0 && !layout.allow_tail) {
    blame(reading, DraftPart::kCount,
          fmt::format("{} records of {} bytes leave {} bytes over", whole, layout.schema.stride,
                      reading.remainder));
  }
}

bool holds(const Element& element, const Element& number) {
  return number.offset >= element.offset && number.offset < element.offset + element.nbytes();
}

/// Returns the index of the first of `numbers` that lies in the element.
std::optional<std::size_t> place_in(const Result<std::vector<Element>>& numbers, const Element& element) {
  if (!numbers) return std::nullopt;
  for (std::size_t i = 0; i < numbers->size(); ++i)
    if (holds(element, (*numbers)[i])) return i;
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

/// Returns `names` with the one at `axis` replaced by `name`, which also fills places that have no name yet
/// until a person chooses one for them.
std::vector<std::string> replaced(std::vector<std::string> names, std::size_t fewest, std::size_t axis,
                                  const std::string& name) {
  names.resize(std::max({names.size(), fewest, axis + 1}), name);
  names[axis] = name;
  return names;
}

}  // namespace

LayoutDraft draft_of(const Layout& layout) {
  const LayoutChanges changes = changes_of(layout);
  LayoutDraft draft{.format = layout.schema.format,
                    .allow_tail = changes.allow_tail,
                    .rest = {.position = changes.position,
                             .color = changes.color,
                             .up = changes.up,
                             .color_range = changes.color_range,
                             .ramp = changes.ramp}};
  for (const Typed& typed : kTyped)
    draft.*typed.text = find_setting(typed.setting)->write(changes).value_or("");
  return draft;
}

DraftReading read_draft(const LayoutDraft& draft, std::uint64_t file_size) {
  DraftReading reading;
  reading.text = {draft.format, draft.rest};
  LayoutChanges& changes = reading.text.changes;
  changes.allow_tail = draft.allow_tail;
  auto layout = parse_layout(draft.format);
  if (!layout) {
    blame(reading, DraftPart::kFormat, without_quote(layout.error().message, draft.format));
    if (layout.error().offset) reading.caret = static_cast<std::size_t>(*layout.error().offset);
  }
  for (const Typed& typed : kTyped) {
    const std::string& text = draft.*typed.text;
    if (text.empty()) continue;
    if (const auto set = set_change(changes, typed.setting, text); !set)
      blame(reading, typed.part, set.error().message);
  }
  if (!layout) return reading;
  auto whole = with_changes(*layout, changes);
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

Role role_of(const Layout& layout, const Element& element) {
  if (element.semantic == Semantic::kPadding || element.type == ElementType::kBytes) return Role::kNone;
  const auto position = position_numbers(layout);
  const auto color = color_numbers(layout);
  if (const auto axis = place_in(position, element))
    return element.number_count() > 1 ? Role::kPosition : nth(Role::kX, *axis);
  if (const auto channel = place_in(color, element)) {
    if (color->size() == 1) return Role::kRamp;
    return element.number_count() > 1 ? Role::kColor : nth(Role::kRed, *channel);
  }
  return Role::kNone;
}

std::vector<Role> roles_for(const Element& element) {
  if (element.semantic == Semantic::kPadding || element.type == ElementType::kBytes) return {};
  const std::uint32_t count = element.number_count();
  if (count == 1)
    return {Role::kNone, Role::kX, Role::kY, Role::kZ, Role::kRed, Role::kGreen, Role::kBlue, Role::kRamp};
  if (count == 2) return {Role::kNone, Role::kPosition};
  return {Role::kNone, Role::kPosition, Role::kColor};
}

LayoutChanges with_color(LayoutChanges changes, std::optional<std::vector<std::string>> names) {
  if (changes.color == names) return changes;
  changes.color = std::move(names);
  if (changes.color_range && changes.color_range->first == ColorRange::kGiven) changes.color_range.reset();
  return changes;
}

LayoutChanges with_role(const Layout& layout, LayoutChanges changes, const Element& element, Role role) {
  const auto axis = [&](Role first) {
    return static_cast<std::size_t>(role) - static_cast<std::size_t>(first);
  };
  switch (role) {
    case Role::kNone: {
      const Role now = role_of(layout, element);
      if (now >= Role::kPosition && now <= Role::kZ) changes.position.reset();
      if (now >= Role::kColor) return with_color(std::move(changes), std::nullopt);
      break;
    }
    case Role::kPosition:
      changes.position = {element.name};
      break;
    case Role::kX:
    case Role::kY:
    case Role::kZ:
      changes.position = replaced(names_of(position_numbers(layout)), 2, axis(Role::kX), element.name);
      break;
    case Role::kColor:
    case Role::kRamp:
      return with_color(std::move(changes), {{element.name}});
    case Role::kRed:
    case Role::kGreen:
    case Role::kBlue: {
      auto names = names_of(color_numbers(layout));
      if (names.size() < 3) names.clear();  // a ramp's number is no channel
      return with_color(std::move(changes), replaced(std::move(names), 3, axis(Role::kRed), element.name));
    }
  }
  return changes;
}

}  // namespace vertexview::app
