// The kernels of every target once more, from the same objects as the library's, RECTIFIER_PADDING
// bytes further in memory: what an address does to a time is sampled, as noise is.
#include "layout_rows.hpp"

// The linker puts this section before all other code.
__asm__(".section .text.unlikely, \"ax\", @progbits\n.skip " RECTIFIER_PADDING "\n.text");

extern "C" [[gnu::visibility("default")]] const rectifier::PerTarget<rectifier::Table>*
rectifier_layout_tables() {
  return rectifier::table_rows;
}
