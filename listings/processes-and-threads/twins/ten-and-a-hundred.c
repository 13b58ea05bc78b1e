#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int number = 1;

static void *add_ten(void *nothing) {
    number += 10;
    return nothing;
}

int main(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, add_ten, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);

    pid_t child = fork();
    if (child == -1)
        return 1;
    if (child == 0) {
        number += 100;
        printf("child:  %d\n", number);
        return 0;
    }
    waitpid(child, NULL, 0);
    printf("parent: %d\n", number);
}
