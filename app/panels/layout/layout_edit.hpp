#pragma once
#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "actions/command.hpp"
#include "panels/layout/layout_draft.hpp"
#include "panels/layout/layout_preview.hpp"
#include "panels/layout/layout_sample.hpp"

namespace vertexview::app {

/// The layout of the active file while it is being edited: what was typed, what that says about the file, and
/// what it reads there. Knows nothing of how it is drawn.
class LayoutEdit {
 public:
  LayoutDraft draft;  ///< for the parts of the panel to change

  /// Follows the active dataset: starts anew with another file and with another layout of the same one. Reads
  /// the draft where it has changed, and asks for a sample of the file; `when_sampled` is called on another
  /// thread once an update() can take it.
  void update(const OpenDataset& dataset, const std::function<void()>& when_sampled);
  void revert() { draft = applied_; }

  /// The draft is not what the file is shown with.
  [[nodiscard]] bool changed() const { return !(draft == applied_); }
  /// What the draft says; its layout is nullopt while it is wrong.
  [[nodiscard]] const DraftReading& reading() const noexcept { return reading_; }
  /// The action that applies the draft.
  [[nodiscard]] Command command() const;

  // Of the last draft that was right:
  [[nodiscard]] const Layout& layout() const noexcept { return layout_; }
  [[nodiscard]] const std::vector<RecordColumn>& elements() const noexcept { return elements_; }
  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }
  [[nodiscard]] std::uint64_t remainder() const noexcept { return remainder_; }

  /// The sample of layout() is still to come; what follows is of the one before.
  [[nodiscard]] bool sampling() const { return sampler_.busy(); }
  [[nodiscard]] const Preview& preview() const noexcept { return preview_; }
  [[nodiscard]] std::span<const std::optional<ValueRange>> ranges() const noexcept { return sample_.ranges; }
  /// What there is to say of one of elements(), line by line: its name, its type and place, and of the first
  /// record its bytes and its value.
  [[nodiscard]] std::vector<std::string> tell(const RecordColumn& element) const;

  [[nodiscard]] LayoutReport report() const;

 private:
  void follow(const OpenDataset& dataset);
  void read(const OpenDataset& dataset, const std::function<void()>& when_sampled);
  void take_sample(const OpenDataset& dataset);
  [[nodiscard]] std::span<const std::byte> record() const noexcept { return sample_.record; }

  std::uint64_t shown_serial_ = 0;
  Appearance shown_appearance_;
  std::string shown_request_;  ///< with which layout the dataset was shown
  LayoutDraft applied_;
  std::optional<LayoutDraft> read_draft_;  ///< what reading_ was made from
  DraftReading reading_;
  Layout layout_;
  std::vector<RecordColumn> elements_;
  std::uint64_t records_ = 0;
  std::uint64_t remainder_ = 0;
  LayoutSampler sampler_;
  LayoutSample sample_;
  std::array<AxisSpan, 3> spans_;
  Preview preview_;
  bool scanned_ = false;  ///< the dataset was, when preview_ was made
};

}  // namespace vertexview::app
