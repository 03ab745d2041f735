// Source: the .fmt files of 3DMigoto's frame analysis and of its Blender plugin.
#include "vertexview/record/texts/migoto_format.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/semantics.hpp"
#include "vertexview/record/texts/bad_text.hpp"
#include "vertexview/record/texts/dxgi_format.hpp"

namespace vertexview::detail {
namespace {

/// A line "KEY: VALUE".
struct Line {
  std::string_view key;
  std::string_view value;
  std::size_t at = 0;        ///< where the line begins
  std::size_t value_at = 0;  ///< where its value does
};

/// One element[n] as far as it was read.
struct Input {
  std::size_t at = 0;
  std::string name;
  std::uint64_t index = 0;
  std::uint64_t slot = 0;
  std::size_t slot_at = 0;
  std::optional<DxgiFormat> format = std::nullopt;
  std::optional<std::uint64_t> offset = std::nullopt;  ///< nullopt: behind the element before it
};

Result<std::uint64_t> number_of(const Line& line) {
  const auto number = parse_digits(line.value);
  if (number && *number <= std::numeric_limits<std::uint32_t>::max()) return *number;
  std::string message(line.key);
  return bad_text(line.value_at,
                  message.append(": expected a whole number, found ").append(found_text(line.value)));
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Layout> run() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      if (auto read = read_line(begin, text_.substr(begin, end - begin)); !read)
        return tl::unexpected<Error>(read.error());
      begin = end + 1;
    }
    if (auto sound = check(); !sound) return tl::unexpected<Error>(sound.error());
    auto schema = schema_from_elements(elements(), *stride_);
    if (!schema) return bad_text(inputs_.front().at, schema.error().message, schema.error().code);
    return Layout{.schema = *std::move(schema)};
  }

 private:
  Result<void> read_line(std::size_t begin, std::string_view whole) {
    const std::string_view text = trimmed(whole);
    if (text.empty()) return {};
    const auto at = begin + static_cast<std::size_t>(text.data() - whole.data());
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
      return bad_text(at, "expected a line 'KEY: VALUE', found " + found_text(text));
    Line line{.key = trimmed(text.substr(0, colon)), .value = trimmed(text.substr(colon + 1)), .at = at};
    line.value_at =
        line.value.empty() ? at + text.size() : static_cast<std::size_t>(line.value.data() - text_.data());
    if (line.key.starts_with("element[")) {
      inputs_.push_back({.at = at, .name = {}});
      return {};
    }
    return inputs_.empty() ? read_head(line) : read_input(inputs_.back(), line);
  }

  /// Reads a line before the elements; what the file says of indices and of its topology is no layout.
  Result<void> read_head(const Line& line) {
    // "stride", or "vb0 stride" where several slots have one each.
    if (line.key != "stride" && !line.key.ends_with(" stride")) return {};
    if (stride_) return bad_text(line.at, "expected one stride: each input slot lies in a file of its own");
    const auto stride = number_of(line);
    if (!stride) return tl::unexpected<Error>(stride.error());
    if (*stride == 0) return bad_text(line.value_at, "stride: expected at least 1, found '0'");
    stride_ = *stride;
    return {};
  }

  Result<void> read_input(Input& input, const Line& line) {
    if (line.key == "SemanticName") {
      input.name = line.value;
      return {};
    }
    if (line.key == "Format") {
      input.format = dxgi_format(line.value);
      if (input.format) return {};
      return bad_text(line.value_at,
                      "Format: expected a DXGI_FORMAT of a vertex, as in R32G32B32_FLOAT, found " +
                          found_text(line.value));
    }
    // D3D11_APPEND_ALIGNED_ELEMENT, in words or as the number it stands for.
    if (line.key == "AlignedByteOffset" && (line.value == "append" || line.value == "4294967295")) return {};
    const bool index = line.key == "SemanticIndex";
    const bool slot = line.key == "InputSlot";
    if (!index && !slot && line.key != "AlignedByteOffset") return {};
    const auto number = number_of(line);
    if (!number) return tl::unexpected<Error>(number.error());
    if (index) {
      input.index = *number;
    } else if (slot) {
      input.slot = *number;
      input.slot_at = line.value_at;
    } else {
      input.offset = *number;
    }
    return {};
  }

  [[nodiscard]] Result<void> check() const {
    if (inputs_.empty()) return bad_text(text_.size(), "expected elements, as in 'element[0]:'");
    if (!stride_) return bad_text(0, "expected a line 'stride: BYTES' before the elements");
    for (const Input& input : inputs_) {
      if (input.name.empty()) return bad_text(input.at, "the element has no SemanticName");
      if (!input.format) return bad_text(input.at, "the element has no Format");
      if (input.slot != inputs_.front().slot)
        return bad_text(input.slot_at,
                        "expected the elements of one InputSlot: each slot lies in a file of its "
                        "own; leave those of the file");
    }
    return {};
  }

  [[nodiscard]] std::vector<Element> elements() const {
    std::vector<Element> elements;
    elements.reserve(inputs_.size());
    std::uint64_t end = 0;
    for (const Input& input : inputs_) {
      Element element{.name = input.name,
                      .type = input.format->type,
                      .count = input.format->count,
                      .offset = input.offset.value_or(end),
                      .encoding = input.format->encoding};
      if (input.index > 0) element.name.append(std::to_string(input.index));
      if (input.format->reversed && semantic_of(element.name) == Semantic::kColor) element.name = "bgra";
      end = element.offset + element.nbytes();
      elements.push_back(std::move(element));
    }
    return elements;
  }

  std::string_view text_;
  std::optional<std::uint64_t> stride_;
  std::vector<Input> inputs_;
};

}  // namespace

bool is_migoto_format(std::string_view text) noexcept {
  return text.find("element[") != std::string_view::npos &&
         (text.find("SemanticName") != std::string_view::npos ||
          without_blanks_before(text).starts_with("stride"));
}

Result<Layout> read_migoto_format(std::string_view text) {
  return Reader(text).run();
}

}  // namespace vertexview::detail
