//===- Loader.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The library that --load names. It refers to no symbol of LLVM, so that any
// clang-tidy can load it; it finds out which LLVM that is, and loads the
// checks built for it from its own directory, where those for several may be:
// it is the same library for all of them.
// If there are none it says so in one line and ends its host: a library that was
// built for another LLVM would crash it sooner or later, and to go on without
// the checks that somebody asked for would look as if they had found nothing.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <dlfcn.h>
#include <set>
#include <string>
#include <unistd.h>

/// How the libraries with the checks begin; the version of their LLVM follows.
#define CHECKS "libambit-tidy-llvm"

namespace {

struct Version {
  unsigned Major = 0, Minor = 0, Patch = 0;
};

/// The version of the LLVM in this process; 0 if there is none that tells.
Version hostVersion() {
  Version V;
  // LLVMGetVersion is in the C interface since LLVM 16.
  using GetVersion = void (*)(unsigned *, unsigned *, unsigned *);
  if (void *Symbol = dlsym(RTLD_DEFAULT, "LLVMGetVersion")) {
    reinterpret_cast<GetVersion>(Symbol)(&V.Major, &V.Minor, &V.Patch);
    return V;
  }
  // Before that, Clang's own version string: "Debian clang version 14.0.6".
  using GetText = std::string (*)();
  if (void *Symbol = dlsym(RTLD_DEFAULT, "_ZN5clang19getClangFullVersionB5cxx11Ev")) {
    std::string Text = reinterpret_cast<GetText>(Symbol)();
    size_t At = Text.find("version ");
    if (At == std::string::npos)
      return V;
    char *Rest = nullptr;
    V.Major = std::strtoul(Text.c_str() + At + std::strlen("version "), &Rest, 10);
    if (*Rest == '.')
      V.Minor = std::strtoul(Rest + 1, &Rest, 10);
    if (*Rest == '.')
      V.Patch = std::strtoul(Rest + 1, &Rest, 10);
  }
  return V;
}

/// The directory this library was loaded from, with a slash.
std::string ownDirectory() {
  Dl_info Info;
  if (!dladdr(reinterpret_cast<void *>(&ownDirectory), &Info) || !Info.dli_fname)
    return "";
  std::string Path = Info.dli_fname;
  size_t Slash = Path.rfind('/');
  return Slash == std::string::npos ? "./" : Path.substr(0, Slash + 1);
}

/// As of all of Ambit's commands.
constexpr int UsageOrConfiguration = 2;

/// For which LLVMs there are checks in \p Directory, in order.
std::set<unsigned> versionsIn(const std::string &Directory) {
  std::set<unsigned> Versions;
  DIR *Listing = opendir(Directory.c_str());
  if (!Listing)
    return Versions;
  while (const dirent *Entry = readdir(Listing)) {
    std::string Name = Entry->d_name;
    if (Name.compare(0, std::strlen(CHECKS), CHECKS) != 0)
      continue;
    char *Rest = nullptr;
    unsigned long Major = std::strtoul(Name.c_str() + std::strlen(CHECKS), &Rest, 10);
    if (Major != 0 && std::strcmp(Rest, ".so") == 0)
      Versions.insert(Major);
  }
  closedir(Listing);
  return Versions;
}

struct Loader {
  Loader() {
    Version Host = hostVersion();
    std::string Directory = ownDirectory();
    std::string Path = Directory + CHECKS + std::to_string(Host.Major) + ".so";
    if (access(Path.c_str(), F_OK) == 0) {
      if (dlopen(Path.c_str(), RTLD_NOW | RTLD_LOCAL))
        return;
      std::fprintf(stderr, "ambit: error: %s; no ambit check is registered\n", dlerror());
      std::_Exit(UsageOrConfiguration);
    }
    std::set<unsigned> There = versionsIn(Directory);
    if (There.empty()) {
      std::fprintf(stderr,
                   "ambit: error: no " CHECKS "*.so is in '%s', beside libambit-tidy.so; no ambit "
                   "check is registered\n",
                   Directory.c_str());
      std::_Exit(UsageOrConfiguration);
    }
    std::string Found = Host.Major
                            ? "LLVM " + std::to_string(Host.Major) + "." +
                                  std::to_string(Host.Minor) + "." + std::to_string(Host.Patch)
                            : std::string("an LLVM that does not tell its version");
    std::string Built;
    for (unsigned Major : There)
      Built += (Built.empty()              ? ""
                : Major == *There.rbegin() ? " and "
                                           : ", ") +
               std::to_string(Major);
    std::fprintf(stderr,
                 "ambit: error: Ambit " AMBIT_VERSION
                 " was built for LLVM %s, but this clang-tidy is %s; no ambit check is "
                 "registered; run clang-tidy-%u\n",
                 Built.c_str(), Found.c_str(), *There.rbegin());
    std::_Exit(UsageOrConfiguration);
  }
};

} // namespace

static Loader LoadNow;
