/* Preloaded into a server, makes its disk fail for the files of SQLite: with the error whose name (ENOSPC, EIO) stands in the file that
 * NSCL_FAILING_DISK names, from the moment it stands there until it is empty again. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* The error to fail with; 0 while the disk is well. */
static int fault(void)
{
    const char* control = getenv("NSCL_FAILING_DISK");
    if (control == NULL) return 0;
    const int file = open(control, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    char word[16] = {0};
    const ssize_t size = read(file, word, sizeof word - 1);
    close(file);
    if (size <= 0) return 0;
    if (strncmp(word, "ENOSPC", 6) == 0) return ENOSPC;
    return strncmp(word, "EIO", 3) == 0 ? EIO : 0;
}

/* A database, its log or its index: not the server's own log, and no socket. */
static int is_sqlites(int file)
{
    char link[64];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = readlink(link, path, sizeof path - 1);
    if (size <= 0) return 0;
    path[size] = 0;
    return strstr(path, ".db") != NULL;
}

static int fails(int file)
{
    const int error = fault();
    if (error == 0 || !is_sqlites(file)) return 0;
    errno = error;
    return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void* bytes, size_t size)
{
    return fails(file) ? -1 : NEXT(write)(file, bytes, size);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at)
{
    return fails(file) ? -1 : NEXT(pwrite64)(file, bytes, size, at);
}

int ftruncate64(int file, off64_t size)
{
    return fails(file) ? -1 : NEXT(ftruncate64)(file, size);
}

int fdatasync(int file)
{
    return fails(file) ? -1 : NEXT(fdatasync)(file);
}
