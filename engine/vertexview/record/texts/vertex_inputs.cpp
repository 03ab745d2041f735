// Sources: OpenGL 4.6, 10.3; Vulkan 1.3, VkFormat; Direct3D 11, D3D11_INPUT_ELEMENT_DESC; WebGPU,
// GPUVertexFormat and the rules of GPUVertexBufferLayout.
#include "vertexview/record/texts/vertex_inputs.hpp"

#include <algorithm>

#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/semantics.hpp"
#include "vertexview/record/texts/dxgi_format.hpp"
#include "vertexview/record/texts/written_texts.hpp"

namespace vertexview::detail {
namespace {

/// The most numbers of one attribute.
constexpr std::uint32_t kMost = 4;
/// To so many bytes APIs align what is longer.
constexpr std::uint64_t kWord = 4;

/// Returns whether the numbers are blue, green, red, alpha in a byte each, which APIs have a format for.
bool is_bgra(const Element& element) noexcept {
  return element.count == 4 && element.type == ElementType::kUint8 && is_reversed_color(element.name);
}

bool is_signed(ElementType type) noexcept {
  return type == ElementType::kInt8 || type == ElementType::kInt16 || type == ElementType::kInt32 ||
         type == ElementType::kInt64;
}

/// What an encoding that packs several numbers into one is called; "" where an API has no such format.
struct PackedInput {
  Encoding encoding;
  std::string_view gl;  ///< how many numbers there are, their type, and whether they are normalised
  std::string_view vulkan;
  std::string_view webgpu;
};

constexpr PackedInput kPacked[]{
    {Encoding::kUnorm10_10_10_2, "4, GL_UNSIGNED_INT_2_10_10_10_REV, GL_TRUE", "A2B10G10R10_UNORM_PACK32",
     "unorm10-10-10-2"},
    {Encoding::kSnorm10_10_10_2, "4, GL_INT_2_10_10_10_REV, GL_TRUE", "A2B10G10R10_SNORM_PACK32", ""},
    {Encoding::kUnorm5_6_5, "", "R5G6B5_UNORM_PACK16", ""},
    {Encoding::kUfloat11_11_10, "3, GL_UNSIGNED_INT_10F_11F_11F_REV, GL_FALSE", "B10G11R11_UFLOAT_PACK32",
     ""},
};

/// Returns the row of the element's encoding, or null.
const PackedInput* packed_input(const Element& element) noexcept {
  const auto* const found = std::ranges::find(kPacked, element.encoding, &PackedInput::encoding);
  return found == std::end(kPacked) ? nullptr : found;
}

/// Returns what the numbers mean to an API, which has no directions of two numbers but knows these.
Encoding input_encoding(const Element& element) noexcept {
  const Encoding encoding = encoding_of(element);
  return encoding == Encoding::kOct ? Encoding::kSnorm : encoding;
}

/// Returns why no graphics API reads the element as one attribute; "" where they may.
std::string why_no_attribute(const Element& element) {
  if (packed_input(element) != nullptr && element.count > 1) return "an attribute is one packed number";
  if (element.type == ElementType::kBytes) return "bytes are no attribute";
  if (element.count > kMost) return "an attribute has at most 4 numbers";
  if (element.big_endian && element_size(element.type) > 1) return "no GPU reads big-endian numbers";
  return {};
}

/// Returns "position: 3 x float32 at byte 0: WHY".
std::string comment(const Element& element, std::string_view why) {
  std::string text = "// ";
  text.append(printable_name(element.name)).append(": ");
  if (element.count > 1) text.append(std::to_string(element.count)).append(" x ");
  text.append(element_type_name(element.type)).append(" at byte ").append(std::to_string(element.offset));
  return text.append(": ").append(why).append("\n");
}

std::string_view gl_type(ElementType type) noexcept {
  switch (type) {
    case ElementType::kInt8:
      return "GL_BYTE";
    case ElementType::kUint8:
    case ElementType::kBool:
      return "GL_UNSIGNED_BYTE";
    case ElementType::kInt16:
      return "GL_SHORT";
    case ElementType::kUint16:
      return "GL_UNSIGNED_SHORT";
    case ElementType::kInt32:
      return "GL_INT";
    case ElementType::kUint32:
      return "GL_UNSIGNED_INT";
    case ElementType::kFloat16:
      return "GL_HALF_FLOAT";
    case ElementType::kFloat32:
      return "GL_FLOAT";
    case ElementType::kFloat64:
      return "GL_DOUBLE";
    case ElementType::kInt64:
    case ElementType::kUint64:
    case ElementType::kBytes:
      break;
  }
  return {};
}

/// Returns how many locations of a shader an attribute takes: two where its doubles are more than two.
std::uint32_t locations(const Element& element) noexcept {
  return element_size(element.type) == 8 && element.count > 2 ? 2 : 1;
}

std::string gl_call(const Element& element, std::uint32_t location, std::uint64_t stride) {
  const PackedInput* const packed = packed_input(element);
  const bool normalized = packed == nullptr && input_encoding(element) != Encoding::kPlain;
  const bool integer = packed == nullptr && !is_float(element.type) && !normalized;
  std::string text = "glVertexAttrib";
  if (element.type == ElementType::kFloat64) text += 'L';
  if (integer) text += 'I';
  const std::string size = is_bgra(element) && normalized ? "GL_BGRA" : std::to_string(element.count);
  text.append("Pointer(").append(std::to_string(location)).append(", ");
  if (packed != nullptr)
    text.append(packed->gl);
  else
    text.append(size).append(", ").append(gl_type(element.type));
  if (packed == nullptr && !integer && element.type != ElementType::kFloat64)
    text.append(normalized ? ", GL_TRUE" : ", GL_FALSE");
  text.append(", ").append(std::to_string(stride)).append(", (const void*)");
  text.append(std::to_string(element.offset)).append(");  // ").append(printable_name(element.name));
  text.append("\nglEnableVertexAttribArray(").append(std::to_string(location));
  return text.append(");\n");
}

/// Returns the channels of a format, as in "R8G8B8".
std::string channels_of(const Element& element, bool reversed) {
  const std::string bits = std::to_string(8 * element_size(element.type));
  std::string text;
  for (const char letter :
       reversed ? std::string_view("BGRA") : std::string_view("RGBA").substr(0, element.count))
    text.append(1, letter).append(bits);
  return text;
}

std::string vulkan_format(const Element& element) {
  const Encoding encoding = input_encoding(element);
  std::string text = "VK_FORMAT_";
  if (const PackedInput* const packed = packed_input(element)) return text.append(packed->vulkan);
  text.append(channels_of(element, is_bgra(element)));
  if (is_float(element.type)) return text.append("_SFLOAT");
  if (encoding == Encoding::kUnorm) return text.append("_UNORM");
  if (encoding == Encoding::kSnorm) return text.append("_SNORM");
  return text.append(is_signed(element.type) ? "_SINT" : "_UINT");
}

/// Returns the type that an API reads truth values as.
ElementType without_bool(ElementType type) noexcept {
  return type == ElementType::kBool ? ElementType::kUint8 : type;
}

std::string dxgi_name(const Element& element) {
  return dxgi_format_name({.type = without_bool(element.type),
                           .count = element.count,
                           .encoding = input_encoding(element),
                           .reversed = is_bgra(element)});
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

/// Returns the semantic of HLSL and its index: "\"TEXCOORD\", 1".
std::string d3d_semantic(const Element& element) {
  std::string name = upper(element.name);
  if (element.semantic == Semantic::kPosition && element.count > 1) name = "POSITION";
  if (element.semantic == Semantic::kColor && element.count > 1) name = "COLOR";
  if (element.semantic == Semantic::kNormal && element.count > 1) name = "NORMAL";
  std::string index;
  constexpr std::size_t kMostDigits = 3;  // more are no index of an input slot
  while (name.size() > 1 && index.size() < kMostDigits && name.back() >= '0' && name.back() <= '9') {
    index.insert(0, 1, name.back());
    name.pop_back();
  }
  return std::string("\"").append(name).append("\", ").append(index.empty() ? "0" : index);
}

/// Returns the format of WebGPU; "" where it has none.
std::string webgpu_format(const Element& element) {
  const std::uint32_t bytes = element_size(element.type);
  const Encoding encoding = input_encoding(element);
  if (const PackedInput* const packed = packed_input(element)) return std::string(packed->webgpu);
  // Of three numbers there are formats only where each has 32 bits; normalised, only where it has fewer.
  if (bytes == 8 || (element.count == 3 && bytes != 4)) return {};
  if (bytes == 4 && encoding != Encoding::kPlain) return {};
  if (is_bgra(element) && encoding == Encoding::kUnorm) return "unorm8x4-bgra";
  std::string text = is_float(element.type)         ? "float"
                     : encoding == Encoding::kUnorm ? "unorm"
                     : encoding == Encoding::kSnorm ? "snorm"
                     : is_signed(element.type)      ? "sint"
                                                    : "uint";
  text.append(std::to_string(8 * bytes));
  return element.count == 1 ? text : text.append("x").append(std::to_string(element.count));
}

bool is_unaligned(const Element& element) noexcept {
  return element.offset % std::min(kWord, element.nbytes()) != 0;
}

/// Returns a line for each element: what `write` gives for it, or a comment with what `why` says.
template <class Why, class Write>
std::string lines_of(const Schema& schema, std::string_view indent, Why why, Write write) {
  std::string text;
  std::uint32_t location = 0;
  for (const Element& element : elements_with_identifiers(schema)) {
    std::string reason = why_no_attribute(element);
    if (reason.empty()) reason = why(element);
    text.append(indent).append(reason.empty() ? write(element, location) : comment(element, reason));
    if (reason.empty()) location += locations(element);
  }
  if (text.empty()) text.append(indent).append("// The record is padding alone.\n");
  return text;
}

}  // namespace

Result<std::string> write_gl_attributes(const Schema& schema) {
  return lines_of(
      schema, "",
      [](const Element& element) {
        const PackedInput* const packed = packed_input(element);
        if (packed != nullptr && packed->gl.empty()) return std::string("OpenGL has no such format");
        return std::string(gl_type(element.type).empty() ? "OpenGL has no attributes of 64-bit integers"
                                                         : "");
      },
      [&](const Element& element, std::uint32_t location) {
        return gl_call(element, location, schema.stride);
      });
}

Result<std::string> write_vulkan_attributes(const Schema& schema) {
  std::string text = "const VkVertexInputBindingDescription binding = {\n    .binding = 0, .stride = ";
  text.append(std::to_string(schema.stride)).append(", .inputRate = VK_VERTEX_INPUT_RATE_VERTEX};\n");
  text.append("const VkVertexInputAttributeDescription attributes[] = {\n");
  text.append(lines_of(
      schema, "    ", [](const Element&) { return std::string(); },
      [](const Element& element, std::uint32_t location) {
        std::string line = "{.location = ";
        line.append(std::to_string(location)).append(", .binding = 0, .format = ");
        line.append(vulkan_format(element)).append(", .offset = ").append(std::to_string(element.offset));
        return line.append("},  // ").append(printable_name(element.name)).append("\n");
      }));
  return text.append("};\n");
}

Result<std::string> write_d3d11_elements(const Schema& schema) {
  std::string text = "// The stride is ";
  text.append(std::to_string(schema.stride)).append(" bytes.\n");
  text.append("const D3D11_INPUT_ELEMENT_DESC elements[] = {\n");
  text.append(lines_of(
      schema, "    ",
      [](const Element& element) {
        if (dxgi_name(element).empty()) return std::string("Direct3D has no such format");
        return std::string(is_unaligned(element) ? "Direct3D needs aligned offsets" : "");
      },
      [](const Element& element, std::uint32_t) {
        std::string line = "{";
        line.append(d3d_semantic(element)).append(", ").append(dxgi_name(element)).append(", 0, ");
        line.append(std::to_string(element.offset));
        return line.append(", D3D11_INPUT_PER_VERTEX_DATA, 0},  // ")
            .append(printable_name(element.name))
            .append("\n");
      }));
  return text.append("};\n");
}

Result<std::string> write_webgpu_layout(const Schema& schema) {
  std::string text = "{\n";
  if (schema.stride % kWord != 0) text.append("  // WebGPU needs a stride that is a multiple of 4 bytes.\n");
  text.append("  arrayStride: ").append(std::to_string(schema.stride)).append(",\n  attributes: [\n");
  text.append(lines_of(
      schema, "    ",
      [](const Element& element) {
        if (webgpu_format(element).empty()) return std::string("WebGPU has no such format");
        return std::string(is_unaligned(element) ? "WebGPU needs aligned offsets" : "");
      },
      [](const Element& element, std::uint32_t location) {
        std::string line = "{ shaderLocation: ";
        line.append(std::to_string(location)).append(", offset: ").append(std::to_string(element.offset));
        line.append(", format: '").append(webgpu_format(element));
        return line.append("' },  // ").append(printable_name(element.name)).append("\n");
      }));
  return text.append("  ],\n}\n");
}

}  // namespace vertexview::detail
