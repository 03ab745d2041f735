#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/record_text.hpp"
#include "cli/table_format.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "vertexview/io/file_watch.hpp"
#include "vertexview/io/new_file.hpp"
#include "vertexview/memory/python_repr.hpp"
#include "vertexview/record/layout_sidecar.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview::cli {
namespace {

constexpr std::uint64_t kChunkBytes = std::uint64_t{1} << 20U;

struct Output {
  std::string path;
  std::string extension;
};

struct Options {
  std::string file;
  Output output;
  bool absolute = false;
  VertexFile::Options open;
};

Result<Output> output_from_text(std::string_view text) {
  const auto dot = text.rfind('.');
  const auto extension = dot == std::string_view::npos ? "" : text.substr(dot);
  if (extension == ".bin" || extension == ".csv" || extension == ".npy")
    return Output{std::string(text), std::string(extension)};
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("'{}' does not say what to write; expected a name that ends in .bin (canonical "
                          "records), .csv or .npy",
                          text));
}

/// Records in another form.
class Converter {
 public:
  explicit Converter(const VertexFile& file) : file_(file) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  virtual ~Converter() = default;
  /// Converts the records of a chunk, beside the converters of other threads.
  [[nodiscard]] virtual Result<void> make(const Chunk& chunk) = 0;
  /// What the last make() has made.
  [[nodiscard]] virtual std::span<const std::byte> made() const = 0;

 protected:
  const VertexFile& file_;
};

/// Canonical records.
class ToBin final : public Converter {
 public:
  using Converter::Converter;
  Result<void> make(const Chunk& chunk) override {
    records_.resize(static_cast<std::size_t>(chunk.count));
    file_.read(chunk.first, records_);
    return {};
  }

  [[nodiscard]] std::span<const std::byte> made() const override {
    return std::as_bytes(std::span(records_));
  }

 private:
  std::vector<ColoredVertex> records_;
};

/// The records as they are.
class ToNpy final : public Converter {
 public:
  using Converter::Converter;
  Result<void> make(const Chunk& chunk) override {
    records_ = file_.bytes().subspan(static_cast<std::size_t>(chunk.first * file_.stride()),
                                     static_cast<std::size_t>(chunk.count * file_.stride()));
    return {};
  }

  [[nodiscard]] std::span<const std::byte> made() const override { return records_; }

 private:
  std::span<const std::byte> records_;
};

/// A line of numbers for each record, bytes in hexadecimal.
class ToCsv final : public Converter {
 public:
  explicit ToCsv(const VertexFile& file) : Converter(file), fields_(shown_fields(file.layout())) {
    for (const auto& field : fields_)
      longest_ += std::size_t{field.count} * (field.type == ElementType::kBytes ? 2 : kLongestNumber + 1) + 1;
  }

  Result<void> make(const Chunk& chunk) override {
    text_.resize(static_cast<std::size_t>(chunk.count) * longest_);
    char* out = text_.data();
    for (std::uint64_t i = 0; i < chunk.count; ++i)
      out = write_line(out, file_.record(chunk.first + i).data());
    size_ = static_cast<std::size_t>(out - text_.data());
    return {};
  }

  [[nodiscard]] std::span<const std::byte> made() const override {
    return std::as_bytes(std::span(text_)).first(size_);
  }

 private:
  char* write_line(char* out, const std::byte* record) const {
    for (const auto& field : fields_) {
      if (field.type == ElementType::kBytes) {
        for (std::uint32_t i = 0; i < field.count; ++i)
          out = fmt::format_to(out, "{:02x}", std::to_integer<unsigned>(record[field.offset + i]));
        *out++ = ',';
      } else {
        for (std::uint32_t i = 0; i < field.count; ++i) {
          out = write_short_element(out, field, i, record);
          *out++ = ',';
        }
      }
    }
    out[-1] = '\n';
    return out;
  }

  std::vector<Element> fields_;
  std::size_t longest_ = 0;
  std::vector<char> text_;
  std::size_t size_ = 0;
};

/// What stands before the records.
std::string header_of(const VertexFile& file, const std::string& extension) {
  if (extension == ".npy") return npy_header(file.layout(), file.size());
  if (extension == ".csv") return fmt::format("{}\n", fmt::join(csv_columns(file.layout()), ","));
  return {};
}

std::unique_ptr<Converter> new_converter(const std::string& extension, const VertexFile& file) {
  if (extension == ".npy") return std::make_unique<ToNpy>(file);
  if (extension == ".csv") return std::make_unique<ToCsv>(file);
  return std::make_unique<ToBin>(file);
}

/// Writes header and records of `file` to `output`, a chunk of about a megabyte at a time.
Result<void> write_all(const VertexFile& file, const std::string& extension, const NewFile& output,
                       Progress& progress) {
  const auto header = header_of(file, extension);
  if (auto written = output.write_at(0, std::as_bytes(std::span(header))); !written) return written;
  std::uint64_t end = header.size();
  const ParallelOptions options{.chunk = std::max<std::uint64_t>(1, kChunkBytes / file.stride()),
                                .progress = &progress};
  std::vector<std::unique_ptr<Converter>> converters(worker_count(file.size(), options));
  for (auto& converter : converters) converter = new_converter(extension, file);
  const ProgressBar bar(progress, "converting", "vertices");
  return parallel_for(
      file.size(), options,
      [&](const Chunk& chunk, std::size_t worker) { return converters[worker]->make(chunk); },
      [&](const Chunk&, std::size_t worker) {
        const auto made = converters[worker]->made();
        auto written = output.write_at(end, made);
        end += made.size();
        return written;
      });
}

Result<void> check_fields(const VertexFile& file, const Options& options) {
  if (options.output.extension == ".bin" || !shown_fields(file.layout()).empty()) return {};
  return fail(ErrorCode::kInvalidArgument, "the layout '" + file.layout().format + "' has no fields to write",
              options.file);
}

bool far(const std::array<double, 3>& origin) {
  return origin != std::array<double, 3>{};
}

// Coordinates far from zero do not fit float32, so canonical records hold them relative to an origin, and
// a sidecar holds that. One that is there already must not say something else about the new records.
Result<bool> has_sidecar(const Options& options) {
  const auto found = read_sidecar(options.output.path);
  if (found && !*found) return false;
  if (found && (*found)->is_canonical() && (*found)->data_offset == 0) return true;
  return fail(ErrorCode::kInUse,
              "describes other records than those to be written; remove it or write to another file",
              sidecar_path(options.output.path));
}

Result<void> save_origin(const std::array<double, 3>& origin, bool had_sidecar, const Options& options) {
  const std::string& path = options.output.path;
  const bool keeps = std::filesystem::is_regular_file(path);
  if (far(origin))
    fmt::print(stderr, "{}: positions are relative to {}, {}, {}{}\n", path, origin[0], origin[1], origin[2],
               keeps ? fmt::format("; {} says so", sidecar_path(path)) : "");
  if (!keeps || (!far(origin) && !had_sidecar)) return {};
  Layout layout = Layout::canonical();
  layout.position.offset = origin;
  return write_sidecar(path, layout);
}

Result<void> convert(Options options) {
  Progress progress;
  const CancelOnSignal cancel(progress);
  options.open.hint = AccessHint::kSequential;
  options.open.progress = &progress;
  if (options.absolute) options.open.origin = std::array<double, 3>{};
  const auto file = VertexFile::open(options.file, options.open);
  if (!file) return tl::unexpected<Error>(file.error());
  if (auto checked = check_fields(*file, options); !checked) return checked;
  std::error_code none;
  if (std::filesystem::equivalent(options.file, options.output.path, none))
    return fail(ErrorCode::kInUse, "is the file that is read; write to another", options.output.path);
  const bool canonical = options.output.extension == ".bin";
  Result<bool> sidecar = false;
  if (canonical) sidecar = has_sidecar(options);
  if (!sidecar) return tl::unexpected<Error>(sidecar.error());
  auto output = NewFile::create(options.output.path);
  if (!output) return tl::unexpected<Error>(output.error());

  const FileWatch watched(file->shared_mapping());
  auto done = write_all(*file, options.output.extension, *output, progress);
  // First, because lost records cannot be written either: the system calls that a bad address.
  if (auto whole = watched.check_whole(); !whole) return whole;
  if (!done) return done;
  if (auto named = output->commit(); !named || !canonical) return named;
  return save_origin(file->origin(), *sidecar, options);
}

}  // namespace

Command add_convert(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("convert", "Write canonical records, CSV or NumPy from any layout");
  add_file_argument(app, options->file)->required();
  add_parsed(app, "-o,--output", options->output, "OUT", &output_from_text,
             "What to write, by its ending: .bin, .csv or .npy; replaced only when all is written")
      ->required();
  app.add_flag("--absolute", options->absolute,
               "Round positions far from zero to float32 where they are, instead of keeping their digits "
               "relative to an origin in OUT.layout (.bin)");
  add_layout_options(app, options->open);
  app.footer(
      ".bin holds position and colour, as they are shown, in 20 bytes; .csv and .npy hold every field as it "
      "is. Positions that float32 cannot hold, as doubles in the millions, are written to .bin relative to "
      "an origin, which OUT.layout keeps: opened together they have their coordinates back.\n\n"
      "Examples:\n"
      "  vertexview convert scan.bin --layout kitti -o cloud.bin\n"
      "  vertexview convert cloud.bin -o cloud.npy     then numpy.load(\"cloud.npy\")[\"position\"]");
  return {&app, [options] { return convert(*options); }};
}

}  // namespace vertexview::cli
