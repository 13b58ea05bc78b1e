#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static int accounts[2] = {1, 1};

static void transfer(int from, int to) {
    pthread_mutex_lock(&locks[0]);
    pthread_mutex_lock(&locks[1]);
    accounts[from]--;
    accounts[to]++;
    pthread_mutex_unlock(&locks[1]);
    pthread_mutex_unlock(&locks[0]);
}

static void *there(void *unused) {
    transfer(0, 1);
    return unused;
}

int main(void) {
    pthread_t other;
    pthread_create(&other, NULL, there, NULL);
    transfer(1, 0);
    pthread_join(other, NULL);
    printf("%d\n", accounts[0] + accounts[1]);
}
