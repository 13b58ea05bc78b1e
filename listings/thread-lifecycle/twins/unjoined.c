#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 2000 }; /* one after the other */

static int ended[2]; /* a pipe: each thread writes one byte as it ends */

static void *live(void *unused) {
    if (write(ended[1], "", 1) != 1)
        abort();
    return unused;
}

/* This process's addresses in use, in MiB. */
static long address_space(void) {
    long pages = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    if (statm == NULL || fscanf(statm, "%ld", &pages) != 1)
        abort();
    fclose(statm);
    return pages * sysconf(_SC_PAGESIZE) / (1024 * 1024);
}

static void join(pthread_t thread) { pthread_join(thread, NULL); }
static void detach(pthread_t thread) { pthread_detach(thread); }
static void neither(pthread_t thread) { (void)thread; }

static void measure(const char *way, void after(pthread_t)) {
    long before = address_space();
    for (int i = 0; i < THREADS; i++) {
        pthread_t thread;
        char byte;
        int error = pthread_create(&thread, NULL, live, NULL);
        if (error != 0) {
            printf("no thread %d: %s\n", i, strerror(error));
            exit(1);
        }
        if (read(ended[0], &byte, 1) != 1)
            abort();
        after(thread);
    }
    printf("%ld MiB remain: %s\n", address_space() - before, way);
}

int main(void) {
    if (pipe(ended) != 0)
        abort();
    measure("joined", join);
    measure("detached", detach);
    measure("neither", neither);
}
