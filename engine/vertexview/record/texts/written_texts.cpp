// Writes the layout of a record as texts that parse_layout_text() reads.
#include "vertexview/record/texts/written_texts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/texts/c_struct.hpp"
#include "vertexview/record/texts/c_types.hpp"
#include "vertexview/record/texts/point_fields.hpp"

namespace vertexview::detail {
namespace {

constexpr bool in_identifier(char c) noexcept {
  return is_letter(c) || is_digit(c) || c == '_';
}

/// Returns whether a name means something else in one of the languages.
bool is_reserved(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 27> kWords{
      "auto",   "break",    "case",   "class",  "const",  "default", "delete",   "do",       "else",
      "enum",   "extern",   "for",    "if",     "in",     "inline",  "long",     "new",      "private",
      "public", "register", "return", "signed", "static", "struct",  "template", "unsigned", "void"};
  return std::ranges::find(kWords, name) != kWords.end() || c_number_type(name).has_value() ||
         !why_no_c_type(name).empty();
}

/// Returns the name as an identifier: "inner[0].x" is inner_0_x.
std::string identifier(std::string_view name) {
  std::string text;
  for (const char c : name)
    if (in_identifier(c))
      text += c;
    else if (c != ']')
      text += '_';
  if (text.empty() || is_digit(text.front()) || is_c_padding(text) || is_reserved(text))
    text.insert(0, "element_");
  return text;
}

/// Gives each element whose name another has as well a number behind it.
void make_unique(std::vector<Element>& elements) {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::string plain = elements[i].name;
    const auto taken = [&] {
      return std::ranges::find(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(i),
                               elements[i].name,
                               &Element::name) != elements.begin() + static_cast<std::ptrdiff_t>(i);
    };
    for (std::size_t number = 2; taken(); ++number) {
      elements[i].name = plain;
      elements[i].name.append("_").append(std::to_string(number));
    }
  }
}

std::string_view c_name(ElementType type) noexcept {
  switch (type) {
    case ElementType::kInt8:
      return "int8_t";
    case ElementType::kUint8:
      return "uint8_t";
    case ElementType::kInt16:
      return "int16_t";
    case ElementType::kUint16:
      return "uint16_t";
    case ElementType::kInt32:
      return "int32_t";
    case ElementType::kUint32:
      return "uint32_t";
    case ElementType::kInt64:
      return "int64_t";
    case ElementType::kUint64:
      return "uint64_t";
    case ElementType::kFloat16:
      return "_Float16";
    case ElementType::kFloat32:
      return "float";
    case ElementType::kFloat64:
      return "double";
    case ElementType::kBool:
      return "bool";
    case ElementType::kBytes:
      return "char";
  }
  return "char";
}

/// Returns whether a compiler lays the elements so of its own accord, once their gaps are members.
bool is_aligned(const std::vector<Element>& elements, std::uint64_t stride) noexcept {
  return std::ranges::all_of(elements, [&](const Element& element) {
    const std::uint64_t size = element_size(element.type);
    return element.offset % size == 0 && stride % size == 0;
  });
}

/// Writes the members of a struct, those of its gaps included.
class Members {
 public:
  void pad_to(std::uint64_t offset) {
    if (offset <= end_) return;
    const std::string name = std::string("padding").append(std::to_string(gaps_++));
    add("uint8_t", name, offset - end_, true, "");
    end_ = offset;
  }
  void add(const Element& element) {
    pad_to(element.offset);
    const bool big = element.big_endian && element_size(element.type) > 1;
    add(c_name(element.type), element.name, element.count, element.count != 1, big ? "  // big-endian" : "");
    end_ = element.offset + element.nbytes();
  }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  void add(std::string_view type, std::string_view name, std::uint64_t count, bool array,
           std::string_view comment) {
    text_.append("  ").append(type).append(" ").append(name);
    if (array) text_.append("[").append(std::to_string(count)).append("]");
    text_.append(";").append(comment).append("\n");
  }

  std::string text_;
  std::uint64_t end_ = 0;
  std::size_t gaps_ = 0;
};

/// Returns the text as Python writes it between quotes.
std::string python_text(std::string_view text) {
  std::string quoted = "'";
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ') {
      quoted.append("\\x").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
      continue;
    }
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

/// Returns the type of an element as NumPy writes it: "'<f4'" or "('<f4', (3,))".
std::string numpy_name(const Element& element) {
  const std::uint64_t size = element_size(element.type);
  if (element.type == ElementType::kBytes)
    return std::string("'V").append(std::to_string(element.count)).append("'");
  std::string text = "'";
  if (size > 1) text += element.big_endian ? '>' : '<';
  const std::string_view name = element_type_name(element.type);
  text += element.type == ElementType::kBool ? 'b' : name.front();  // of int, uint, float, bool
  text.append(std::to_string(size)).append("'");
  if (element.count == 1) return text;
  text.insert(text.begin(), '(');
  return text.append(", (").append(std::to_string(element.count)).append(",))");
}

bool has_gaps(const std::vector<Element>& elements, std::uint64_t stride) noexcept {
  std::uint64_t end = 0;
  for (const Element& element : elements) {
    if (element.offset != end) return true;
    end += element.nbytes();
  }
  return end != stride;
}

std::vector<Element> elements_with_unique_names(const Schema& schema) {
  std::vector<Element> elements = shown_elements(schema);
  make_unique(elements);
  return elements;
}

/// Returns a list of what `write` gives for each element, in brackets.
template <class Write>
std::string python_list(const std::vector<Element>& elements, Write write) {
  std::string text = "[";
  for (const Element& element : elements) text.append(text.size() > 1 ? ", " : "").append(write(element));
  return text + "]";
}

/// Returns the elements with positions of several numbers made one for each, named x, y, z.
std::vector<Element> with_coordinates(const Schema& schema) {
  std::vector<Element> elements;
  for (const Element& element : shown_elements(schema)) {
    const bool position = element.count > 1 && number_name(schema, element, 0) == "x";
    for (std::uint32_t i = 0; position && i < element.count; ++i)
      elements.push_back(number_of(schema, element, i));
    if (!position) elements.push_back(element);
  }
  return elements;
}

tl::unexpected<Error> unsaid(const Element& element, std::string_view why) {
  std::string message = "a PointField cannot say element ";
  return fail(ErrorCode::kNotImplemented, message.append(in_quotes(element.name)).append(": ").append(why));
}

/// Returns the name as YAML has it: in quotes where it has more than letters.
std::string yaml_name(std::string_view name) {
  std::string text(name);
  if (std::ranges::all_of(name, in_identifier)) return text;
  std::ranges::replace_if(text, [](char c) { return c == '"' || static_cast<unsigned char>(c) < ' '; }, '_');
  text.insert(text.begin(), '"');
  return text.append("\"");
}

}  // namespace

std::vector<Element> elements_with_identifiers(const Schema& schema) {
  std::vector<Element> elements = shown_elements(schema);
  for (Element& element : elements) element.name = identifier(element.name);
  make_unique(elements);
  return elements;
}

Result<std::string> write_c_struct(const Schema& schema) {
  const std::vector<Element> elements = elements_with_identifiers(schema);
  Members members;
  for (const Element& element : elements) members.add(element);
  members.pad_to(schema.stride);
  const bool has_bool = std::ranges::find(elements, ElementType::kBool, &Element::type) != elements.end();
  const bool packed = !is_aligned(elements, schema.stride);
  std::string text = "#include <assert.h>\n";
  if (has_bool) text += "#include <stdbool.h>\n";
  text += "#include <stdint.h>\n\n";
  if (packed) text += "#pragma pack(push, 1)\n";
  text.append("struct Vertex {\n").append(members.text()).append("};\n");
  if (packed) text += "#pragma pack(pop)\n";
  const std::string stride = std::to_string(schema.stride);
  text.append("static_assert(sizeof(struct Vertex) == ").append(stride);
  return text.append(", \"a record has ").append(stride).append(" bytes\");\n");
}

Result<std::string> write_numpy_dtype(const Schema& schema) {
  const std::vector<Element> elements = elements_with_unique_names(schema);
  const auto name = [](const Element& element) { return python_text(element.name); };
  const auto field = [](const Element& element) {
    std::string type = numpy_name(element);
    if (type.starts_with('('))
      type = type.substr(1, type.size() - 2);  // a field has its shape beside its type
    return std::string("(").append(python_text(element.name)).append(", ").append(type).append(")");
  };
  if (!has_gaps(elements, schema.stride))
    return std::string("np.dtype(").append(python_list(elements, field)).append(")\n");
  std::string text = "np.dtype({'names': ";
  text.append(python_list(elements, name)).append(",\n          'formats': ");
  text.append(python_list(elements, numpy_name)).append(",\n          'offsets': ");
  text.append(python_list(elements, [](const Element& element) { return std::to_string(element.offset); }));
  return text.append(",\n          'itemsize': ").append(std::to_string(schema.stride)).append("})\n");
}

Result<std::string> write_point_fields(const Schema& schema) {
  const std::vector<Element> elements = with_coordinates(schema);
  const auto several = [](const Element& element) { return element_size(element.type) > 1; };
  const auto first = std::ranges::find_if(elements, several);
  const bool big = first != elements.end() && first->big_endian;
  std::string text = "fields:\n";
  for (const Element& element : elements) {
    if (several(element) && element.big_endian != big)
      return unsaid(element, "all fields of a PointCloud2 have one byte order");
    const bool byte = element.type == ElementType::kBool || element.type == ElementType::kBytes;
    const std::uint32_t datatype = point_field_datatype(byte ? ElementType::kUint8 : element.type);
    if (datatype == 0)
      return unsaid(element, std::string("it has no ").append(element_type_name(element.type)));
    text.append("- name: ").append(yaml_name(element.name));
    text.append("\n  offset: ").append(std::to_string(element.offset));
    text.append("\n  datatype: ").append(std::to_string(datatype));
    if (byte) text.append("  # ").append(element_type_name(element.type));
    text.append("\n  count: ").append(std::to_string(element.count)).append("\n");
  }
  text.append("is_bigendian: ").append(big ? "true" : "false");
  return text.append("\npoint_step: ").append(std::to_string(schema.stride)).append("\n");
}

}  // namespace vertexview::detail
