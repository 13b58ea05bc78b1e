#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *print_numbers(void *unused) {
    (void)unused;
    for (int number = 0; number < 3; number++)
        printf("%d\n", number);
    return NULL;
}

static void *print_letters(void *unused) {
    (void)unused;
    for (char letter = 'a'; letter <= 'c'; letter++)
        printf("%c\n", letter);
    return NULL;
}

static pthread_t start(void *run(void *)) {
    pthread_t thread;
    int error = pthread_create(&thread, NULL, run, NULL);
    if (error != 0) { /* the error is the result; errno is not set */
        fprintf(stderr, "no thread: %s\n", strerror(error));
        exit(1);
    }
    return thread;
}

int main(void) {
    pthread_t numbers = start(print_numbers);
    pthread_t letters = start(print_letters);
    pthread_join(numbers, NULL);
    pthread_join(letters, NULL);
}
