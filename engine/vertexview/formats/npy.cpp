// Source: NumPy's "A simple file format for NumPy arrays", version 1.0, or 2.0 and 3.0 where that is needed.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "vertexview/formats/writer.hpp"
#include "vertexview/memory/utf8.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview {
namespace {

/// Returns NumPy's name of the element type, with its byte order.
std::string dtype(const Element& element) {
  constexpr std::array<std::string_view, 13> kNames{"i1", "u1", "i2", "u2", "i4", "u4", "i8",
                                                    "u8", "f2", "f4", "f8", "b1", "S"};
  if (element.type == ElementType::kBytes) return "|S" + std::to_string(element.count);
  const char order = element_size(element.type) == 1 ? '|' : element.big_endian ? '>' : '<';
  return order + std::string(kNames[static_cast<std::size_t>(element.type)]);
}

/// Returns the name as a Python string literal. Bytes that are no UTF-8 become the lone surrogates that
/// Python has for them (PEP 383, "surrogateescape"), so that they can be had back.
std::string quoted(std::string_view name) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto hex = [&](unsigned byte) { return std::string{kDigits[byte >> 4U], kDigits[byte & 0xFU]}; };
  std::string literal = "'";
  while (!name.empty()) {
    const auto [code, size] = utf8_letter(name);
    const std::string_view letter = name.substr(0, std::max<std::size_t>(size, 1));
    const unsigned byte = static_cast<unsigned char>(name.front());
    if (size == 0)
      literal.append("\\udc").append(hex(byte));
    else if (code < 0x20)  // a line break would end the literal, and Python reads no zero byte
      literal.append("\\x").append(hex(byte));
    else
      literal.append(code == '\'' || code == '\\' ? "\\" : "").append(letter);
    name.remove_prefix(letter.size());
  }
  return literal + "'";
}

/// Returns the names of the elements as NumPy takes them: it refuses one name for two fields, and reads "" as
/// padding. As its own functions do, the second "a" becomes "a_1" and the unnamed third element "f2".
std::vector<std::string> field_names(const std::vector<Element>& elements) {
  std::set<std::string> given;
  for (const Element& element : elements) given.insert(element.name);
  std::set<std::string> taken;
  std::map<std::string, int> numbers;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::string first =
        elements[i].name.empty() ? std::string("f").append(std::to_string(i)) : elements[i].name;
    std::string name = first;
    int& number = numbers[first];  // the last that was tried
    while (taken.contains(name) || (name != elements[i].name && given.contains(name)))
      name = std::string(first).append("_").append(std::to_string(++number));
    taken.insert(name);
    names.push_back(std::move(name));
  }
  return names;
}

/// Returns a structured dtype in which padding has no name.
std::string descr(const Schema& schema) {
  auto elements = shown_elements(schema);
  std::ranges::sort(elements, {}, &Element::offset);
  const auto names = field_names(elements);
  std::string text = "[";
  std::uint64_t end = 0;
  const auto pad_to = [&](std::uint64_t offset) {
    if (offset > end) text += "('', '|V" + std::to_string(offset - end) + "'), ";
  };
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Element& element = elements[i];
    pad_to(element.offset);
    const bool array = element.count > 1 && element.type != ElementType::kBytes;
    text += '(' + quoted(names[i]) + ", '" + dtype(element) + "'" +
            (array ? ", (" + std::to_string(element.count) + ",)" : std::string()) + "), ";
    end = element.offset + element.nbytes();
  }
  pad_to(schema.stride);
  return text + "]";
}

std::string header(const Schema& schema, std::uint64_t count) {
  const std::string dictionary =
      "{'descr': " + descr(schema) + ", 'fortran_order': False, 'shape': (" + std::to_string(count) + ",), }";
  const bool ascii = std::ranges::all_of(dictionary, [](char c) { return static_cast<signed char>(c) >= 0; });
  // Version 1.0 has 16 bits for the length; the limit leaves room for the spaces that fill the header up.
  const bool small = dictionary.size() < 65000;
  const std::size_t length_bytes = ascii && small ? 2 : 4;
  // The records begin at a multiple of 64, after a line break.
  const std::size_t before = 8 + length_bytes;
  const std::size_t length = (before + dictionary.size() + 1 + 63) / 64 * 64 - before;
  std::string text = "\x93NUMPY";
  text += static_cast<char>(!ascii ? 3 : small ? 1 : 2);
  text += '\0';
  for (std::size_t i = 0; i < length_bytes; ++i) text += static_cast<char>((length >> (8 * i)) & 0xFFU);
  return text + dictionary + std::string(length - dictionary.size() - 1, ' ') + '\n';
}

Result<Writer::Plan> prepare(const RecordSource& source, Progress&) {
  Writer::Plan plan{header(source.schema, source.count), records_as_they_are()};
  for (const Element& element : source.schema.elements)
    if (element.encoding != Encoding::kPlain)
      plan.notes.push_back("element '" + element.name + "' holds numbers as they are stored, which are " +
                           std::string(encoding_name(element.encoding)));
  return plan;
}

}  // namespace

const Writer& npy_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".npy", .name = "NumPy", .prepare = prepare};
  return kWriter;
}

}  // namespace vertexview
