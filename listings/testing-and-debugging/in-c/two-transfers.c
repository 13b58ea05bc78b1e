#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static int accounts[2] = {1, 1};

static void transfer(int from, int to) {
    pthread_mutex_lock(&locks[from]);
    pthread_mutex_lock(&locks[to]);
    accounts[from]--;
    accounts[to]++;
    pthread_mutex_unlock(&locks[to]);
    pthread_mutex_unlock(&locks[from]);
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
