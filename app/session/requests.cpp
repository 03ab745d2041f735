#include "session/requests.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <span>
#include <system_error>
#include <utility>

#include "session/state.hpp"
#include "vertexview/io/new_file.hpp"

namespace vertexview::app {

std::string free_picture_name(const Document& document) {
  const Cloud* cloud = document.active_cloud();
  const std::string name =
      cloud != nullptr ? std::filesystem::path(cloud->name).stem().string() : std::string("vertexview");
  std::error_code ignored;
  for (int number = 1;; ++number) {
    std::string path = fmt::format("{}-{:03}.png", name, number);
    if (!std::filesystem::exists(path, ignored)) return path;
  }
}

Result<void> check_not_open(const Document& document, const std::string& path) {
  std::error_code ignored;  // what does not exist is not open
  for (const Cloud& cloud : document.clouds)
    if (std::filesystem::equivalent(cloud.file.path(), path, ignored))
      return fail(ErrorCode::kInUse, "is open here and is not overwritten; choose another name", path);
  return {};
}

Result<void> serve_requests(Document& document,
                            const std::function<Result<void>(const std::string& path)>& write_picture) {
  Result<void> first;
  const auto keep = [&](const Result<void>& result, const std::string& path) {
    if (result)
      document.notify(Notice::Kind::kInfo, fmt::format("wrote {}", path));
    else if (first)
      first = result;
  };
  for (const std::string& path : std::exchange(document.requests.screenshots, {}))
    keep(check_not_open(document, path).and_then([&] { return write_picture(path); }), path);
  for (const std::string& path : std::exchange(document.requests.state_files, {}))
    keep(check_not_open(document, path).and_then([&] {
      const std::string state = state_json(document);
      return write_file(path, std::as_bytes(std::span(state)));
    }),
         path);
  return first;
}

}  // namespace vertexview::app
