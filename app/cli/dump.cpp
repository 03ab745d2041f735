#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "cli/terminal/standard_output.hpp"
#include "session/open_vertices.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/python_repr.hpp"
#include "vertexview/task/parallel_for.hpp"
#include "vertexview/vertex/record_text.hpp"

namespace vertexview::cli {
namespace {

// Bytes or canonical records of a chunk, which a worker turns into text at a time. Larger chunks take more
// memory; smaller ones are claimed more often.
constexpr std::uint64_t kChunk = 1U << 14U;

struct Options {
  std::string file;
  Dataset::Options open;
  std::string where;
  Amount first;
  std::optional<Amount> count;
  bool diagnostics = false;
};

/// The records that are printed.
struct Selection {
  const Dataset& file;
  std::uint64_t first;
  std::uint64_t count;

  /// Returns where they begin in the bytes that hold them.
  [[nodiscard]] std::uint64_t byte_offset() const {
    return file.layout().data_offset + first * file.stride();
  }
};

/// Reads bytes of the selected records, from byte `first` of them on, as if these lay one after the other.
/// Reads through the descriptors instead of the mappings: a file that shrinks meanwhile then is an error, and
/// memory does not grow by the pages that were visited.
Result<void> read_bytes(const Selection& selection, std::uint64_t first, std::span<std::byte> out) {
  const Dataset& file = selection.file;
  const std::uint64_t begin = selection.byte_offset() + first;
  if (const MappedFile* const mapping = file.mapping()) return mapping->read(begin, out);
  if (out.empty()) return {};
  // The bytes may begin and end within a record.
  const std::uint64_t record = selection.first + first / file.stride();
  const std::uint64_t last = selection.first + (first + out.size() - 1) / file.stride();
  std::vector<std::byte> room(static_cast<std::size_t>((last - record + 1) * file.stride()));
  if (auto read = file.records().read(record, last - record + 1, room.data()); !read) return read;
  std::ranges::copy(std::span(room).subspan(static_cast<std::size_t>(first % file.stride()), out.size()),
                    out.begin());
  return {};
}

/// Returns how many records make a chunk, whose text takes a few megabytes: one where a single one takes
/// more.
std::uint64_t records_per_chunk(const Dataset& file) {
  constexpr std::uint64_t kText = std::uint64_t{8} << 20U;
  const std::uint64_t fewest =
      std::min(kChunk * 20 / file.stride(), kText / RecordText(file.layout()).longest());
  return std::clamp<std::uint64_t>(fewest, 1, kChunk);
}

/// Makes the text between the brackets of the list.
class RecordLines {
 public:
  RecordLines(const Selection& selection, std::string_view separator)
      : selection_(selection), record_text_(selection.file.layout()), separator_(separator) {}

  Result<void> make(const Chunk& chunk) {
    const auto stride = static_cast<std::size_t>(selection_.file.stride());
    const auto count = static_cast<std::size_t>(chunk.count);
    // What follows the last number that is written, as the padding of a very long record, is not read.
    records_.resize((count - 1) * stride + static_cast<std::size_t>(record_text_.reads()));
    text_.resize(count * (record_text_.longest() + separator_.size()));
    if (auto read = read_bytes(selection_, chunk.first * stride, records_); !read) return read;
    end_ = text_.data();
    for (std::size_t i = 0; i < count; ++i) {
      if (chunk.first + i > 0) end_ = write_text(end_, separator_);
      end_ = record_text_.write(end_, records_.data() + i * stride);
    }
    return {};
  }

  [[nodiscard]] std::string_view text() const { return {text_.data(), end_}; }

 private:
  const Selection& selection_;
  RecordText record_text_;
  std::string_view separator_;
  std::vector<std::byte> records_;
  std::vector<char> text_;
  char* end_ = nullptr;
};

/// Returns whether the list fits on one line: pprint puts it on one when that is at most 80 columns, and
/// otherwise every item on a line of its own. No record is shorter than "Record()", which has 8, and none of
/// its numbers and bytes than a character.
Result<bool> fits_on_one_line(const Selection& selection) {
  constexpr std::size_t kColumns = 80;
  if (selection.count == 0) return true;
  if (selection.count > kColumns / 8 || RecordText(selection.file.layout()).numbers() > kColumns)
    return false;
  RecordLines all(selection, ", ");
  if (auto made = all.make({0, selection.count}); !made) return tl::unexpected(made.error());
  return all.text().size() + 2 <= kColumns;
}

/// Makes one number for each byte: its index in the file, in decimal.
class ByteIndexes {
 public:
  explicit ByteIndexes(const Selection& selection) : selection_(selection) {}

  Result<void> make(const Chunk& chunk) {
    text_.resize(static_cast<std::size_t>(chunk.count) * 21);
    end_ = text_.data();
    for (std::uint64_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
      if (i > 0) *end_++ = ' ';
      const auto index = selection_.byte_offset() + i;
      if (index < 10) *end_++ = '0';
      end_ = write_integer(end_, index);
    }
    return {};
  }

  [[nodiscard]] std::string_view text() const { return {text_.data(), end_}; }

 private:
  const Selection& selection_;
  std::vector<char> text_;
  char* end_ = nullptr;
};

/// Makes two hexadecimal digits for each byte.
class ByteValues {
 public:
  explicit ByteValues(const Selection& selection) : selection_(selection) {}

  Result<void> make(const Chunk& chunk) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    bytes_.resize(static_cast<std::size_t>(chunk.count));
    if (auto read = read_bytes(selection_, chunk.first, bytes_); !read) return read;
    text_.clear();
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      if (chunk.first + i > 0) text_ += ' ';
      text_ += kDigits[std::to_integer<std::size_t>(bytes_[i] >> 4)];
      text_ += kDigits[std::to_integer<std::size_t>(bytes_[i] & std::byte{15})];
    }
    return {};
  }

  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  const Selection& selection_;
  std::vector<std::byte> bytes_;
  std::string text_;
};

/// Prints `count` records or bytes in order, `chunk` at a time. Each worker has a copy of `printer`, which
/// makes a chunk's text.
template <class Printer>
Result<void> print_all(std::uint64_t count, std::uint64_t chunk, const char* unit, const Printer& printer) {
  Progress progress;
  const ParallelOptions options{.chunk = chunk, .progress = &progress};
  std::vector<Printer> printers(worker_count(count, options), printer);
  const auto print = [&] {
    return parallel_for(
        count, options, [&](const Chunk& part, std::size_t worker) { return printers[worker].make(part); },
        [&](const Chunk&, std::size_t worker) { return write_output(printers[worker].text()); });
  };
  // On a terminal the bar would mix with the text.
  return stdout_is_terminal() ? print() : with_progress_bar(progress, "dump", unit, print);
}

template <class Printer>
Result<void> print_bytes(const Selection& selection, std::uint64_t count) {
  return print_all(count, kChunk, "bytes", Printer(selection)).and_then([] { return write_output("\n"); });
}

Result<void> print_list(const Selection& selection) {
  const auto one_line = fits_on_one_line(selection);
  if (!one_line) return tl::unexpected(one_line.error());
  const char* const separator = *one_line ? ", " : ",\n ";
  return write_output("[")
      .and_then([&] {
        return print_all(selection.count, records_per_chunk(selection.file), "vertices",
                         RecordLines(selection, separator));
      })
      .and_then([] { return write_output("]\n"); });
}

Result<void> print_diagnostics(const Selection& selection) {
  const auto bytes = selection.count * selection.file.stride();
  return write_output("buffer: " + std::to_string(bytes) + " bytes\n")
      .and_then([&] { return print_bytes<ByteIndexes>(selection, bytes); })
      .and_then([&] { return print_bytes<ByteValues>(selection, bytes); });
}

Result<void> dump(Options options) {
  if (options.count) options.open.changes.allow_tail = true;
  options.open.hint = AccessHint::kSequential;
  // Printing has a progress of its own.
  const auto file = [&] {
    Progress progress;
    const CancelOnSignal cancel(progress);
    return open_where(options.file, options.open, options.where, progress);
  }();
  if (!file) return tl::unexpected<Error>(file.error());
  const std::uint64_t first = options.first.of(file->size());
  if (first > file->size())
    return fail(ErrorCode::kOutOfRange,
                "--first " + std::to_string(first) + " is past the end of " + std::to_string(file->size()) +
                    " vertices",
                options.file);
  const std::uint64_t left = file->size() - first;
  const std::uint64_t count = options.count ? std::min(left, options.count->of(file->size())) : left;
  const Selection selection{*file, first, count};

  if (options.diagnostics)
    if (auto printed = print_diagnostics(selection); !printed) return printed;
  auto printed = print_list(selection);
  if (!printed) return printed;
  if (auto same = file->check_unchanged(); !same) return same;
  static_cast<void>(tell_nonsense(*file));
  return {};
}

}  // namespace

Command add_dump(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("dump", "Print vertices as Python's pprint does");
  add_file_argument(app, options->file)->required();
  add_parsed(app, "--first", options->first, "I", &parse_amount,
             "Begin at vertex I, or at such a share as 50% (default: 0)");
  add_parsed(app, "--count", options->count, "N", &parse_amount,
             "Print at most N vertices, or such a share of the file as 1% (default: all that follow)");
  CLI::Option* const diagnostics = app.add_flag(
      "--diagnostics", options->diagnostics,
      "First print the size of what is printed, the index of each byte in the file, and each byte");
  // Their bytes have no indexes one after the other.
  add_where_option(app, options->where)->excludes(diagnostics);
  add_layout_options(app, options->open, "count");
  app.footer(
      "Numbers are written as Python's repr() writes them, a float32 widened to a double. Records that are "
      "not "
      "canonical are shown by the names of their elements: Record(position=(1.0, 2.0, 3.0), "
      "intensity=0.5); those with an encoding with the numbers that are stored and what they mean: "
      "normal=snorm(stored=(127, 0, -64), decoded=(1.0, 0.0, -0.5039370078740157)).\n\n"
      "Examples:\n"
      "  vertexview dump cloud.bin | head\n"
      "  vertexview dump cloud.bin --first 1000000 --count 3 --diagnostics\n"
      "  vertexview dump cloud.bin --where \"red == 65535\" --count 10\n"
      "  vertexview dump scan.bin --layout kitti --count 5");
  return {&app, [options] { return dump(*options); }};
}

}  // namespace vertexview::cli
