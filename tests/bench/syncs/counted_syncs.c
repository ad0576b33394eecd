/* Preloaded into a server, counts how often it has the disk make something durable: calls of fsync and fdatasync, as a number of 8 bytes
 * in the file that NSCL_COUNTED_SYNCS names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic uint64_t* count;

__attribute__((constructor)) static void begin(void)
{
    const char* name = getenv("NSCL_COUNTED_SYNCS");
    if (name == NULL) return;
    const int file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    void* mapped = MAP_FAILED;
    if (file >= 0 && ftruncate(file, sizeof *count) == 0)
        mapped = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED) {
        perror(name);
        abort();
    }
    close(file);
    count = mapped;
}

static void count_one(void)
{
    if (count != NULL) atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int file)
{
    count_one();
    return NEXT(fsync)(file);
}

int fdatasync(int file)
{
    count_one();
    return NEXT(fdatasync)(file);
}
