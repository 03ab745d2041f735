#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "actions/argument.hpp"
#include "session/session.hpp"

namespace vertexview::app {

/// What has to be there before an action can do anything.
enum class Needs : std::uint8_t {
  kNothing,
  kFile,       ///< an open file
  kVertices,   ///< an open file with at least one record
  kSelection,  ///< a vertex that has the focus
  kWork        ///< a scan, a search or an upload that is under way
};

/// The function that carries out an action, with the arguments that the table says it takes. A Handler cannot
/// be made without a function, so an action that nobody handles does not compile.
class Handler {
 public:
  /// Makes a Handler of a function `Result<void>(Session&, ARGUMENT...)`, each ARGUMENT one of
  /// ArgumentValue's types.
  template <auto function>
  [[nodiscard]] static consteval Handler of() noexcept {
    return Handler(&Call<decltype(function)>::template run<function>, Call<decltype(function)>::kTypes);
  }

  /// Calls the function. The values must have the types that takes() asks for.
  [[nodiscard]] Result<void> operator()(Session& session, std::span<const ArgumentValue> values) const {
    return run_(session, values);
  }
  /// Returns whether the function takes arguments of these kinds.
  [[nodiscard]] constexpr bool takes(std::span<const Argument> arguments) const noexcept {
    if (arguments.size() != count_) return false;
    for (std::size_t i = 0; i < count_; ++i)
      if (type_of(arguments[i].kind) != types_[i]) return false;
    return true;
  }
  /// Returns whether both are the same function.
  friend constexpr bool operator==(const Handler& a, const Handler& b) noexcept { return a.run_ == b.run_; }

 private:
  static constexpr std::size_t kMost = 3;  // arguments of one action
  enum class Type : std::uint8_t { kString, kNumber, kVertex, kVertices };
  using Types = std::array<Type, kMost>;
  using Run = Result<void> (*)(Session& session, std::span<const ArgumentValue> values);

  [[nodiscard]] static constexpr Type type_of(ArgumentKind kind) noexcept {
    if (kind == ArgumentKind::kFile) return Type::kNumber;
    if (kind == ArgumentKind::kVertices) return Type::kVertices;
    return kind == ArgumentKind::kIndex ? Type::kVertex : Type::kString;
  }
  template <class T>
  [[nodiscard]] static consteval Type type_of_value() noexcept {
    if constexpr (std::is_same_v<T, std::string>)
      return Type::kString;
    else if constexpr (std::is_same_v<T, VertexAddress>)
      return Type::kVertex;
    else if constexpr (std::is_same_v<T, VertexChoice>)
      return Type::kVertices;
    else {
      static_assert(std::is_same_v<T, std::uint64_t>, "a handler takes types of ArgumentValue");
      return Type::kNumber;
    }
  }

  template <class Function>
  struct Call;
  template <class... Values>
  struct Call<Result<void> (*)(Session&, Values...)> {
    static_assert(sizeof...(Values) <= kMost);
    static constexpr std::pair<std::size_t, Types> kTypes{sizeof...(Values),
                                                          {type_of_value<std::remove_cvref_t<Values>>()...}};
    template <auto function>
    static Result<void> run(Session& session, std::span<const ArgumentValue> values) {
      return [&]<std::size_t... i>(std::index_sequence<i...>) {
        return function(session, std::get<std::remove_cvref_t<Values>>(values[i])...);
      }(std::index_sequence_for<Values...>{});
    }
  };

  consteval Handler(Run run, std::pair<std::size_t, Types> types) noexcept
      : run_(run), count_(types.first), types_(types.second) {}

  Run run_;
  std::size_t count_;
  Types types_;
};

/// One thing a person can do. Menu, palette, shortcuts, help sheet and `--do` are all made from these rows.
/// Rows that share a name are the same action with different presets, as in "view front" and "view top"; name
/// and preset together are unique.
struct Action {
  std::string_view name;  ///< stable, as in "point-size"
  /// A former name, still understood so that old scripts run; it is shown nowhere.
  std::string_view old_name = {};
  std::string_view label;  ///< for menus, as in "Point size..."
  std::string_view menu =
      {};  ///< its menu: File, Select, View, Layout, Camera, Table, Help; empty: in no menu
  std::string_view shortcut = {};  ///< as shown and parsed: "Ctrl+P", "F", "+"; empty: none
  std::span<const Argument> arguments = {};
  /// The text of the arguments that menu and shortcut use. An action with arguments and an empty preset asks
  /// a person for them.
  std::string_view preset = {};
  Needs needs = Needs::kNothing;  ///< perform() refuses the action without these
  std::string_view help;          ///< one sentence
  Handler run;
  /// Returns whether the menu entry has a check mark; null: the action is no switch.
  bool (*checked)(const Session& session) = nullptr;
};

/// Returns every action, in the order of the menus.
[[nodiscard]] std::span<const Action> actions() noexcept;

/// Returns the first row that `handler` carries out; null where the table has none.
[[nodiscard]] const Action* find_action(const Handler& handler) noexcept;

/// Returns an Error that says why an action can do nothing now, as in "fit: no file is open"; no error where
/// it can.
[[nodiscard]] Result<void> check_enabled(const Action& action, const Session& session);

/// Returns what a person writes to run the action: "goto INDEX", "theme dark|light", "fit".
[[nodiscard]] std::string usage(const Action& action);

}  // namespace vertexview::app
