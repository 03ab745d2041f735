#include "vertexview/record/index_set.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace vertexview {
namespace {

using Bits = IndexSet::Bits;

constexpr std::uint32_t kWordBits = 64;
constexpr std::uint64_t kAllBits = ~std::uint64_t{0};
constexpr auto kPlaces = static_cast<std::uint32_t>(IndexSet::kChunk);

constexpr Bits kNone = {};

constexpr Bits all_bits() {
  Bits bits = {};
  bits.fill(kAllBits);
  return bits;
}
constexpr Bits kAll = all_bits();

/// Sets the bits from `first` to `last`, both included.
void set_bits(Bits& bits, std::uint32_t first, std::uint32_t last) noexcept {
  const std::uint64_t from_first = kAllBits << (first % kWordBits);
  const std::uint64_t to_last = kAllBits >> (kWordBits - 1 - last % kWordBits);
  const std::uint32_t begin = first / kWordBits;
  const std::uint32_t end = last / kWordBits;
  if (begin == end) {
    bits[begin] |= from_first & to_last;
    return;
  }
  bits[begin] |= from_first;
  std::fill(bits.begin() + begin + 1, bits.begin() + end, kAllBits);
  bits[end] |= to_last;
}

std::uint64_t count_bits(const Bits& bits, std::uint32_t words = kPlaces / kWordBits) noexcept {
  std::uint64_t count = 0;
  for (std::uint32_t i = 0; i < words; ++i) count += static_cast<std::uint64_t>(std::popcount(bits[i]));
  return count;
}

/// Returns the first place at or after `place` whose bit is set, or where `inverted` the first whose bit is
/// not; kPlaces where there is none.
std::uint32_t next_place(const Bits& bits, std::uint32_t place, bool inverted) noexcept {
  if (place >= kPlaces) return kPlaces;
  const std::uint64_t flip = inverted ? kAllBits : 0;
  std::uint64_t word = (bits[place / kWordBits] ^ flip) & (kAllBits << (place % kWordBits));
  for (std::uint32_t i = place / kWordBits;;) {
    if (word != 0) return i * kWordBits + static_cast<std::uint32_t>(std::countr_zero(word));
    if (++i == bits.size()) return kPlaces;
    word = bits[i] ^ flip;
  }
}

/// Returns how many runs of set bits there are: each begins with a set bit after one that is not.
std::uint64_t count_runs(const Bits& bits) noexcept {
  std::uint64_t runs = 0;
  std::uint64_t before = 0;  // the last bit of the word before, as the lowest bit
  for (const std::uint64_t word : bits) {
    runs += static_cast<std::uint64_t>(std::popcount(word & ~((word << 1U) | before)));
    before = word >> (kWordBits - 1);
  }
  return runs;
}

std::uint32_t place_in(std::uint64_t index) noexcept {
  return static_cast<std::uint32_t>(index % IndexSet::kChunk);
}

}  // namespace

bool IndexSet::Part::contains(std::uint32_t place) const noexcept {
  if (full()) return true;
  if (const auto* bits = std::get_if<std::shared_ptr<const Bits>>(&held))
    return ((**bits)[place / kWordBits] >> (place % kWordBits) & 1U) != 0;
  return run_from(place).first == place;
}

std::uint64_t IndexSet::Part::count_below(std::uint32_t place) const noexcept {
  if (full()) return place;
  if (const auto* bits = std::get_if<std::shared_ptr<const Bits>>(&held)) {
    const std::uint64_t whole = count_bits(**bits, place / kWordBits);
    if (place % kWordBits == 0) return whole;
    const std::uint64_t below = ~(kAllBits << (place % kWordBits));
    return whole + static_cast<std::uint64_t>(std::popcount((**bits)[place / kWordBits] & below));
  }
  std::uint64_t below = 0;
  for (const Run& run : **std::get_if<std::shared_ptr<const Runs>>(&held)) {
    if (run.first >= place) break;
    below += std::min<std::uint32_t>(run.last + 1U, place) - run.first;
  }
  return below;
}

std::uint32_t IndexSet::Part::member(std::uint64_t number) const noexcept {
  if (full()) return static_cast<std::uint32_t>(number);
  if (const auto* bits = std::get_if<std::shared_ptr<const Bits>>(&held)) {
    std::uint32_t word = 0;
    for (;; ++word) {
      const auto here = static_cast<std::uint64_t>(std::popcount((**bits)[word]));
      if (number < here) break;
      number -= here;
    }
    std::uint64_t rest = (**bits)[word];
    for (; number > 0; --number) rest &= rest - 1;  // takes the lowest set bit away
    return word * kWordBits + static_cast<std::uint32_t>(std::countr_zero(rest));
  }
  for (const Run& run : **std::get_if<std::shared_ptr<const Runs>>(&held)) {
    const std::uint64_t here = run.last - run.first + 1U;
    if (number < here) return run.first + static_cast<std::uint32_t>(number);
    number -= here;
  }
  return kPlaces;  // not reached: the caller asks for one of `count` members
}

std::pair<std::uint32_t, std::uint32_t> IndexSet::Part::run_from(std::uint32_t place) const noexcept {
  constexpr std::pair<std::uint32_t, std::uint32_t> kNoRun{kPlaces, 0};
  if (full()) return {place, kPlaces - 1};
  if (const auto* bits = std::get_if<std::shared_ptr<const Bits>>(&held)) {
    const std::uint32_t begin = next_place(**bits, place, false);
    if (begin == kPlaces) return kNoRun;
    return {begin, next_place(**bits, begin, true) - 1};
  }
  const Runs& runs = **std::get_if<std::shared_ptr<const Runs>>(&held);
  const auto run = std::ranges::lower_bound(runs, place, {}, &Run::last);
  if (run == runs.end()) return kNoRun;
  return {std::max<std::uint32_t>(run->first, place), run->last};
}

void IndexSet::Part::write_bits(Bits& bits) const noexcept {
  if (full()) {
    bits = kAll;
  } else if (const auto* held_bits = std::get_if<std::shared_ptr<const Bits>>(&held)) {
    bits = **held_bits;
  } else {
    bits = kNone;
    for (const Run& run : **std::get_if<std::shared_ptr<const Runs>>(&held))
      set_bits(bits, run.first, run.last);
  }
}

/// Returns the smallest way to hold bits of which `count`, neither none nor all, are set.
IndexSet::Held IndexSet::held_by(const Bits& bits, std::uint64_t count) {
  const std::uint64_t size = std::min(count, count_runs(bits));
  if (size * sizeof(Run) >= sizeof(Bits)) return std::make_shared<const Bits>(bits);
  auto runs = std::make_shared<Runs>();
  runs->reserve(static_cast<std::size_t>(size));
  for (std::uint32_t first = next_place(bits, 0, false); first < kPlaces;) {
    const std::uint32_t end = next_place(bits, first, true);
    runs->push_back({static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(end - 1)});
    first = next_place(bits, end, false);
  }
  return std::shared_ptr<const Runs>(std::move(runs));
}

IndexSet::IndexSet(IndexRange range) {
  IndexSetBuilder builder;
  builder.append(range);
  *this = builder.take();
}

void IndexSet::append(std::uint64_t chunk, const Bits& bits) {
  const std::uint64_t count = count_bits(bits);
  if (count == kChunk) return append_full(chunk, 1);
  if (count != 0) parts_.push_back({chunk, 1, this->count(), count, held_by(bits, count)});
}

void IndexSet::append_full(std::uint64_t first, std::uint64_t chunks) {
  if (chunks == 0) return;
  if (parts_.empty() || !parts_.back().full() || parts_.back().end() != first) {
    parts_.push_back({first, chunks, count(), chunks * kChunk, Full{}});
    return;
  }
  parts_.back().chunks += chunks;
  parts_.back().count += chunks * kChunk;
}

/// Adds what `part` holds in chunks [first, end) of its own.
void IndexSet::append_part(const Part& part, std::uint64_t first, std::uint64_t end) {
  if (part.full()) return append_full(first, end - first);
  const std::uint64_t before = count();
  parts_.push_back(part);
  parts_.back().before = before;
}

void IndexSet::append(const IndexSet& later) {
  parts_.reserve(parts_.size() + later.parts_.size());
  for (const Part& part : later.parts_) append_part(part, part.first, part.end());
}

/// Visits all chunks that one of the sets holds members of, in ascending order.
template <class Visit>
void IndexSet::for_each_stretch(const IndexSet& a, const IndexSet& b, const Visit& visit) {
  auto in_a = a.parts_.begin();
  auto in_b = b.parts_.begin();
  std::uint64_t at = 0;
  while (in_a != a.parts_.end() || in_b != b.parts_.end()) {
    const Part* const pa = in_a != a.parts_.end() ? &*in_a : nullptr;
    const Part* const pb = in_b != b.parts_.end() ? &*in_b : nullptr;
    const std::uint64_t a_begin = pa != nullptr ? std::max(pa->first, at) : UINT64_MAX;
    const std::uint64_t b_begin = pb != nullptr ? std::max(pb->first, at) : UINT64_MAX;
    Stretch stretch;
    stretch.first = std::min(a_begin, b_begin);
    stretch.a = a_begin == stretch.first ? pa : nullptr;
    stretch.b = b_begin == stretch.first ? pb : nullptr;
    stretch.end =
        std::min(stretch.a != nullptr ? pa->end() : a_begin, stretch.b != nullptr ? pb->end() : b_begin);
    visit(stretch);
    at = stretch.end;
    if (pa != nullptr && pa->end() <= at) ++in_a;
    if (pb != nullptr && pb->end() <= at) ++in_b;
  }
}

/// Returns the indices for which combine(in a, in b) holds; it must not hold for two that are in neither.
template <class Combine>
IndexSet IndexSet::combined(const IndexSet& a, const IndexSet& b, const Combine& combine) {
  IndexSet result;
  const std::uint64_t of_all_and_none = combine(kAllBits, std::uint64_t{0});
  const std::uint64_t of_none_and_all = combine(std::uint64_t{0}, kAllBits);
  for_each_stretch(a, b, [&](const Stretch& stretch) {
    // A chunk that only one set has members of stays as it is, or goes.
    if (stretch.b == nullptr) {
      if (of_all_and_none != 0) result.append_part(*stretch.a, stretch.first, stretch.end);
      return;
    }
    if (stretch.a == nullptr) {
      if (of_none_and_all != 0) result.append_part(*stretch.b, stretch.first, stretch.end);
      return;
    }
    if (stretch.a->full() && stretch.b->full()) {
      if (combine(kAllBits, kAllBits) != 0) result.append_full(stretch.first, stretch.end - stretch.first);
      return;
    }
    Bits of_a;
    Bits of_b;
    stretch.a->write_bits(of_a);
    stretch.b->write_bits(of_b);
    for (std::size_t i = 0; i < of_a.size(); ++i) of_a[i] = combine(of_a[i], of_b[i]);
    result.append(stretch.first, of_a);
  });
  return result;
}

IndexSet& IndexSet::operator|=(const IndexSet& other) {
  return *this = combined(*this, other, [](std::uint64_t a, std::uint64_t b) { return a | b; });
}

IndexSet& IndexSet::operator&=(const IndexSet& other) {
  return *this = combined(*this, other, [](std::uint64_t a, std::uint64_t b) { return a & b; });
}

IndexSet& IndexSet::operator-=(const IndexSet& other) {
  return *this = combined(*this, other, [](std::uint64_t a, std::uint64_t b) { return a & ~b; });
}

IndexSet& IndexSet::operator^=(const IndexSet& other) {
  return *this = combined(*this, other, [](std::uint64_t a, std::uint64_t b) { return a ^ b; });
}

/// Returns the first part that ends behind `chunk`; null where there is none.
const IndexSet::Part* IndexSet::part_at_or_after(std::uint64_t chunk) const noexcept {
  const auto found = std::ranges::upper_bound(parts_, chunk, {}, &Part::end);
  return found != parts_.end() ? &*found : nullptr;
}

bool IndexSet::contains(std::uint64_t index) const noexcept {
  const Part* const part = part_at_or_after(index / kChunk);
  return part != nullptr && part->first <= index / kChunk && part->contains(place_in(index));
}

std::uint64_t IndexSet::count() const noexcept {
  return parts_.empty() ? 0 : parts_.back().before + parts_.back().count;
}

std::uint64_t IndexSet::count_below(std::uint64_t index) const noexcept {
  const std::uint64_t chunk = index / kChunk;
  const Part* const part = part_at_or_after(chunk);
  if (part == nullptr) return count();
  if (part->first > chunk) return part->before;
  return part->before + (chunk - part->first) * kChunk + part->count_below(place_in(index));
}

std::optional<std::uint64_t> IndexSet::member(std::uint64_t number) const noexcept {
  if (number >= count()) return std::nullopt;
  const auto after = std::ranges::upper_bound(parts_, number, {}, &Part::before);
  const Part& part = *(after - 1);
  const std::uint64_t within = number - part.before;
  if (part.full()) return part.first * kChunk + within;
  return part.first * kChunk + part.member(within);
}

std::optional<IndexRange> IndexSet::range_from(std::uint64_t from) const noexcept {
  for (const Part* part = part_at_or_after(from / kChunk); part != nullptr;) {
    const bool inside = part->first <= from / kChunk;
    const std::uint64_t chunk = inside ? from / kChunk : part->first;
    const auto [first, last] = part->run_from(inside ? place_in(from) : 0);
    const Part* next = part + 1 != parts_.data() + parts_.size() ? part + 1 : nullptr;
    if (first <= last) {
      IndexRange range{chunk * kChunk + first, chunk * kChunk + last + 1};
      if (part->full()) range.end = part->end() * kChunk;
      // It goes on in the next chunk where it reaches the end of this one.
      while (next != nullptr && range.end == next->first * kChunk && next->contains(0)) {
        const std::uint64_t end = next->run_from(0).second + std::uint64_t{1};
        range.end = next->full() ? next->end() * kChunk : next->first * kChunk + end;
        next = next + 1 != parts_.data() + parts_.size() ? next + 1 : nullptr;
      }
      return range;
    }
    part = next;
  }
  return std::nullopt;
}

std::vector<IndexRange> IndexSet::ranges(std::size_t most) const {
  std::vector<IndexRange> ranges;
  for (auto range = range_from(0); range && ranges.size() < most; range = range_from(range->end))
    ranges.push_back(*range);
  return ranges;
}

IndexSet::Bits IndexSet::bits(std::uint64_t chunk) const noexcept {
  Bits bits = kNone;
  const Part* const part = part_at_or_after(chunk);
  if (part != nullptr && part->first <= chunk) part->write_bits(bits);
  return bits;
}

std::uint64_t IndexSet::memory() const noexcept {
  std::uint64_t bytes = parts_.capacity() * sizeof(Part);
  for (const Part& part : parts_) {
    if (std::holds_alternative<std::shared_ptr<const Bits>>(part.held)) bytes += sizeof(Bits);
    if (const auto* runs = std::get_if<std::shared_ptr<const Runs>>(&part.held))
      bytes += sizeof(Runs) + (*runs)->size() * sizeof(Run);
  }
  return bytes;
}

bool operator==(const IndexSet& a, const IndexSet& b) noexcept {
  if (a.count() != b.count()) return false;
  bool same = true;
  IndexSet::for_each_stretch(a, b, [&](const IndexSet::Stretch& stretch) {
    if (!same) return;
    if (stretch.a == nullptr || stretch.b == nullptr) {
      same = false;
    } else if (!stretch.a->full() || !stretch.b->full()) {
      Bits of_a;
      Bits of_b;
      stretch.a->write_bits(of_a);
      stretch.b->write_bits(of_b);
      same = of_a == of_b;
    }
  });
  return same;
}

void IndexSetBuilder::append(IndexRange range) {
  if (range.empty()) return;
  const std::uint64_t last_chunk = (range.end - 1) / IndexSet::kChunk;
  const std::uint32_t last = place_in(range.end - 1);
  if (range.begin / IndexSet::kChunk != chunk_) {
    set_.append(chunk_, bits_);
    bits_ = {};
    chunk_ = range.begin / IndexSet::kChunk;
  }
  const bool goes_on = chunk_ != last_chunk;
  set_bits(bits_, place_in(range.begin), goes_on ? kPlaces - 1 : last);
  if (!goes_on) return;
  set_.append(chunk_, bits_);
  set_.append_full(chunk_ + 1, last_chunk - chunk_ - 1);
  chunk_ = last_chunk;
  bits_ = {};
  set_bits(bits_, 0, last);
}

IndexSet IndexSetBuilder::take() {
  set_.append(chunk_, bits_);
  chunk_ = 0;
  bits_ = {};
  return std::exchange(set_, {});
}

}  // namespace vertexview
