// Source: RFC 4180, with the line breaks of Unix, as Python's and every shell's tools read them.
#include <string>

#include "vertexview/formats/writer.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/record_limits.hpp"

namespace vertexview {
namespace {

/// Returns a cell, in quotes where it needs them.
std::string cell(std::string text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  for (auto at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2))
    text.insert(at, 1, '"');
  return '"' + text + '"';
}

/// Returns how many columns an element takes: bytes are one cell of hexadecimal digits.
std::uint32_t columns_of(const Element& element) {
  return element.type == ElementType::kBytes ? 1 : element.number_count();
}

/// Returns the names of the numbers, as number_name() gives them and as a terminal may show them.
std::string header(const Schema& schema) {
  std::string line;
  for (const Element& element : shown_elements(schema))
    for (std::uint32_t i = 0; i < columns_of(element); ++i)
      line.append(line.empty() ? "" : ",").append(cell(printable_name(number_name(schema, element, i))));
  return line + '\n';
}

struct Cell {
  ElementReader reader;
  ElementType type;
};

Writer::Encode encoder(const Schema& schema) {
  std::vector<Cell> cells;
  std::size_t longest = 0;  // bytes of a line
  for (const Element& element : shown_elements(schema)) {
    for (std::uint32_t i = 0; i < columns_of(element); ++i) {
      cells.push_back({ElementReader(element, i), value_type(element)});
      longest += longest_number(element) + 1;
    }
  }
  return [cells = std::move(cells), longest](const RecordSpan& records, std::vector<std::byte>& room) {
    room.resize(static_cast<std::size_t>(records.count) * longest);
    char* const begin = reinterpret_cast<char*>(room.data());
    char* out = begin;
    for (std::uint64_t i = 0; i < records.count; ++i) {
      const std::byte* const record = records.data + i * records.stride;
      for (const Cell& cell : cells) {
        out = write_shortest(out, cell.reader.value(record), cell.type);
        *out++ = ',';
      }
      if (out != begin) out[-1] = '\n';
    }
    return std::span<const std::byte>(room).first(static_cast<std::size_t>(out - begin));
  };
}

Result<Writer::Plan> prepare(const RecordSource& source, Progress&) {
  return Writer::Plan{header(source.schema), encoder(source.schema)};
}

}  // namespace

const Writer& csv_writer() noexcept {
  static constexpr Writer kWriter{
      .extension = ".csv", .name = "CSV", .most_numbers = kMostWrittenNumbers, .prepare = prepare};
  return kWriter;
}

}  // namespace vertexview
