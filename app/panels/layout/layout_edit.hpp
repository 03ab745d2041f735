#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "actions/command.hpp"
#include "panels/layout/layout_draft.hpp"
#include "panels/layout/layout_preview.hpp"
#include "panels/layout/layout_sample.hpp"
#include "session/record_edit.hpp"

namespace vertexview::app {

/// The layout of the active file while it is being edited: the text as typed, what that text says about the
/// file, and a sample of the file read with it. Knows nothing about drawing. Used on one thread.
class LayoutEdit {
 public:
  LayoutDraft draft;  ///< changed by the parts of the panel

  /// Follows the active dataset: starts again with another file or another layout of the same file. Reads the
  /// draft where it has changed and asks for a sample of the file; `when_sampled` is called on another thread
  /// once an update() can take the sample.
  void update(const OpenDataset& dataset, const std::function<void()>& when_sampled);
  void revert();

  /// Puts another layout into the draft; undo() brings back what was there.
  void choose(const Layout& layout);
  /// Marks bytes of the record; nullopt marks none.
  void mark(std::optional<ByteRange> bytes);
  /// Returns the marked bytes, which lie in the record of layout().
  [[nodiscard]] const std::optional<ByteRange>& marked() const noexcept { return marked_; }
  /// Makes numbers of that letter's type of the marked bytes, as with_bytes_as() does. Where they cannot be,
  /// the draft stays and advice() says why.
  void make_numbers(char letter);
  /// Returns why the last make_numbers() did nothing; empty once something else was done.
  [[nodiscard]] const std::string& advice() const noexcept { return advice_; }
  /// Takes back the last choose() or make_numbers(), and what was typed since. Returns false where there is
  /// nothing to take back.
  bool undo();
  [[nodiscard]] bool can_undo() const noexcept { return !before_.empty(); }

  /// Returns whether the draft differs from what the file is shown with.
  [[nodiscard]] bool changed() const { return !(draft == applied_); }
  /// Returns what the draft says; its layout is nullopt while the draft is wrong.
  [[nodiscard]] const DraftReading& reading() const noexcept { return reading_; }
  /// Returns the commands that apply the draft: `layout`, which says how the records lie and so settles a
  /// doubt about that, or those of the up axis and the appearance where nothing else differs.
  [[nodiscard]] std::vector<Command> commands() const;

  // These describe the last draft that was right.
  [[nodiscard]] const Layout& layout() const noexcept { return layout_; }
  [[nodiscard]] const std::vector<RecordColumn>& elements() const noexcept { return elements_; }
  /// Returns stored_columns() of the layout.
  [[nodiscard]] const std::vector<RecordColumn>& stored() const noexcept { return stored_; }
  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }
  [[nodiscard]] std::uint64_t remainder() const noexcept { return remainder_; }

  /// Returns whether the sample of layout() is still to come; until then preview(), ranges() and tell() use
  /// the sample before.
  [[nodiscard]] bool sampling() const { return sampler_.busy(); }
  [[nodiscard]] const Preview& preview() const noexcept { return preview_; }
  [[nodiscard]] std::span<const std::optional<ValueRange>> ranges() const noexcept { return sample_.ranges; }
  /// Returns what the bytes of a record are like; nothing while the sample is of records of another length.
  [[nodiscard]] std::span<const ByteColumn> bytes() const noexcept;
  /// Returns lines about one of stored(): its name, its type and place, and its bytes and value in the
  /// first record.
  [[nodiscard]] std::vector<std::string> tell(const RecordColumn& element) const;

  /// Returns which files of the folder may share this layout, as in "*.bin"; empty where none may, because
  /// the name has no ending or the file's own header says how its records lie.
  [[nodiscard]] const std::string& siblings() const noexcept { return siblings_; }

  [[nodiscard]] LayoutReport report() const;

 private:
  void follow(const OpenDataset& dataset);
  void read(const OpenDataset& dataset, const std::function<void()>& when_sampled);
  void take_sample();
  [[nodiscard]] std::span<const std::byte> record() const noexcept { return sample_.record; }

  std::uint64_t shown_serial_ = 0;
  Layout shown_layout_;
  std::string shown_request_;  ///< path and layout that the dataset was shown with
  LayoutDraft applied_;
  std::optional<LayoutDraft> read_draft_;  ///< the draft that reading_ was made from
  DraftReading reading_;
  Layout layout_;
  std::vector<RecordColumn> elements_;
  std::vector<RecordColumn> stored_;
  std::uint64_t records_ = 0;
  std::uint64_t remainder_ = 0;
  LayoutSampler sampler_;
  LayoutSample sample_;
  Preview preview_;
  std::uint64_t sampled_stride_ = 0;
  std::optional<ByteRange> marked_;
  std::string advice_;
  std::string siblings_;
  std::vector<LayoutDraft> before_;  ///< the drafts that undo() brings back, the last one last
};

}  // namespace vertexview::app
