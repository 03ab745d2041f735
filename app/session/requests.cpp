#include "session/requests.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <span>
#include <system_error>
#include <utility>

#include "session/state.hpp"
#include "vertexview/io/new_file.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::app {

std::string free_picture_name(const Session& session) {
  const OpenDataset* dataset = session.active_dataset();
  const std::string name = dataset != nullptr ? std::filesystem::path(dataset->data.path()).stem().string()
                                              : std::string("vertexview");
  std::error_code ignored;
  for (int number = 1;; ++number) {
    std::string path = fmt::format("{}-{:03}.png", name, number);
    if (!std::filesystem::exists(path, ignored)) return path;
  }
}

Result<void> check_not_open(const Session& session, const std::string& path) {
  std::error_code ignored;  // a path that does not exist is not open
  for (const OpenDataset& dataset : session.datasets)
    if (std::filesystem::equivalent(dataset.data.path(), path, ignored))
      return fail(ErrorCode::kInUse, "is open here and is not overwritten; choose another name", path);
  return {};
}

Result<void> serve_requests(Session& session,
                            const std::function<Result<void>(const std::string& path)>& write_picture) {
  Result<void> first;
  const auto keep = [&](const Result<void>& result, const std::string& path) {
    if (result)
      session.notify(Notice::Kind::kInfo, fmt::format("wrote {}", printable_name(path)));
    else if (first)
      first = result;
  };
  for (const std::string& path : std::exchange(session.requests.screenshots, {}))
    keep(check_not_open(session, path).and_then([&] { return write_picture(path); }), path);
  for (const std::string& path : std::exchange(session.requests.state_files, {}))
    keep(check_not_open(session, path).and_then([&] {
      const std::string state = state_json(session);
      return write_file(path, std::as_bytes(std::span(state)));
    }),
         path);
  return first;
}

}  // namespace vertexview::app
