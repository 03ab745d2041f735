// Runs programs of view operations on vertexview's views, for differential_test.cpp.
#include <bit>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "memory/differential_program.hpp"
#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/pack.hpp"

namespace vertexview::test {
namespace {

std::string error_name(const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kReleased:
      return "err ValueError";
    case ErrorCode::kWrongType:
    case ErrorCode::kReadOnly:
      return "err TypeError";
    case ErrorCode::kOutOfRange:
      return "err IndexError";
    case ErrorCode::kBadFormat:
      return "err struct.error";
    case ErrorCode::kNotImplemented:
      return "err NotImplementedError";
    case ErrorCode::kInUse:
      return "err BufferError";
    case ErrorCode::kOverflow:
      return "err OverflowError";
    default:
      return "err " + error.message;
  }
}

std::string hex_text(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    char pair[3];
    std::snprintf(pair, sizeof(pair), "%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += pair;
  }
  return out;
}

std::string text(const Value& value) {
  if (const auto* truth = value.as_bool()) return *truth ? "b1" : "b0";
  if (const auto* number = value.as_signed()) return std::string("i").append(std::to_string(*number));
  if (const auto* number = value.as_unsigned()) return std::string("i").append(std::to_string(*number));
  if (const auto* bytes = value.as_bytes()) return std::string("x").append(hex_text(*bytes));
  if (const auto* number = value.as_double()) {
    if (std::isnan(*number)) return "fnan";
    char bits[17];
    std::snprintf(bits, sizeof(bits), "%016llx", std::bit_cast<unsigned long long>(*number));
    return std::string("f") + bits;
  }
  std::string out = "[";
  for (const Value& element : *value.as_list()) {
    if (out.size() > 1) out += ',';
    out += text(element);
  }
  return out + "]";
}

std::string text(std::span<const std::byte> bytes) {
  return std::string("x").append(hex_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
}

std::string bytes_from(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i + 1 < token.size(); i += 2)
    out += static_cast<char>(std::stoul(std::string(token.substr(i, 2)), nullptr, 16));
  return out;
}

Value value_from(const std::string& token) {
  const std::string rest = token.substr(1);
  if (token[0] == 'x') return bytes_from(rest);
  if (token[0] == 'b') return rest == "1";
  if (token == "fnan") return std::nan("");
  if (token[0] == 'f') return std::bit_cast<double>(std::stoull(rest, nullptr, 16));
  return rest[0] == '-' ? Value(std::stoll(rest)) : Value(std::stoull(rest));
}

template <class T, class Convert>
std::vector<T> list_from(const std::string& token, Convert convert) {
  std::vector<T> out;
  if (token == "-") return out;
  std::istringstream in(token);
  for (std::string part; std::getline(in, part, ',');) out.push_back(convert(part));
  return out;
}

std::vector<Value> values_from(const std::string& token) {
  return list_from<Value>(token, value_from);
}
std::vector<std::int64_t> integers_from(const std::string& token) {
  return list_from<std::int64_t>(token,
                                 [](const std::string& part) { return std::int64_t{std::stoll(part)}; });
}

Slice slice_from(const std::string& start, const std::string& stop, const std::string& step) {
  const auto end = [](const std::string& token) -> std::optional<std::int64_t> {
    if (token == "n") return std::nullopt;
    return std::stoll(token);
  };
  return {end(start), end(stop), end(step).value_or(1)};
}

class Machine {
 public:
  std::string run(const std::string& line) {
    std::istringstream in(line);
    words_.clear();
    for (std::string word; in >> word;) words_.push_back(word);
    const std::string situation = situation_before();
    std::string answer = execute();
    const bool failed = answer.starts_with("err ");
    const bool truth = answer == "ok True" || answer == "ok False";
    ++cases_[situation + (failed ? answer.substr(4) : truth ? answer : "ok")];
    return answer;
  }

  /// Returns how often each operation met each kind of view and ended in each way.
  const std::map<std::string, int>& cases() const { return cases_; }

 private:
  const std::string& word(std::size_t i) const { return words_.at(i); }
  MemoryView& view(std::size_t i) { return views_.at(word(i)); }
  static std::span<const std::byte> as_bytes(const std::string& text) {
    return std::as_bytes(std::span(text));
  }

  static std::string ok(const std::string& answer) { return std::string("ok ").append(answer); }
  static std::string ok(const char* answer) { return ok(std::string(answer)); }
  static std::string ok(bool answer) { return answer ? "ok True" : "ok False"; }
  static std::string ok(std::uint64_t answer) { return ok(std::to_string(answer)); }
  static std::string ok(const Value& answer) { return ok(text(answer)); }
  static std::string ok(std::vector<std::byte> answer) {
    return ok(text(std::span<const std::byte>(answer)));
  }
  template <class T>
  static std::string answer(const Result<T>& result) {
    return result ? ok(*result) : error_name(result.error());
  }
  static std::string answer(const Result<void>& result, const char* done) {
    return result ? ok(done) : error_name(result.error());
  }

  static std::string integers(std::span<const std::int64_t> numbers) {
    std::string out = "[";
    for (const std::int64_t number : numbers) {
      if (out.size() > 1) out += ", ";
      out += std::to_string(number);
    }
    return out + "]";
  }

  static std::string attributes(const MemoryView& view) {
    if (!view.check()) return error_name(view.check().error());
    std::vector<std::int64_t> steps(view.strides().begin(), view.strides().end());
    for (std::size_t d = 0; d < steps.size(); ++d)
      // Such a stride is never used, and CPython's may have overflowed.
      if (view.shape()[d] <= 1) steps[d] = 0;
    std::ostringstream out;
    out << view.format().text() << ' ' << view.itemsize() << ' ' << view.nbytes() << ' ' << view.ndim() << ' '
        << integers(view.shape()) << ' ' << integers(steps) << ' ' << view.readonly() << view.c_contiguous()
        << view.f_contiguous() << view.contiguous();
    return ok(out.str());
  }

  static std::string kind_of(const MemoryView& view) {
    if (view.released()) return "released";
    if (view.ndim() == 0) return "0-D";
    if (view.ndim() > 1) return "N-D";
    if (view.nbytes() == 0) return "empty";
    if (view.readonly()) return "read-only";
    return view.contiguous() ? "1-D" : "strided";
  }
  /// Returns the operation, the kind of view that it works on and what is asked of it, as words that cases()
  /// counts.
  std::string situation_before() {
    const std::string& op = word(0);
    const bool makes_one = op == "slice" || op == "cast" || op == "copy" || op == "readonly";
    const auto viewed = words_.size() < 2 ? views_.end() : views_.find(word(makes_one ? 2 : 1));
    std::string out = op + ' ';
    if (viewed != views_.end()) out += kind_of(viewed->second) + ' ';
    if (op == "slice" || op == "assign") {
      const std::string& step = word(op == "slice" ? 5 : 4);
      out += step == "0" ? "step=0 " : step.size() > 2 ? "step=far " : step[0] == '-' ? "step<0 " : "step>0 ";
    }
    if (op == "cast") out += word(4) == "n" ? "" : word(4) == "-" ? "shape=() " : "shape ";
    if (op == "set")
      out += word(3)[0] == 'i'   ? "integer "
             : word(3)[0] == 'f' ? "float "
             : word(3)[0] == 'b' ? "bool "
                                 : "bytes ";
    if (op == "get" || op == "set") {
      const auto indices = integers_from(word(2));
      out += indices.empty() ? "[()] " : indices.size() > 1 ? "[i,j] " : "[i] ";
    }
    if (op == "tobytes") out += word(2) + ' ';
    if (op == "hex" && word(2) != "n")
      out += word(3)[0] == '-' ? "group<0 " : word(3) == "0" ? "group=0 " : "group>0 ";
    return out;
  }

  std::string keep(Result<MemoryView> made) {
    if (!made) return error_name(made.error());
    views_[word(1)] = std::move(*made);
    return attributes(views_[word(1)]);
  }

  // Returns the records of a struct format in plain bytes, as the oracle's records() reads them.
  static Result<MemoryView> records(const MemoryView& view, const std::string& format) {
    if (auto alive = view.check(); !alive) return tl::unexpected<Error>(alive.error());
    if (view.ndim() != 1 || !view.format().byte_like()) return fail(ErrorCode::kWrongType, "");
    return view.cast(format);
  }

  std::string execute() {
    const std::string& op = word(0);
    if (op == "program") {
      views_.clear();
      bases_.clear();
      return ok(word(1));
    }
    if (op == "base") {
      auto owner = std::make_shared<std::string>(bytes_from(word(3).substr(1)));
      const auto bytes = std::as_writable_bytes(std::span(*owner));
      bases_[word(1)] =
          word(2) == "rw" ? Buffer(bytes, owner) : Buffer(std::span<const std::byte>(bytes), owner);
      return ok("new");
    }
    if (op == "view") return keep(bases_.at(word(2)).view());
    if (op == "resize") return bases_.at(word(1)).exports() > 0 ? "err BufferError" : "ok resized";
    if (op == "slice") return keep(view(2).slice(slice_from(word(3), word(4), word(5))));
    if (op == "copy") return keep(view(2).check().and_then([&]() -> Result<MemoryView> { return view(2); }));
    if (op == "readonly")
      return keep(view(2).check().and_then([&]() -> Result<MemoryView> { return view(2).to_readonly(); }));
    if (op == "cast")
      return keep(word(4) == "n" ? view(2).cast(bytes_from(word(3)))
                                 : view(2).cast(bytes_from(word(3)), integers_from(word(4))));
    if (words_[0] == "calcsize" || op == "pack" || op.starts_with("unpack") || op == "iter_unpack")
      return execute_struct();
    return execute_on_view();
  }

  std::string execute_struct() {
    const std::string& op = word(0);
    const auto format = Format::parse(bytes_from(word(1)));
    if (!format) return error_name(format.error());
    if (op == "calcsize") return ok(format->itemsize());
    if (op == "pack") return answer(pack(*format, values_from(word(2))));
    const std::string bytes = bytes_from(word(2).substr(1));
    if (op == "unpack") return listed(unpack(*format, as_bytes(bytes)));
    if (op == "unpack_from") return listed(unpack_from(*format, as_bytes(bytes), std::stoll(word(3))));
    const auto records = iter_unpack(*format, as_bytes(bytes));
    if (!records) return error_name(records.error());
    Value::List list;
    for (const auto& record : *records) list.emplace_back(record);
    return ok(Value(list));
  }
  static std::string listed(const Result<std::vector<Value>>& values) {
    return values ? ok(Value(*values)) : error_name(values.error());
  }

  std::string execute_on_view() {
    const std::string& op = word(0);
    const MemoryView& m = view(1);
    if (op == "attributes") return attributes(m);
    if (op == "len") return answer(m.length());
    if (op == "get") return answer(m.at(integers_from(word(2))));
    if (op == "set") return answer(m.set(integers_from(word(2)), value_from(word(3))), "set");
    // Deviation slicesOfSeveralDimensionsAreAssigned.
    if (op == "assign" && m.ndim() > 1 && !m.readonly()) return "err NotImplementedError";
    if (op == "assign") return answer(m.assign(slice_from(word(2), word(3), word(4)), view(5)), "assigned");
    if (op == "tolist") return answer(m.to_list());
    if (op == "tobytes")
      return answer(m.to_bytes(word(2) == "C"   ? ItemOrder::kRowMajor
                               : word(2) == "F" ? ItemOrder::kColumnMajor
                                                : ItemOrder::kAsStored));
    if (op == "hex")
      return answer(word(2) == "n" ? m.hex() : m.hex(bytes_from(word(2).substr(1)), std::stoll(word(3))));
    if (op == "eq") return ok(m == view(2));
    if (op == "contains") return answer(m.contains(value_from(word(2))));
    if (op == "count") return answer(m.count(value_from(word(2))));
    if (op == "index") return answer(m.index(value_from(word(2)), std::stoll(word(3)), std::stoll(word(4))));
    if (op == "release") {
      view(1).release();
      return ok("released");
    }
    if (op == "iterate" || op == "reversed") return execute_iteration(m);
    if (op == "pack_into") return execute_pack_into(m);
    return execute_on_records(m);
  }

  std::string execute_iteration(const MemoryView& m) {
    const auto values = m.values();
    if (!values) return error_name(values.error());
    if (word(0) == "iterate") return ok(Value(Value::List(values->begin(), values->end())));
    return ok(Value(Value::List(values->rbegin(), values->rend())));
  }

  std::string execute_pack_into(const MemoryView& m) {
    const auto format = Format::parse(bytes_from(word(2)));
    if (!format) return error_name(format.error());
    const auto values = values_from(word(4));
    if (values.size() != format->value_count()) return "err struct.error";
    const auto target = m.writable_bytes();
    // CPython raises TypeError whatever keeps the target from being a plain writable buffer.
    if (!target) return "err TypeError";
    return answer(pack_into(*format, *target, std::stoll(word(3)), values), "packed");
  }

  std::string execute_on_records(const MemoryView& m) {
    const auto items = records(m, bytes_from(word(2)));
    if (!items) return error_name(items.error());
    if (word(0) == "records") return answer(items->to_list());
    if (word(0) == "record_eq") {
      const auto others = records(view(3), bytes_from(word(4)));
      return others ? ok(*items == *others) : error_name(others.error());
    }
    const auto values = values_from(word(4));
    const bool lone = items->format().scalar() != nullptr && values.size() == 1;
    return answer(items->set(std::stoll(word(3)), lone ? values[0] : Value(values)), "set");
  }

  std::vector<std::string> words_;
  std::map<std::string, int> cases_;
  std::map<std::string, Buffer> bases_;
  std::map<std::string, MemoryView> views_;
};

}  // namespace

Answers run_programs(const std::vector<std::string>& lines) {
  Answers answers;
  Machine machine;
  for (const std::string& line : lines) answers.lines.push_back(machine.run(line));
  answers.cases = machine.cases();
  return answers;
}

}  // namespace vertexview::test
