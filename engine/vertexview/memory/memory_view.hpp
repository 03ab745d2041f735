#pragma once
// MemoryView: Python's memoryview for C++, and for whole records. Its functions are in memory_view.cpp
// (construction, attributes), memory_view_index.cpp (items, fields, slices), memory_view_cast.cpp,
// memory_view_copy.cpp (to_bytes, hex, assignment) and memory_view_compare.cpp.
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "vertexview/memory/buffer.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/memory/extents.hpp"
#include "vertexview/memory/format.hpp"
#include "vertexview/memory/format_static.hpp"
#include "vertexview/memory/strided_view.hpp"
#include "vertexview/memory/value.hpp"

namespace vertexview {

class Record;
class ViewedValues;

/// Python's start:stop:step. Absent ends reach as far as possible in the step's direction.
struct Slice {
  std::optional<std::int64_t> start = std::nullopt;
  std::optional<std::int64_t> stop = std::nullopt;
  std::int64_t step = 1;
};

/// The order in which to_bytes visits the items of several dimensions.
enum class ItemOrder : std::uint8_t {
  kRowMajor,     ///< Python's "C": the last index runs fastest
  kColumnMajor,  ///< "F": the first index runs fastest
  kAsStored,     ///< "A": column-major where the items lie that way, else row-major
};

/// A view of bytes as items of a run-time format, in up to 64 dimensions with any strides: no item is ever
/// copied until it is read. It keeps the owner of the bytes alive (views of borrowed ranges: the caller
/// does), and may be read-only. Views of views (slices, casts, fields) share the bytes; releasing one leaves
/// the others as they are. Where Python's memoryview stops at single native codes, every Format works here.
///
/// Errors are Python's: kOutOfRange (IndexError), kWrongType and kReadOnly (TypeError), kInvalidArgument and
/// kReleased (ValueError), kNotImplemented. A failing write changes nothing.
///
/// Threads: as with std::shared_ptr. Different MemoryView objects may be used from different threads, whether
/// or not they view the same bytes; one object may be read by any number of threads while none assigns to it
/// or releases it. The bytes themselves are plain memory: reading while another thread writes the same ones
/// is a race.
///
/// A temporary view may be the last that keeps the bytes alive. It gives all that stands on its own (views,
/// values, copies); what would end with it, which is strided(), the bytes, format(), shape() and strides(),
/// does not compile: name the view first.
class MemoryView {
 public:
  class Temporary;

  static constexpr std::size_t kMaxDimensions = 64;

  /// Makes a view of no bytes.
  MemoryView();

  // --- Where views come from

  /// Views the values of a contiguous range: a vector, array, span, string... They are borrowed: the caller
  /// keeps them alive and in place. Writable where the range's elements are.
  template <std::ranges::contiguous_range Range>
    requires Formatted<std::ranges::range_value_t<Range>> &&
             (std::is_lvalue_reference_v<Range> || std::ranges::borrowed_range<Range>)
  [[nodiscard]] static MemoryView over(Range&& range) {
    return over(StridedView<std::remove_reference_t<std::ranges::range_reference_t<Range>>>::unchecked(
        as_bytes_of(std::ranges::data(range)), std::ranges::size(range),
        sizeof(std::ranges::range_value_t<Range>)));
  }
  /// Views the values of a typed view, which the caller keeps alive and in place as well.
  template <class T, std::ptrdiff_t kStride>
    requires Formatted<std::remove_const_t<T>>
  [[nodiscard]] static MemoryView over(StridedView<T, kStride> values) {
    return MemoryView(detail::Export(), format_of<std::remove_const_t<T>>(),
                      const_cast<std::byte*>(values.data()), std::is_const_v<T>,
                      {static_cast<std::int64_t>(values.size())}, {values.stride()});
  }
  /// Views the values of a container, which is moved in and lives as long as any view of it. What only views
  /// values does not compile: over() borrows them.
  template <OwnsItsValues Container>
  [[nodiscard]] static MemoryView owning(Container&& container) {
    using T = std::ranges::range_value_t<Container>;
    const MemoryView bytes = of_buffer(Buffer(std::forward<Container>(container)));
    return bytes.rearranged(format_of<T>(), bytes.data_, {bytes.shape_[0] / std::int64_t{sizeof(T)}},
                            {std::int64_t{sizeof(T)}});
  }

  /// How items lie in some bytes: the first at `offset`, the rest by `strides`, one for each dimension of
  /// `shape`; no strides means row after row without gaps.
  struct Geometry {
    std::string_view format = "B";
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides = {};
    std::int64_t offset = 0;
  };
  /// Returns a view of items anywhere inside this view, which must be contiguous (kWrongType): overlapping,
  /// reversed, with gaps. Fails with kBadFormat for the format, kInvalidArgument for a bad shape or strides
  /// of another number, kOutOfRange where an item would lie outside.
  [[nodiscard]] Result<MemoryView> arranged(const Geometry& geometry) const;

  // --- What it is. The attributes of a released view are those of a view of no bytes.

  [[nodiscard]] const Format& format() const& noexcept { return *format_; }
  const Format& format() const&& = delete;
  [[nodiscard]] std::uint64_t itemsize() const noexcept { return format_->itemsize(); }
  [[nodiscard]] std::size_t ndim() const noexcept { return shape_.size(); }
  [[nodiscard]] std::span<const std::int64_t> shape() const& noexcept { return shape_; }
  std::span<const std::int64_t> shape() const&& = delete;
  /// Returns the bytes from one item to the next in each dimension; they may be negative or zero.
  [[nodiscard]] std::span<const std::int64_t> strides() const& noexcept { return strides_; }
  std::span<const std::int64_t> strides() const&& = delete;
  /// Returns the product of the shape; 1 without dimensions.
  [[nodiscard]] std::uint64_t item_count() const noexcept;
  /// Returns item_count() * itemsize(), whatever the strides.
  [[nodiscard]] std::uint64_t nbytes() const noexcept { return item_count() * itemsize(); }
  /// Returns the extent of the first dimension, as Python's len(). Fails with kWrongType without dimensions.
  [[nodiscard]] Result<std::uint64_t> length() const;
  [[nodiscard]] bool readonly() const noexcept { return readonly_; }
  [[nodiscard]] bool released() const noexcept { return released_; }
  /// Returns whether items lie without gaps, in row-major order and in column-major order. A view of no items
  /// is both.
  [[nodiscard]] bool c_contiguous() const noexcept;
  [[nodiscard]] bool f_contiguous() const noexcept;
  [[nodiscard]] bool contiguous() const noexcept { return c_contiguous() || f_contiguous(); }
  /// Fails with kReleased after release().
  [[nodiscard]] Result<void> check() const;

  // --- Views of this view: no bytes are copied

  /// Returns items of the first dimension as Python's view[start:stop:step]: ends are clamped. Fails with
  /// kInvalidArgument for a step of 0, kWrongType without dimensions.
  [[nodiscard]] Result<MemoryView> slice(const Slice& slice) const;
  /// Returns the view with a dimension less in which the index of dimension `axis` is fixed. Negative indices
  /// count from the end.
  [[nodiscard]] Result<MemoryView> select(std::size_t axis, std::int64_t index) const;
  /// Returns select() of the first dimension: view[index] of several dimensions is a row.
  [[nodiscard]] Result<MemoryView> row(std::int64_t index) const { return select(0, index); }
  [[nodiscard]] Result<MemoryView> reversed() const { return slice({.step = -1}); }
  /// Returns a field of every record: its shape follows the view's own, so that field("position") of n
  /// "@3f3Hxx" is a strided (n, 3) view of floats. The field is given by name (kInvalidArgument) or by
  /// position among Format::fields() (kOutOfRange).
  [[nodiscard]] Result<MemoryView> field(std::string_view name) const;
  [[nodiscard]] Result<MemoryView> field(std::size_t index) const;
  /// Returns a view of the same bytes as other items. This view must be C-contiguous, and one of the two
  /// formats B, b or c (kWrongType); its bytes must be whole items (kWrongType). A shape has extents of at
  /// least 1 (kInvalidArgument) and a product that fits the bytes; this view or the shape must have at most
  /// one dimension. A format that does not parse is kInvalidArgument, as in Python.
  [[nodiscard]] Result<MemoryView> cast(std::string_view format) const;
  [[nodiscard]] Result<MemoryView> cast(std::string_view format, std::span<const std::int64_t> shape) const;
  [[nodiscard]] Result<MemoryView> cast(std::string_view format,
                                        std::initializer_list<std::int64_t> shape) const {
    return cast(format, std::span(shape.begin(), shape.size()));
  }
  [[nodiscard]] MemoryView to_readonly() const;

  /// Returns the items as a typed view, whose values are then read without any check; it is valid while this
  /// view, or any view of the same owner, is alive. The items must hold T's values at T's offsets, in native
  /// byte order (kWrongType, naming both formats): "f" as float; "@3f3Hxx" as a 20-byte struct with that
  /// FormatOf; rows of an (n, 3) view of "f" as a struct of three floats. Pass `const T` to read only:
  /// writing needs a writable view (kReadOnly).
  template <class T>
    requires Formatted<std::remove_const_t<T>>
  [[nodiscard]] Result<StridedView<T>> strided() const& {
    static_assert(!std::is_same_v<std::remove_const_t<T>, bool>,
                  "a byte that is neither 0 nor 1 is no bool: take std::uint8_t");
    if (!std::is_const_v<T> && readonly_ && !released_) return tl::unexpected<Error>(readonly_error());
    const auto rows = rows_of(FormatOf<std::remove_const_t<T>>::value, sizeof(T));
    if (!rows) return tl::unexpected<Error>(rows.error());
    return StridedView<T>::unchecked(data_, rows->count, rows->stride);
  }
  template <class T>
  Result<StridedView<T>> strided() const&& = delete;
  /// Returns the bytes themselves; fails with kWrongType unless C-contiguous.
  [[nodiscard]] Result<std::span<const std::byte>> bytes() const&;
  Result<std::span<const std::byte>> bytes() const&& = delete;
  /// Returns the bytes to write to; fails with kReadOnly where writing is not allowed, kWrongType unless
  /// C-contiguous.
  [[nodiscard]] Result<std::span<std::byte>> writable_bytes() const&;
  Result<std::span<std::byte>> writable_bytes() const&& = delete;

  // --- Items

  /// Returns the item at `index` of a one-dimensional view, negative from the end: one value, or the list of
  /// a record's values. Fails with kOutOfRange; kNotImplemented for more dimensions (see row), kWrongType for
  /// none.
  [[nodiscard]] Result<Value> at(std::int64_t index) const;
  /// Returns the item at one index for each dimension; a view without dimensions takes none. Fewer indices
  /// are kNotImplemented, more are kWrongType.
  [[nodiscard]] Result<Value> at(std::span<const std::int64_t> indices) const;
  [[nodiscard]] Result<Value> at(std::initializer_list<std::int64_t> indices) const {
    return at(std::span(indices.begin(), indices.size()));
  }
  /// Returns the record at `index`, to read and write its fields by name or position.
  [[nodiscard]] Result<Record> record(std::int64_t index) const;
  /// Writes an item. Fails with kReadOnly, then as at(); kWrongType for a value of a type that the format
  /// does not take, kInvalidArgument for one out of range.
  [[nodiscard]] Result<void> set(std::int64_t index, const Value& value) const;
  [[nodiscard]] Result<void> set(std::span<const std::int64_t> indices, const Value& value) const;
  [[nodiscard]] Result<void> set(std::initializer_list<std::int64_t> indices, const Value& value) const {
    return set(std::span(indices.begin(), indices.size()), value);
  }
  /// Copies all items of `source` over those of `slice`, as view[slice] = source. The two may overlap in any
  /// way. Fails with kInvalidArgument unless formats (Format::same_layout) and shapes are equal.
  [[nodiscard]] Result<void> assign(const Slice& slice, const MemoryView& source) const;

  /// Returns the items of a one-dimensional view as a random access range of Value. The range is a view of
  /// its own and lives on when this one is released.
  [[nodiscard]] Result<ViewedValues> values() const;
  /// Returns how many items equal `value` by value.
  [[nodiscard]] Result<std::uint64_t> count(const Value& value) const;
  /// Returns the index of the first item in [start, stop), clamped as a slice, that equals `value`; fails
  /// with kInvalidArgument where there is none.
  [[nodiscard]] Result<std::uint64_t> index(const Value& value, std::int64_t start = 0,
                                            std::int64_t stop = INT64_MAX) const;
  [[nodiscard]] Result<bool> contains(const Value& value) const;

  // --- Copies

  /// Returns nested lists, one level for each dimension.
  [[nodiscard]] Result<Value> to_list() const;
  /// Returns the nbytes() bytes of all items. Fails with kOutOfMemory where there is no room for them.
  [[nodiscard]] Result<std::vector<std::byte>> to_bytes(ItemOrder order = ItemOrder::kRowMajor) const;
  /// Returns two hexadecimal digits for each byte, in row-major order.
  [[nodiscard]] Result<std::string> hex() const;
  /// Returns the digits with `separator` (one ASCII character, kInvalidArgument) between groups of `group`
  /// bytes, counted from the right, or from the left for a negative `group`; none for 0.
  [[nodiscard]] Result<std::string> hex(std::string_view separator, std::int64_t group = 1) const;
  /// Returns a new contiguous view of a copy whose numbers have the opposite byte order: it equals this view
  /// by value.
  [[nodiscard]] Result<MemoryView> byteswapped() const;
  /// Returns a hash of the bytes of a read-only view of B, b or c; fails with kInvalidArgument for others,
  /// and with kWrongType where the bytes could be written to when they were first viewed: they may still
  /// change.
  [[nodiscard]] Result<std::size_t> hash() const;

  /// Returns whether two views are equal by value, whatever the formats: the shapes are equal (up to a first
  /// 0), and every value equals its counterpart under Python's ==. Padding takes no part; NaN equals nothing.
  /// A released view equals only itself.
  friend bool operator==(const MemoryView& a, const MemoryView& b) noexcept;

  /// Lets go of the bytes: later operations fail with kReleased. It may be repeated.
  void release() noexcept;

 private:
  friend class Buffer;
  friend class Record;
  friend class ViewedValues;
  struct Rows {
    std::uint64_t count;
    std::int64_t stride;
  };

  MemoryView(detail::Export exported, std::shared_ptr<const Format> format, std::byte* data, bool readonly,
             detail::Extents shape, detail::Extents strides) noexcept;
  [[nodiscard]] static MemoryView of_export(detail::Export exported, std::span<std::byte> bytes,
                                            bool readonly);

  [[nodiscard]] static MemoryView of_buffer(const Buffer& buffer);

  template <class T>
  static const std::shared_ptr<const Format>& format_of() {
    static_assert(kFieldsOf<T>.itemsize() == sizeof(T),
                  "FormatOf<T> must describe all bytes of T, padding included");
    static const auto format = std::make_shared<const Format>(*Format::parse(FormatOf<T>::value));
    return format;
  }
  template <class T>
  static auto as_bytes_of(T* values) noexcept {
    using Byte = std::conditional_t<std::is_const_v<T>, const std::byte, std::byte>;
    return reinterpret_cast<Byte*>(values);
  }

  [[nodiscard]] Result<Rows> rows_of(std::string_view format, std::size_t size) const;
  [[nodiscard]] Result<std::string> hex_text(std::string_view separator, std::int64_t group) const;
  [[nodiscard]] Error readonly_error() const;
  [[nodiscard]] Result<std::byte*> item_address(std::span<const std::int64_t> indices) const;
  [[nodiscard]] Result<MemoryView> field_view(const FormatItem& item) const;
  [[nodiscard]] Result<void> write_item(std::byte* item, const Value& value) const;
  [[nodiscard]] Result<void> check_one_dimension(const char* operation) const;
  /// Returns a view of the same bytes and owner with another geometry.
  [[nodiscard]] MemoryView rearranged(std::shared_ptr<const Format> format, std::byte* data,
                                      detail::Extents shape, detail::Extents strides) const;

  detail::Export export_;
  std::shared_ptr<const Format> format_;
  std::byte* data_ = nullptr;  // the first item; written to only unless readonly_
  bool readonly_ = true;
  bool writable_source_ = false;  // others may write to the bytes, even where this view may not
  bool released_ = false;
  detail::Extents shape_;
  detail::Extents strides_;
};

/// A view that a temporary Result held: see HasTemporary.
class MemoryView::Temporary : public MemoryView {
 public:
  explicit Temporary(MemoryView&& view) noexcept : MemoryView(std::move(view)) {}

  void format() const = delete;
  void shape() const = delete;
  void strides() const = delete;
  template <class T>
  void strided() const = delete;
  void bytes() const = delete;
  void writable_bytes() const = delete;
};

/// One item of a view whose fields are read and written by name or by position among Format::fields(). It is
/// a view of its own: it keeps the owner alive.
class Record {
 public:
  class Temporary;

  [[nodiscard]] const Format& format() const& noexcept { return view_.format(); }
  const Format& format() const&& = delete;
  [[nodiscard]] std::size_t size() const noexcept { return format().fields().size(); }
  /// Returns one value, or nested lists by the field's shape; a nested record is the list of its values.
  [[nodiscard]] Result<Value> get(std::string_view field) const;
  [[nodiscard]] Result<Value> get(std::size_t field) const;
  /// Writes a field: one value, or as many as the field holds, in a list nested as you like.
  [[nodiscard]] Result<void> set(std::string_view field, const Value& value) const;
  [[nodiscard]] Result<void> set(std::size_t field, const Value& value) const;
  /// Returns all values in order, as unpack gives them.
  [[nodiscard]] Result<Value::List> values() const;
  /// Returns the record as a view without dimensions.
  [[nodiscard]] MemoryView view() const noexcept { return view_; }

 private:
  friend class MemoryView;
  explicit Record(MemoryView view) noexcept : view_(std::move(view)) {}
  MemoryView view_;
};

/// A record that a temporary Result held: see HasTemporary.
class Record::Temporary : public Record {
 public:
  explicit Temporary(Record&& record) noexcept : Record(std::move(record)) {}

  void format() const = delete;
};

/// The items of a one-dimensional view, forwards or backwards. Its iterators end with it.
class ViewedValues {
 public:
  static constexpr bool kOwnsItsBytes = true;

  class iterator {
   public:
    using value_type = Value;
    using reference = Value;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using iterator_concept = std::random_access_iterator_tag;

    iterator() noexcept = default;
    [[nodiscard]] Value operator*() const { return (*this)[0]; }
    [[nodiscard]] Value operator[](difference_type n) const;
    iterator& operator++() noexcept { return *this += 1; }
    iterator& operator--() noexcept { return *this -= 1; }
    iterator operator++(int) noexcept { return std::exchange(*this, *this + 1); }
    iterator operator--(int) noexcept { return std::exchange(*this, *this - 1); }
    iterator& operator+=(difference_type n) noexcept {
      index_ += n;
      return *this;
    }
    iterator& operator-=(difference_type n) noexcept { return *this += -n; }
    [[nodiscard]] friend iterator operator+(iterator it, difference_type n) noexcept { return it += n; }
    [[nodiscard]] friend iterator operator+(difference_type n, iterator it) noexcept { return it += n; }
    [[nodiscard]] friend iterator operator-(iterator it, difference_type n) noexcept { return it -= n; }
    [[nodiscard]] friend difference_type operator-(const iterator& a, const iterator& b) noexcept {
      return a.index_ - b.index_;
    }
    [[nodiscard]] friend bool operator==(const iterator& a, const iterator& b) noexcept {
      return a.index_ == b.index_;
    }
    [[nodiscard]] friend auto operator<=>(const iterator& a, const iterator& b) noexcept {
      return a.index_ <=> b.index_;
    }

   private:
    friend class ViewedValues;
    iterator(const MemoryView* view, std::ptrdiff_t index) noexcept : view_(view), index_(index) {}
    const MemoryView* view_ = nullptr;
    std::ptrdiff_t index_ = 0;
  };

  [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(view_.shape()[0]); }
  [[nodiscard]] iterator begin() const& noexcept { return {&view_, 0}; }
  [[nodiscard]] iterator end() const& noexcept { return {&view_, static_cast<std::ptrdiff_t>(size())}; }
  [[nodiscard]] auto rbegin() const& noexcept { return std::reverse_iterator(end()); }
  [[nodiscard]] auto rend() const& noexcept { return std::reverse_iterator(begin()); }
  void begin() const&& = delete;
  void end() const&& = delete;
  void rbegin() const&& = delete;
  void rend() const&& = delete;

 private:
  friend class MemoryView;
  explicit ViewedValues(MemoryView view) noexcept : view_(std::move(view)) {}
  MemoryView view_;
};

/// Releases a view at the end of a scope, as Python's `with`.
class ScopedRelease {
 public:
  explicit ScopedRelease(MemoryView& view) noexcept : view_(view) {}
  ScopedRelease(const ScopedRelease&) = delete;
  ScopedRelease& operator=(const ScopedRelease&) = delete;
  ~ScopedRelease() { view_.release(); }

 private:
  MemoryView& view_;
};

/// Writes an item where the view may be written to; returns false, and does nothing, where it may not. Fails
/// as MemoryView::set does.
[[nodiscard]] Result<bool> modify_if_writable(const MemoryView& view, std::int64_t index, const Value& value);

}  // namespace vertexview
