#pragma once
#include <memory>
#include <string_view>

#include "vertexview/io/mapped_file.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview {

/// A mapped file, how its records lie, and who says so. Dataset::open() makes a dataset of it. The file and
/// its sidecar may be untrusted.
struct FoundFile {
  MappedFile mapping;
  LayoutSource source = LayoutSource::kGiven;
  Layout layout = {};                                    ///< without the changes of the options
  std::shared_ptr<const FoundLayouts> guess = nullptr;   ///< of Dataset::guess()
  std::shared_ptr<const Container> container = nullptr;  ///< of Dataset::container()
  const Member* member = nullptr;                        ///< of `container`

  /// Maps `path` and finds its layout: that of the options, else of its sidecar, else what its header says,
  /// else that of its folder for files of its ending, else what the end of its name says, else a guess where
  /// the options ask for one. Errors as those of Dataset::open(). May be called from any
  /// thread.
  [[nodiscard]] static Result<FoundFile> open(std::string_view path, const Dataset::Options& options);
};

}  // namespace vertexview
