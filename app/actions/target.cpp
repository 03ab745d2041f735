#include "actions/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "session/filter.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::app {
namespace {

using Kind = VertexAddress::Kind;

tl::unexpected<Error> nothing_there(std::string_view action, std::string_view what,
                                    const OpenDataset& dataset) {
  const std::uint64_t count = dataset.data.size();
  return fail(ErrorCode::kOutOfRange,
              fmt::format("{}: {}; {} has {}, 0 to {}", action, what, dataset.name,
                          count == 1 ? "1 vertex" : fmt::format("{} vertices", count), count - 1));
}

Result<std::uint64_t> counted_from_selected(const Session& session, std::string_view action,
                                            const VertexAddress& address) {
  const OpenDataset& dataset = *session.active_dataset();
  const std::string step = vertex_address_text(address);
  const auto focus = session.selection.focus();
  if (!focus || focus->dataset != dataset.id)
    return nothing_there(action, fmt::format("no vertex is selected to count {} from", step), dataset);
  const std::uint64_t count = address.amount.of(dataset.data.size());
  if (address.kind == Kind::kBackward) {
    if (count <= focus->index) return focus->index - count;
    return nothing_there(action, fmt::format("{} from vertex {} is before the first", step, focus->index),
                         dataset);
  }
  if (count < dataset.data.size() - focus->index) return focus->index + count;
  return nothing_there(action, fmt::format("{} from vertex {} is past the last", step, focus->index),
                       dataset);
}

/// Returns the record that has byte `byte` of the file itself.
std::optional<std::uint64_t> vertex_of_part(const Dataset& file, std::uint64_t byte) {
  if (file.files().empty()) return std::nullopt;
  const MappedFile* const itself = file.files().front().get();
  for (const RecordStream& stream : file.records().streams()) {
    if (stream.file != itself || byte < stream.offset_of(0)) continue;
    const std::uint64_t within = byte - stream.offset_of(0);
    if (within / stream.stride < file.size() && within % stream.stride < stream.size)
      return within / stream.stride;
  }
  return std::nullopt;
}

Result<std::uint64_t> vertex_at_byte(const Session& session, std::string_view action, std::uint64_t byte) {
  const OpenDataset& dataset = *session.active_dataset();
  if (const auto vertex = vertex_of_part(dataset.data, byte)) return *vertex;
  const std::uint64_t begin = dataset.data.layout().data_offset;
  const std::uint64_t length = dataset.data.size() * dataset.data.stride();
  if (dataset.data.mapping() == nullptr && !dataset.data.decoded())
    return nothing_there(
        action, fmt::format("no record has byte {} of {}", byte, printable_name(dataset.data.path())),
        dataset);
  if (dataset.data.decoded() && byte >= begin && byte - begin < length)
    return (byte - begin) / dataset.data.stride();
  return nothing_there(
      action, fmt::format("no record has byte {}, they are bytes {} to {}", byte, begin, begin + length - 1),
      dataset);
}

}  // namespace

Result<std::uint64_t> vertex_of(const Session& session, std::string_view action,
                                const VertexAddress& address) {
  const OpenDataset& dataset = *session.active_dataset();
  const std::uint64_t last = dataset.data.size() - 1;
  switch (address.kind) {
    case Kind::kIndex: {
      const std::uint64_t index = address.amount.of(dataset.data.size());
      if (address.amount.is_share) return std::min(index, last);
      if (index <= last) return index;
      return nothing_there(action, fmt::format("there is no vertex {}", index), dataset);
    }
    case Kind::kForward:
    case Kind::kBackward:
      return counted_from_selected(session, action, address);
    case Kind::kLast:
      return last;
    case Kind::kByte:
      return vertex_at_byte(session, action, address.amount.number);
  }
  return last;
}

Result<IndexSet> vertices_of(const Session& session, std::string_view action, const VertexChoice& choice) {
  const OpenDataset& dataset = *session.active_dataset();
  IndexSet all({0, dataset.data.size()});
  keep_filtered(dataset, all);
  if (choice.kind == VertexChoice::Kind::kAll) return all;
  IndexSet vertices;
  if (choice.kind == VertexChoice::Kind::kInvert) {
    vertices = std::move(all);
    vertices -= session.selection.of(dataset.id).vertices;
  }
  for (const VertexChoice::Part& part : choice.parts) {
    const auto from = vertex_of(session, action, part.from);
    if (!from) return tl::unexpected(from.error());
    const auto to = vertex_of(session, action, part.to);
    if (!to) return tl::unexpected(to.error());
    vertices.add({std::min(*from, *to), std::max(*from, *to) + 1});
  }
  return vertices;
}

Result<DatasetId> file_of(const Session& session, std::string_view action, std::uint64_t number) {
  const std::size_t count = session.datasets.size();
  if (number < count) return session.datasets[number].id;
  return fail(ErrorCode::kOutOfRange,
              fmt::format("{}: there is no file {}; {} open, 0 to {}", action, number, count, count - 1));
}

Result<void> check_targets(const Session& session, const Command& command) {
  const Action& action = *command.action;
  if (!check_enabled(action, session)) return {};
  for (const ArgumentValue& value : command.arguments) {
    if (const auto* address = std::get_if<VertexAddress>(&value)) {
      if (const auto vertex = vertex_of(session, action.name, *address); !vertex)
        return tl::unexpected(vertex.error());
    } else if (const auto* choice = std::get_if<VertexChoice>(&value)) {
      if (const auto vertices = vertices_of(session, action.name, *choice); !vertices)
        return tl::unexpected(vertices.error());
    } else if (const auto* number = std::get_if<std::uint64_t>(&value)) {
      if (const auto file = file_of(session, action.name, *number); !file)
        return tl::unexpected(file.error());
    }
  }
  return {};
}

}  // namespace vertexview::app
