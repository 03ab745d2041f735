#include "vertexview/record/record_streams.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace vertexview {
namespace {

/// Copies parts of kSize bytes, `from_stride` bytes apart, to places `to_stride` bytes apart.
template <std::size_t kSize>
void scatter_parts(const std::byte* from, std::uint64_t from_stride, std::byte* to, std::uint64_t to_stride,
                   std::uint64_t count) noexcept {
  for (std::uint64_t i = 0; i < count; ++i, from += from_stride, to += to_stride)
    std::memcpy(to, from, kSize);
}

/// Copies so parts of `size` bytes, at least kSize and at most twice as many, by two moves that overlap: a
/// call of memcpy for each part would take longer than the part.
template <std::size_t kSize>
void scatter_overlapping(const RecordStream& stream, const std::byte* from, std::byte* to,
                         std::uint64_t to_stride, std::uint64_t count) noexcept {
  const std::size_t second = static_cast<std::size_t>(stream.size) - kSize;
  for (std::uint64_t i = 0; i < count; ++i, from += stream.stride, to += to_stride) {
    std::memcpy(to, from, kSize);
    std::memcpy(to + second, from + second, kSize);
  }
}

/// Copies `count` parts of a stream, of which the first is at `from`, to places `to_stride` bytes apart.
void scatter(const RecordStream& stream, const std::byte* from, std::byte* to, std::uint64_t to_stride,
             std::uint64_t count) noexcept {
  const std::uint64_t size = stream.size;
  if (size == stream.stride && size == to_stride)
    std::memcpy(to, from, static_cast<std::size_t>(size * count));
  else if (size == 1)
    scatter_parts<1>(from, stream.stride, to, to_stride, count);
  else if (size == 2)
    scatter_parts<2>(from, stream.stride, to, to_stride, count);
  else if (size == 4)
    scatter_parts<4>(from, stream.stride, to, to_stride, count);
  else if (size == 8)
    scatter_parts<8>(from, stream.stride, to, to_stride, count);
  else if (size == 16)
    scatter_parts<16>(from, stream.stride, to, to_stride, count);
  else if (size < 4)
    scatter_overlapping<2>(stream, from, to, to_stride, count);
  else if (size < 8)
    scatter_overlapping<4>(stream, from, to, to_stride, count);
  else if (size < 16)
    scatter_overlapping<8>(stream, from, to, to_stride, count);
  else if (size <= 32)
    scatter_overlapping<16>(stream, from, to, to_stride, count);
  else
    for (std::uint64_t i = 0; i < count; ++i, from += stream.stride, to += to_stride)
      std::memcpy(to, from, static_cast<std::size_t>(size));
}

/// Copies `count` parts of a stream through the descriptor of its file, to places `to_stride` bytes apart.
Result<void> read_parts(const RecordStream& stream, std::uint64_t first, std::uint64_t count, std::byte* to,
                        std::uint64_t to_stride, std::vector<std::byte>& scratch) {
  // Fewer bytes at a time would mean more system calls; more would leave the second-level cache.
  constexpr std::uint64_t kScratch = std::uint64_t{1} << 17;
  const std::uint64_t most = std::max<std::uint64_t>(kScratch / stream.stride, 1);
  for (std::uint64_t done = 0; done < count; done += most) {
    const std::uint64_t block = std::min(most, count - done);
    scratch.resize(static_cast<std::size_t>((block - 1) * stream.stride + stream.size));
    if (auto got = stream.file->read(stream.offset_of(first + done), scratch); !got) return got;
    scatter(stream, scratch.data(), to + done * to_stride, to_stride, block);
  }
  return {};
}

/// Bytes of [begin, end) of a record.
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Returns which bytes of a stream's part the elements have, as few ranges of them.
std::vector<ByteRange> ranges_in(const RecordStream& stream, std::span<const Element> elements) {
  // As many bytes more are copied by the same move of a vector register; a range more is a pass more.
  constexpr std::uint64_t kGap = 16;
  std::vector<ByteRange> ranges;
  for (const Element& element : elements) {
    const std::uint64_t begin = std::max(element.offset, stream.offset);
    const std::uint64_t end = std::min(element.offset + element.nbytes(), stream.offset + stream.size);
    if (begin < end) ranges.push_back({begin, end});
  }
  std::ranges::sort(ranges, {}, &ByteRange::begin);
  std::vector<ByteRange> merged;
  for (const ByteRange& range : ranges)
    if (!merged.empty() && range.begin <= merged.back().end + kGap)
      merged.back().end = std::max(merged.back().end, range.end);
    else
      merged.push_back(range);
  return merged;
}

/// Returns how many records from `first` on have their parts of a stream in a hole of its file.
std::uint64_t records_in_hole_of(const RecordStream& stream, std::uint64_t first) noexcept {
  if (stream.file == nullptr) return 0;
  const std::uint64_t begin = stream.offset_of(first);
  const std::uint64_t bytes = stream.file->next_data(begin) - begin;
  // The last part may lie in the hole without the bytes between it and the next one.
  return bytes < stream.size ? 0 : (bytes - stream.size) / stream.stride + 1;
}

/// Returns the first record at or after `first` whose part of a stream begins in a hole; at least `count`
/// where there is none.
std::uint64_t next_hole_of(const RecordStream& stream, std::uint64_t first, std::uint64_t count) noexcept {
  if (stream.file == nullptr) return count;
  const std::uint64_t begin = stream.offset_of(first);
  const std::uint64_t hole = stream.file->next_hole(begin);
  if (hole >= stream.file->size()) return count;
  return first + (hole - begin + stream.stride - 1) / stream.stride;
}

}  // namespace

RecordStreams::RecordStreams(const RecordSpan& records, const MappedFile* file)
    : streams_{{records.data, records.stride, records.stride, 0, file}},
      data_(records.data),
      count_(records.count),
      stride_(records.stride) {}

RecordStreams::RecordStreams(std::vector<RecordStream> streams, std::uint64_t count)
    : streams_(std::move(streams)), count_(count) {
  if (streams_.empty()) abort_with("records have at least one stream");
  for (RecordStream& stream : streams_) {
    if (stream.stride < stream.size) abort_with("the parts of a stream overlap");
    stream.offset = std::exchange(stride_, stride_ + stream.size);
  }
  // After the last of parts that lie apart there may be nothing, where a view of records ends with a stride.
  in_one_place_ = streams_.size() == 1 && streams_.front().size == streams_.front().stride;
  if (in_one_place_) data_ = streams_.front().data;
}

void RecordStreams::abort_past_the_end(std::uint64_t first, std::uint64_t count) const noexcept {
  abort_with(past_the_end_text(first, count, count_));
}

Result<RecordStreams> RecordStreams::only(const IndexSet& chosen) const {
  // The members that are not below count() come last, so the last one tells.
  const std::uint64_t members = chosen.count();
  if (members > 0 && *chosen.member(members - 1) >= count_)
    return fail(ErrorCode::kOutOfRange, past_the_end_text(*chosen.member(members - 1), 1, count_));
  if (subset_ == nullptr) return some_of(*this, chosen);
  IndexSetBuilder builder;
  for (auto range = chosen.range_from(0); range; range = chosen.range_from(range->end))
    for_each_run(range->begin, range->size(), [&](const IndexRange& run) { builder.append(run); });
  return some_of(subset_->all, builder.take());
}

RecordStreams RecordStreams::some_of(RecordStreams all, IndexSet chosen) {
  RecordStreams some = all;
  some.count_ = chosen.count();
  some.in_one_place_ = false;
  some.data_ = nullptr;
  some.subset_ = std::make_shared<const Subset>(Subset{std::move(all), std::move(chosen)});
  return some;
}

const IndexSet* RecordStreams::chosen() const noexcept {
  return subset_ == nullptr ? nullptr : &subset_->chosen;
}

std::uint64_t RecordStreams::stream_count() const noexcept {
  return subset_ == nullptr ? count_ : subset_->all.count_;
}

std::uint64_t RecordStreams::stream_index(std::uint64_t index) const noexcept {
  require_within(index, 1);
  return subset_ == nullptr ? index : *subset_->chosen.member(index);
}

template <class Visit>
void RecordStreams::for_each_run(std::uint64_t first, std::uint64_t count, const Visit& visit) const {
  if (count == 0) return;
  if (subset_ == nullptr) return visit(IndexRange{first, first + count});
  std::uint64_t from = stream_index(first);
  while (count > 0) {
    IndexRange run = *subset_->chosen.range_from(from);
    run.end = std::min(run.end, run.begin + count);
    visit(run);
    count -= run.size();
    from = run.end;
  }
}

template <class Visit>
Result<void> RecordStreams::for_each_window(std::uint64_t first, std::uint64_t count,
                                            const Visit& visit) const {
  // Reading so many bytes takes about as long as a system call; so many stay in the second-level cache.
  constexpr std::uint64_t kGap = std::uint64_t{1} << 14;
  constexpr std::uint64_t kWindow = std::uint64_t{1} << 17;
  std::vector<IndexRange> runs;
  Result<void> done;
  for_each_run(first, count, [&](const IndexRange& run) {
    if (!done) return;
    if (!runs.empty() && ((run.begin - runs.back().end) * stride_ > kGap ||
                          (run.end - runs.front().begin) * stride_ > kWindow)) {
      done = visit(std::span<const IndexRange>(runs));
      runs.clear();
    }
    runs.push_back(run);
  });
  if (done && !runs.empty()) done = visit(std::span<const IndexRange>(runs));
  return done;
}

Result<void> RecordStreams::read_chosen(std::uint64_t first, std::uint64_t count, std::byte* out) const {
  std::vector<std::byte> room;
  return for_each_window(first, count, [&](std::span<const IndexRange> runs) -> Result<void> {
    const std::uint64_t begin = runs.front().begin;
    const std::uint64_t size = runs.back().end - begin;
    if (runs.size() == 1) {
      auto got = subset_->all.read(begin, size, out);
      out += size * stride_;
      return got;
    }
    room.resize(static_cast<std::size_t>(size * stride_));
    if (auto got = subset_->all.read(begin, size, room.data()); !got) return got;
    for (const IndexRange& run : runs) {
      const auto bytes = static_cast<std::size_t>(run.size() * stride_);
      std::memcpy(out, room.data() + (run.begin - begin) * stride_, bytes);
      out += bytes;
    }
    return {};
  });
}

bool RecordStreams::in_files() const noexcept {
  return !streams_.empty() && std::ranges::find(streams_, nullptr, &RecordStream::file) == streams_.end();
}

std::vector<const MappedFile*> RecordStreams::files() const {
  std::vector<const MappedFile*> files;
  for (const RecordStream& stream : streams_)
    if (stream.file != nullptr && std::ranges::find(files, stream.file) == files.end())
      files.push_back(stream.file);
  return files;
}

RecordSpan RecordStreams::whole() const noexcept {
  if (!in_one_place_) [[unlikely]]
    abort_with("records that lie in several places have no view of all");
  return {data_, count_, stride_};
}

void RecordStreams::gather(std::uint64_t first, std::uint64_t count, std::byte* out) const noexcept {
  require_within(first, count);
  if (stride_ == 0) return;
  if (subset_ != nullptr)
    return for_each_run(first, count, [&](const IndexRange& run) {
      subset_->all.gather(run.begin, run.size(), out);
      out += run.size() * stride_;
    });
  // So many bytes stay in the second-level cache while each stream writes its parts into them.
  constexpr std::uint64_t kBlockBytes = std::uint64_t{1} << 17;
  const std::uint64_t most = std::max<std::uint64_t>(kBlockBytes / stride_, 1);
  for (std::uint64_t done = 0; done < count; done += most) {
    const std::uint64_t block = std::min(most, count - done);
    for (const RecordStream& stream : streams_)
      scatter(stream, stream.data + (first + done) * stream.stride, out + done * stride_ + stream.offset,
              stride_, block);
  }
}

Result<void> RecordStreams::read(std::uint64_t first, std::uint64_t count, std::byte* out) const {
  if (first > count_ || count > count_ - first)
    return fail(ErrorCode::kOutOfRange, past_the_end_text(first, count, count_));
  if (count == 0 || stride_ == 0) return {};
  if (subset_ != nullptr) return read_chosen(first, count, out);
  if (in_one_place_ && streams_.front().file != nullptr)
    return streams_.front().file->read(streams_.front().offset_of(first),
                                       {out, static_cast<std::size_t>(count * stride_)});
  std::vector<std::byte> scratch;
  for (const RecordStream& stream : streams_) {
    std::byte* const to = out + stream.offset;
    if (stream.file == nullptr)
      scatter(stream, stream.data + first * stream.stride, to, stride_, count);
    else if (auto got = read_parts(stream, first, count, to, stride_, scratch); !got)
      return got;
  }
  return {};
}

RecordStreams::Reduced RecordStreams::reduced_to(std::vector<Element> elements) const {
  if (in_one_place_) return {*this, std::move(elements)};
  if (subset_ != nullptr) {
    Reduced all = subset_->all.reduced_to(std::move(elements));
    return {some_of(std::move(all.records), subset_->chosen), std::move(all.elements)};
  }
  struct Piece {
    const RecordStream* stream;
    ByteRange bytes;
  };
  std::vector<Piece> pieces;
  for (const RecordStream& stream : streams_)
    for (const ByteRange& range : ranges_in(stream, elements)) pieces.push_back({&stream, range});
  const auto of_first = [&](const Piece& piece) { return piece.stream == pieces.front().stream; };
  if (std::ranges::all_of(pieces, of_first)) {
    const RecordStream& only = pieces.empty() ? streams_.front() : *pieces.front().stream;
    for (Element& element : elements) element.offset -= only.offset;
    return {RecordStreams({only}, count_), std::move(elements)};
  }
  std::vector<RecordStream> parts;
  parts.reserve(pieces.size());
  std::vector<Element> moved = elements;
  std::uint64_t end = 0;
  for (const auto& [stream, bytes] : pieces) {
    const std::uint64_t size = bytes.end - bytes.begin;
    parts.push_back({stream->data + (bytes.begin - stream->offset), size, stream->stride, end, stream->file});
    // An element of several streams has its pieces side by side, as in the record, so that its first byte
    // tells where it is.
    for (std::size_t i = 0; i < elements.size(); ++i)
      if (elements[i].offset >= bytes.begin && elements[i].offset < bytes.end)
        moved[i].offset = end + (elements[i].offset - bytes.begin);
    end += size;
  }
  return {RecordStreams(std::move(parts), count_), std::move(moved)};
}

void RecordStreams::advise(AccessHint hint, std::uint64_t first, std::uint64_t count) const noexcept {
  if (count == 0) return;
  if (subset_ != nullptr) {
    const std::uint64_t begin = stream_index(first);
    return subset_->all.advise(hint, begin, stream_index(first + count - 1) + 1 - begin);
  }
  for (const RecordStream& stream : streams_)
    if (stream.file != nullptr)
      stream.file->advise(hint, static_cast<std::size_t>(stream.offset_of(first)),
                          static_cast<std::size_t>(count * stream.stride));
}

Result<void> RecordStreams::populate(std::uint64_t first, std::uint64_t count) const {
  if (subset_ != nullptr)
    return for_each_window(first, count, [&](std::span<const IndexRange> runs) {
      return subset_->all.populate(runs.front().begin, runs.back().end - runs.front().begin);
    });
  for (const RecordStream& stream : streams_) {
    if (stream.file == nullptr) continue;
    if (auto there = stream.file->populate(stream.offset_of(first), count * stream.stride); !there)
      return there;
  }
  return {};
}

bool RecordStreams::in_memory(std::uint64_t index) const noexcept {
  if (subset_ != nullptr) return subset_->all.in_memory(stream_index(index));
  return std::ranges::all_of(streams_, [&](const RecordStream& stream) {
    return stream.file == nullptr || stream.file->in_memory(stream.offset_of(index));
  });
}

std::uint64_t RecordStreams::records_in_hole(std::uint64_t first) const noexcept {
  std::uint64_t records = count_ - std::min(first, count_);
  if (subset_ != nullptr && records > 0) {
    const std::uint64_t begin = stream_index(first);
    const std::uint64_t end = begin + subset_->all.records_in_hole(begin);
    return subset_->chosen.count_below(end) - first;
  }
  for (const RecordStream& stream : streams_) {
    if (records == 0) break;
    records = std::min(records, records_in_hole_of(stream, first));
  }
  return streams_.empty() ? 0 : records;
}

std::uint64_t RecordStreams::next_hole(std::uint64_t first) const noexcept {
  // Files whose holes hardly meet have records that are read, not asked about for minutes.
  constexpr int kMostSteps = 1 << 12;
  if (subset_ != nullptr) {
    for (int step = 0; step < kMostSteps && first < count_; ++step) {
      const std::uint64_t hole = subset_->all.next_hole(stream_index(first));
      const std::uint64_t in_it = subset_->chosen.count_below(hole);
      if (in_it >= count_ || records_in_hole(in_it) > 0) return std::min(in_it, count_);
      first = in_it;
    }
    return count_;
  }
  for (int step = 0; step < kMostSteps && first < count_; ++step) {
    std::uint64_t at = first;
    for (const RecordStream& stream : streams_) at = std::max(at, next_hole_of(stream, first, count_));
    if (at == first) {
      if (records_in_hole(first) > 0) return first;
      ++at;
    }
    first = at;
  }
  return count_;
}

std::string past_the_end_text(std::uint64_t first, std::uint64_t count, std::uint64_t size) {
  std::string text = count <= 1 ? "record " : std::to_string(count) + " records from ";
  text += std::to_string(first) + (count <= 1 ? " is" : " on reach");
  return text += " past the end of " + std::to_string(size) + " records";
}

}  // namespace vertexview
