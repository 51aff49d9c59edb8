// A pipe that programs do not inherit, with nothing but POSIX.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace rectifier::detail {

/// Opens a pipe whose ends are closed in a program that is started; false, and errno, if that can't
/// be. A thread that starts one between the two steps hands them on: pipe2 is not everywhere.
inline bool open_pipe(int (&ends)[2]) {
  if (pipe(ends) != 0) return false;
  if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0)
    return true;
  const int error = errno;
  close(ends[0]);
  close(ends[1]);
  errno = error;
  return false;
}

}  // namespace rectifier::detail
