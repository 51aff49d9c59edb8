#include "properties/semantics/semantics.hpp"

#include <chrono>
#include <numeric>

#include "process.hpp"
#include "properties/semantics/answers.hpp"

namespace rectifier {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Semantics observed(const Kernel& kernel, const detail::Doing& doing) {
  auto seen = observing::observe<T>(kernel, doing);
  Semantics found;
  found.answers = observing::Reader<T>(seen).answers();
  found.varies = std::move(seen.varies);
  found.departures = std::move(seen.departures);
  found.departing = std::move(seen.departing);
  return found;
}

// ---- the way from the child

Json carried(const Departure& d) {
  return {d.kind, d.x, d.upstream, d.slope, d.got, d.expected, d.n, d.position};
}

Departure departure(const Json& json) {
  return {json[0], json[1], json[2], json[3], json[4], json[5], json[6], json[7]};
}

std::string carried(const Semantics& semantics) {
  Json answers = Json::array(), lists = Json::array();
  for (const Answer& a : semantics.answers) answers.push_back({a.question, a.answer, a.sentence});
  for (const auto& list : semantics.departures) {
    lists.push_back(Json::array());
    for (const Departure& d : list) lists.back().push_back(carried(d));
  }
  return Json{answers, semantics.varies, lists, semantics.departing}.dump();
}

Semantics arrived(const std::string& text) {
  const Json json = Json::parse(text);
  Semantics semantics;
  for (const Json& a : json[0]) semantics.answers.push_back({a[0], a[1], a[2]});
  semantics.varies = json[1];
  for (const Json& list : json[2]) {
    semantics.departures.emplace_back();
    for (const Json& d : list) semantics.departures.back().push_back(departure(d));
  }
  for (const Json& count : json[3]) semantics.departing.push_back(count);
  return semantics;
}

// ---- words

/// "NaN" for all four kinds of it, "quiet NaN" for both signs.
std::vector<std::string> merged_kinds(const std::vector<Departure>& departures) {
  std::vector<std::string> kinds;
  for (const Departure& departure : departures) kinds.push_back(departure.kind);
  struct Merge {
    const char *first, *second, *both;
  };
  constexpr Merge merges[] = {{"+quiet NaN", "-quiet NaN", "quiet NaN"},
                              {"+signalling NaN", "-signalling NaN", "signalling NaN"},
                              {"quiet NaN", "signalling NaN", "NaN"},
                              {"+subnormal", "-subnormal", "subnormals"},
                              {"+inf", "-inf", "infinities"},
                              {"+0", "-0", "zeros"}};
  for (const Merge& merge : merges) {
    const auto first = std::find(kinds.begin(), kinds.end(), merge.first);
    const auto second = std::find(kinds.begin(), kinds.end(), merge.second);
    if (first == kinds.end() || second == kinds.end()) continue;
    *first = merge.both;
    kinds.erase(second);
  }
  return kinds;
}

std::string shown(const Departure& d, std::string_view convention) {
  std::string text = "x = " + d.x;
  if (!d.upstream.empty()) text += ", upstream = " + d.upstream;
  if (!d.slope.empty()) text += ", slope = " + d.slope;
  if (d.n != 1) text += fmt::format(", [{}] of {}", d.position, d.n);
  return text + fmt::format(": got {}, {} {}", d.got, convention, d.expected);
}

}  // namespace

Semantics classify(const Kernel& kernel) {
  const auto result = detail::in_child(
      [&](const detail::Doing& doing) {
        Semantics found;
        with_type(kernel.type, [&]<class T>(T) { found = observed<T>(kernel, doing); });
        return carried(found);
      },
      std::chrono::seconds(30));
  if (result.death.empty()) return arrived(result.told);
  Semantics failed;
  failed.failure = result.death + ", during the call with " + result.doing;
  for (char& c : failed.failure)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) c = '?';
  return failed;
}

std::optional<Convention> nearest(const Semantics& semantics) {
  std::optional<Convention> found;
  for (std::size_t c = 0; c < semantics.departing.size(); ++c)
    if (!found || semantics.departing[c] < semantics.departing[std::size_t(*found)])
      found = Convention(c);
  return found;
}

std::string keeps_to(const Semantics& semantics) {
  const auto convention = nearest(semantics);
  if (!convention) return {};
  const std::size_t departures = semantics.departures[std::size_t(*convention)].size();
  if (departures == 0) return std::string(name(*convention));
  return fmt::format("near {} ({})", name(*convention), departures);
}

std::string in_words(const Semantics& semantics) {
  if (!semantics.failure.empty()) return semantics.failure;
  std::vector<std::string> sentences;
  for (const Answer& answer : semantics.answers) {
    const std::string& sentence = answer.sentence;
    if (sentence.empty()) continue;
    // "keeps NaN" and "keeps -0" are one sentence.
    if (!sentences.empty() && sentence.starts_with("keeps ") &&
        sentences.back().starts_with("keeps "))
      sentences.back() += " and " + sentence.substr(6);
    else
      sentences.push_back(sentence);
  }
  sentences.push_back(std::string("length-dependent: ") +
                      (semantics.varies.empty() ? "no" : "yes"));
  const auto convention = nearest(semantics);
  const auto& departures = semantics.departures[std::size_t(*convention)];
  if (departures.empty())
    sentences.push_back(fmt::format("equals {}", name(*convention)));
  else
    sentences.push_back(fmt::format("nearest {}, but for {}", name(*convention),
                                    fmt::join(merged_kinds(departures), ", ")));
  return fmt::format("{}", fmt::join(sentences, "; "));
}

std::string departures_in_words(const Semantics& semantics) {
  std::string text;
  for (std::size_t c = 0; c < semantics.departures.size(); ++c) {
    const auto& list = semantics.departures[c];
    if (list.empty()) continue;
    text += fmt::format("otherwise than {} at {}\n", name(Convention(c)),
                        fmt::join(merged_kinds(list), ", "));
    for (const Departure& departure : list)
      text += fmt::format("  {}: {}\n", departure.kind, shown(departure, name(Convention(c))));
  }
  if (!semantics.varies.empty()) text += "depends on the length: " + semantics.varies + "\n";
  return text;
}

Json to_json(const Semantics& semantics) {
  if (!semantics.failure.empty()) return {{"failure", semantics.failure}};
  const auto convention = nearest(semantics);
  Json answers, departures;
  for (const Answer& answer : semantics.answers) answers[answer.question] = answer.answer;
  for (std::size_t c = 0; c < semantics.departures.size(); ++c) {
    Json& list = departures[std::string(name(Convention(c)))] = Json::array();
    for (const Departure& d : semantics.departures[c])
      list.push_back({{"kind", d.kind},
                      {"x", d.x},
                      {"upstream", d.upstream},
                      {"slope", d.slope},
                      {"got", d.got},
                      {"expected", d.expected},
                      {"n", d.n},
                      {"position", d.position}});
  }
  return {{"words", in_words(semantics)},
          {"nearest", name(*convention)},
          {"equal", semantics.departures[std::size_t(*convention)].empty()},
          {"answers", answers},
          {"varies", semantics.varies},
          {"departures", departures}};
}

std::vector<Difference> differences(std::span<const Kernel> kernels) {
  std::vector<Difference> rows;
  for (const Kernel& kernel : kernels) {
    if (!kernel.supported()) continue;
    const Semantics semantics = classify(kernel);
    if (!semantics.failure.empty()) {
      rows.push_back({kernel.id, {}, {}});
      rows.back().departure.kind = semantics.failure;
    }
    for (std::size_t c = 0; c < semantics.departures.size(); ++c)
      for (const Departure& departure : semantics.departures[c])
        rows.push_back({kernel.id, Convention(c), departure});
  }
  return rows;
}

}  // namespace rectifier
