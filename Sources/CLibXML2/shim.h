/* Debian's libxml2 is built with ICU, whose headers clash with those of Foundation. Only encoding.h names ICU: in the
   last members of a structure that is never made or measured here, so leaving them out changes nothing. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>

/* Swift cannot write a variadic function, and libxml2 prints to stderr where none is set. */
static void ignoreMessage(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

/* Silences the messages that libxml2 raises outside of a parser context, for the calling thread. */
static inline void silenceGlobalMessages(void) {
    xmlSetGenericErrorFunc(NULL, ignoreMessage);
}
