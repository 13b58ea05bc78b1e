#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static int is_open;

static void *open_it(void *unused) {
    pthread_mutex_lock(&lock);
    is_open = 1;
    pthread_cond_signal(&bell);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void) {
    pthread_t guest;
    pthread_create(&guest, NULL, open_it, NULL);
    pthread_mutex_lock(&lock);
    int seen = is_open;
    pthread_mutex_unlock(&lock);
    while (!seen) {
        pthread_mutex_lock(&lock);
        pthread_cond_wait(&bell, &lock);
        seen = is_open;
        pthread_mutex_unlock(&lock);
    }
    pthread_join(guest, NULL);
    puts("open");
}
