#include "reports/answers/code_bytes.hpp"

#include "support/symbols.hpp"

namespace rectifier::reports {

std::optional<std::size_t> code_bytes(const std::string& kernel_id) {
  const Kernel* kernel = find(kernel_id);
  if (kernel == nullptr) return std::nullopt;
  const std::size_t bytes = code_at(address_of(*kernel)).size();
  return bytes == 0 ? std::nullopt : std::optional(bytes);
}

}  // namespace rectifier::reports
