#include "cli/command.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "session/query.hpp"
#include "vertexview/vertex/expression.hpp"

namespace vertexview::cli {

CLI::Option* add_where_option(CLI::App& app, std::string& where) {
  return app
      .add_option_function<std::string>(
          "--where",
          [&where](const std::string& text) {
            if (auto checked = check_expression(text); !checked)
              throw CLI::ValidationError("--where", describe(checked.error()));
            where = text;
          },
          "Take only the vertices for which this holds, as in \"z > 3\"; 'query --help' has the language")
      ->type_name("EXPR");
}

Result<Dataset> open_where(const std::string& path, const Dataset::Options& options, const std::string& where,
                           Progress& progress) {
  auto file = open_to_read(path, options);
  if (!file || where.empty()) return file;
  const auto condition = app::condition_from_text(where, file->layout().schema);
  if (!condition) return tl::unexpected<Error>(condition.error());
  const auto found = with_progress_bar(progress, "asking", "vertices",
                                       [&] { return find_where(*file, *condition, &progress); });
  if (!found) return tl::unexpected<Error>(found.error());
  const Dataset all = *std::move(file);
  return all.only(*found);
}

}  // namespace vertexview::cli
