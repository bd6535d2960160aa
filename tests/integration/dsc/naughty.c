/* A PKCS#11 library that passes everything on to SoftHSM and adds what hardware does and SoftHSM does not.
 *
 * Switches are files in $NAUGHTY_SWITCHES, looked at on every call:
 *   absent   the token is unplugged; sessions from before never come back
 *   tries    wrong PINs left before it locks (3 without the file)
 *   slow     milliseconds that each signature takes
 *   fail     what C_Sign answers, a CK_RV in hexadecimal
 *   login    what C_Login answers, a CK_RV in hexadecimal
 *   crash-at-login   C_Login takes its process down
 *   spoil    C_Sign answers well and gives a wrong signature
 *   crash    C_Sign takes its process down
 *   crash-at-look   so does C_GetSlotList
 *   slow-at-look    milliseconds that C_GetSlotList takes
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pkcs11.h"

#define MOST_TRIES 3

static CK_FUNCTION_LIST ours;
static CK_FUNCTION_LIST_PTR soft;
static int was_absent;

static FILE *open_switch(const char *name, const char *how) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", getenv("NAUGHTY_SWITCHES"), name);
    return fopen(path, how);
}

static int is_on(const char *name) {
    FILE *file = open_switch(name, "r");
    if (file) fclose(file);
    return file != NULL;
}

static long value_of(const char *name, long otherwise, int base) {
    char text[32] = {0};
    FILE *file = open_switch(name, "r");
    if (!file) return otherwise;
    if (!fgets(text, sizeof text, file)) text[0] = 0;
    fclose(file);
    return strtol(text, NULL, base);
}

static void keep_tries(long left) {
    FILE *file = open_switch("tries", "w");
    if (file) {
        fprintf(file, "%ld\n", left);
        fclose(file);
    }
}

static CK_RV gone(void) {
    if (is_on("absent")) {
        was_absent = 1;
        return CKR_DEVICE_REMOVED;
    }
    return was_absent ? CKR_SESSION_HANDLE_INVALID : CKR_OK;
}

static CK_RV slot_list(CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR count) {
    if (is_on("crash-at-look")) abort();
    usleep(1000 * value_of("slow-at-look", 0, 10));
    if (is_on("absent")) {
        was_absent = 1;
        if (present) {
            *count = 0;
            return CKR_OK;
        }
    }
    return soft->C_GetSlotList(present, slots, count);
}

static CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
    if (is_on("absent")) return CKR_TOKEN_NOT_PRESENT;
    CK_RV answer = soft->C_GetTokenInfo(slot, info);
    if (answer == CKR_OK && (info->flags & CKF_TOKEN_INITIALIZED)) {
        long tries = value_of("tries", MOST_TRIES, 10);
        info->flags &= ~(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
        if (tries < MOST_TRIES) info->flags |= CKF_USER_PIN_COUNT_LOW;
        if (tries == 1) info->flags |= CKF_USER_PIN_FINAL_TRY;
        if (tries <= 0) info->flags |= CKF_USER_PIN_LOCKED;
    }
    return answer;
}

static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR user, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session) {
    if (is_on("absent")) return CKR_TOKEN_NOT_PRESENT;
    if (was_absent) {
        soft->C_CloseAllSessions(slot);
        was_absent = 0;
    }
    return soft->C_OpenSession(slot, flags, user, notify, session);
}

static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
    long tries = value_of("tries", MOST_TRIES, 10);
    CK_RV answer = gone();
    if (answer != CKR_OK) return answer;
    if (is_on("crash-at-login")) abort();
    if (is_on("login")) return (CK_RV)value_of("login", CKR_GENERAL_ERROR, 16);
    if (tries <= 0) return CKR_PIN_LOCKED;
    answer = soft->C_Login(session, user, pin, length);
    if (answer == CKR_OK) keep_tries(MOST_TRIES);
    if (answer != CKR_PIN_INCORRECT) return answer;
    keep_tries(--tries);
    return tries <= 0 ? CKR_PIN_LOCKED : answer;
}

static CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
    CK_RV answer = gone();
    return answer == CKR_OK ? soft->C_SignInit(session, mechanism, key) : answer;
}

static CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG size, CK_BYTE_PTR signature, CK_ULONG_PTR length) {
    CK_RV answer = gone();
    if (answer != CKR_OK) return answer;
    if (signature) {
        usleep(1000 * value_of("slow", 0, 10));
        if (is_on("crash")) abort();
        if ((answer = gone()) != CKR_OK) return answer;
        if (is_on("fail")) return (CK_RV)value_of("fail", CKR_FUNCTION_FAILED, 16);
    }
    answer = soft->C_Sign(session, data, size, signature, length);
    if (signature && is_on("spoil")) signature[*length / 2] ^= 1;
    return answer;
}

static CK_RV find_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR wanted, CK_ULONG count) {
    CK_RV answer = gone();
    return answer == CKR_OK ? soft->C_FindObjectsInit(session, wanted, count) : answer;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
    if (!soft) {
        void *library = dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
        if (!library) return CKR_GENERAL_ERROR;
        CK_C_GetFunctionList get = (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList");
        CK_RV answer = get(&soft);
        if (answer != CKR_OK) return answer;
        memcpy(&ours, soft, sizeof ours);
        ours.C_GetFunctionList = C_GetFunctionList;
        ours.C_GetSlotList = slot_list;
        ours.C_GetTokenInfo = token_info;
        ours.C_OpenSession = open_session;
        ours.C_Login = login;
        ours.C_SignInit = sign_init;
        ours.C_Sign = sign;
        ours.C_FindObjectsInit = find_init;
    }
    *list = &ours;
    return CKR_OK;
}
