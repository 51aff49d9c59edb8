// For a plug-in that throws, which C can't.
#include <stdexcept>

extern "C" void throw_an_exception() { throw std::runtime_error("no licence\nfor this machine"); }
