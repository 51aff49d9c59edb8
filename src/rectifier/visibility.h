/* Marks what the library defines outside of its headers. A shared library exports just these; the
 * static one, which is compiled with another RECTIFIER_API, keeps them from being exported by what
 * links it. Whoever includes a header defines nothing. */
#ifndef RECTIFIER_VISIBILITY_H
#define RECTIFIER_VISIBILITY_H

#if !defined(RECTIFIER_API)
#if defined(__GNUC__)
#define RECTIFIER_API __attribute__((visibility("default")))
#else
#define RECTIFIER_API
#endif
#endif

#endif
