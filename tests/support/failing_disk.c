/* Preloaded into a server, makes its disk fail with the error whose name (ENOSPC, EIO, EROFS) stands in the file that NSCL_FAILING_DISK
 * names, from the moment it stands there until it is empty again: whatever SQLite writes to its files, and the room that MariaDB wants for
 * its own. With EROFS SQLite's files cannot be opened for writing either, and are said not to be writable, as on a disk that the system has made read-only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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
    if (strncmp(word, "EROFS", 5) == 0) return EROFS;
    return strncmp(word, "EIO", 3) == 0 ? EIO : 0;
}

/* Whether the file's path holds these letters. */
static int is_named(int file, const char* letters)
{
    char link[64];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = readlink(link, path, sizeof path - 1);
    if (size <= 0) return 0;
    path[size] = 0;
    return strstr(path, letters) != NULL;
}

static int refuse(int error)
{
    errno = error;
    return 1;
}

/* Any change of a database of SQLite, its log or its index: not of the server's own log, nor of a socket. */
static int fails(int file)
{
    const int error = fault();
    return error != 0 && is_named(file, ".db") ? refuse(error) : 0;
}

/* What makes a table of MariaDB larger; a page that has its place can be written. */
static int fails_to_grow(int file, off64_t end)
{
    struct stat64 now;
    const int error = fault();
    if (error == 0 || !is_named(file, ".ibd") || fstat64(file, &now) != 0 || end <= now.st_size) return 0;
    return refuse(error);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void* bytes, size_t size)
{
    return fails(file) ? -1 : NEXT(write)(file, bytes, size);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at)
{
    if (fails(file) || fails_to_grow(file, at + (off64_t)size)) return -1;
    return NEXT(pwrite64)(file, bytes, size, at);
}

int open64(const char* path, int how, ...)
{
    const int writes = (how & O_ACCMODE) != O_RDONLY || (how & O_CREAT) != 0;
    if (writes && strstr(path, ".db") != NULL && fault() == EROFS && refuse(EROFS)) return -1;
    va_list rest;
    va_start(rest, how);
    const mode_t mode = (how & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return NEXT(open64)(path, how, mode);
}

int faccessat(int folder, const char* path, int mode, int flags)
{
    if ((mode & W_OK) != 0 && strstr(path, ".db") != NULL && fault() == EROFS && refuse(EROFS)) return -1;
    return NEXT(faccessat)(folder, path, mode, flags);
}

int ftruncate64(int file, off64_t size)
{
    return fails(file) ? -1 : NEXT(ftruncate64)(file, size);
}

int fdatasync(int file)
{
    return fails(file) ? -1 : NEXT(fdatasync)(file);
}

int fallocate64(int file, int mode, off64_t at, off64_t size)
{
    return fails_to_grow(file, at + size) ? -1 : NEXT(fallocate64)(file, mode, at, size);
}
