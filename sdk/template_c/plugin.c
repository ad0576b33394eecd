/* The suggestion box in C11. Numbers of callbacks are those of declaration.json. */
#include <nscl/abi/database.h>
#include <nscl/abi/entities.h>
#include <nscl/abi/http.h>
#include <nscl/abi/plugin.h>
#include <nscl/sdk/embedded.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { body_says_more = 1, count_suggestions = 2 };

typedef struct suggestion_box {
    void* host;
    const nscl_entities_v1* entities;
    const nscl_http_v1* http;
    const nscl_database_v1* database;
    uint32_t title;
    uint32_t body;
} suggestion_box;

static nscl_text text_of(const char* words)
{
    const nscl_text text = {words, strlen(words)};
    return text;
}

static int32_t fail(nscl_error* error, int32_t status, const char* detail)
{
    if (error != NULL && error->size >= sizeof *error) {
        error->status = status;
        error->code[0] = error->field[0] = '\0';
        error->parameters_size = 0;
        snprintf(error->detail, sizeof error->detail, "%s", detail);
    }
    return status;
}

static int32_t check(const suggestion_box* box, const nscl_call* call, nscl_error* error)
{
    nscl_value title;
    nscl_value body;
    int32_t status = box->entities->get(box->host, call->context, call->record, box->title, &title, error);
    if (status == NSCL_OK) status = box->entities->get(box->host, call->context, call->record, box->body, &body, error);
    if (status != NSCL_OK) return status;
    if (title.tag == NSCL_TEXT && body.tag == NSCL_TEXT && title.length == body.length &&
        memcmp(title.as.text, body.as.text, title.length) == 0)
        return box->entities->report(box->host, call->context, text_of("body"), text_of("body_repeats_title"), NULL,
                                     error);
    return NSCL_OK;
}

static int32_t count(const suggestion_box* box, const nscl_call* call, nscl_error* error)
{
    const uint8_t column = NSCL_INTEGER;
    const nscl_text sql = text_of("SELECT COUNT(*) FROM \"suggestion_box_suggestion\"");
    nscl_handle cursor = 0;
    nscl_value cell;
    uint32_t rows = 0;
    char answer[64];

    int32_t status = box->database->query(box->host, call->context, sql, NULL, 0, &column, 1, &cursor, error);
    if (status == NSCL_OK) status = box->database->next_batch(box->host, call->context, cursor, &cell, 1, &rows, error);
    if (status == NSCL_OK && rows != 1) status = fail(error, NSCL_FAILED, "a count without a row");
    if (status == NSCL_OK) snprintf(answer, sizeof answer, "{\"count\":%" PRId64 "}", cell.as.integer);
    if (cursor != 0) box->database->close(box->host, call->context, cursor, NULL);
    if (status != NSCL_OK) return status;
    return box->http->respond(box->host, call->context, 200, text_of("application/json"), text_of(answer), error);
}

static int32_t declare(nscl_text* document, nscl_error* error)
{
    (void)error;
    *document = nscl_embedded_files[0].content;
    return NSCL_OK;
}

static int32_t create(const nscl_host* host, void** instance, nscl_error* error)
{
    suggestion_box* box = calloc(1, sizeof *box);
    if (box == NULL) return fail(error, NSCL_FAILED, "out of memory");
    box->host = host->self;
    box->entities = host->get_extension(host->self, text_of(NSCL_ENTITIES_V1));
    box->http = host->get_extension(host->self, text_of(NSCL_HTTP_V1));
    box->database = host->get_extension(host->self, text_of(NSCL_DATABASE_V1));
    if (!NSCL_HAS(box->entities, nscl_entities_v1, report) || !NSCL_HAS(box->http, nscl_http_v1, respond) ||
        !NSCL_HAS(box->database, nscl_database_v1, close)) {
        free(box);
        return fail(error, NSCL_FAILED, "the host lacks an extension that the suggestion box needs");
    }
    *instance = box;
    return NSCL_OK;
}

static int32_t start(void* instance, nscl_error* error)
{
    suggestion_box* box = instance;
    uint32_t suggestion = 0;
    int32_t status = box->entities->entity(box->host, text_of("suggestion_box.suggestion"), &suggestion, error);
    if (status == NSCL_OK) status = box->entities->field(box->host, suggestion, text_of("title"), &box->title, error);
    if (status == NSCL_OK) status = box->entities->field(box->host, suggestion, text_of("body"), &box->body, error);
    return status;
}

static void destroy(void* instance)
{
    free(instance);
}

static int32_t invoke(void* instance, uint32_t number, nscl_call* call, nscl_error* error)
{
    switch (number) {
    case body_says_more: return check(instance, call, error);
    case count_suggestions: return count(instance, call, error);
    default: return fail(error, NSCL_MISUSE, "no callback has this number");
    }
}

static const nscl_plugin plugin = {
    .size = sizeof(nscl_plugin),
    .abi_major = NSCL_ABI_MAJOR,
    .abi_minor = NSCL_ABI_MINOR,
    .declare = declare,
    .create = create,
    .start = start,
    .destroy = destroy,
    .invoke = invoke,
};

NSCL_EXPORT int32_t nscl_plugin_query_v1(const nscl_boot* boot, const nscl_plugin** out);

int32_t nscl_plugin_query_v1(const nscl_boot* boot, const nscl_plugin** out)
{
    if (boot->abi_major != NSCL_ABI_MAJOR) return NSCL_REFUSED;
    *out = &plugin;
    return NSCL_OK;
}
