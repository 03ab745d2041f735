#include "vertexview/memory/buffer.hpp"

#include <string>

#include "vertexview/memory/memory_view.hpp"

namespace vertexview {
namespace detail {

bool Exporter::acquire() noexcept {
  std::int64_t count = exports.load(std::memory_order_relaxed);
  while (count != kClosed)
    if (exports.compare_exchange_weak(count, count + 1, std::memory_order_acquire)) return true;
  return false;
}

bool Exporter::close() noexcept {
  std::int64_t expected = 0;
  if (!exports.compare_exchange_strong(expected, kClosed, std::memory_order_acq_rel))
    return expected == kClosed;
  owner.reset();  // no race: only the thread that closed the Exporter comes here
  return true;
}

}  // namespace detail

Buffer::Buffer(std::span<std::byte> bytes, std::shared_ptr<const void> owner)
    : exporter_(std::make_shared<detail::Exporter>()) {
  exporter_->owner = std::move(owner);
  exporter_->data = bytes.data();
  exporter_->size = bytes.size();
  exporter_->readonly = false;
}

Buffer::Buffer(std::span<const std::byte> bytes, std::shared_ptr<const void> owner)
    : Buffer(std::span(const_cast<std::byte*>(bytes.data()), bytes.size()), std::move(owner)) {
  exporter_->readonly = true;  // which makes the const_cast safe: nothing writes through a read-only view
}

Result<MemoryView> Buffer::view() const {
  if (!exporter_->acquire()) return fail(ErrorCode::kReleased, "the buffer was released");
  return MemoryView::of_export(detail::Export(exporter_), {exporter_->data, exporter_->size},
                               exporter_->readonly);
}

std::uint64_t Buffer::exports() const noexcept {
  const std::int64_t count = exporter_->exports.load(std::memory_order_acquire);
  return count < 0 ? 0 : static_cast<std::uint64_t>(count);
}

bool Buffer::released() const noexcept {
  return exporter_->exports.load(std::memory_order_acquire) == detail::Exporter::kClosed;
}

Result<void> Buffer::release() {
  if (!exporter_->close())
    return fail(ErrorCode::kInUse,
                "the buffer cannot be released: " + std::to_string(exports()) + " views of it are alive");
  return {};
}

}  // namespace vertexview
