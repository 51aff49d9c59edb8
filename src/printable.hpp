// Text of strangers in messages, the library's and the programs'.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rectifier {

/// Text of unknown origin for a message: control characters replaced, cut if it is longer.
inline std::string printable(std::string_view text, std::size_t longest = 200) {
  std::string clean(text.substr(0, longest));
  for (char& c : clean)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return text.size() > longest ? clean + "..." : clean;
}

}  // namespace rectifier
