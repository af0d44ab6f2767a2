/* Empty: libc++ includes <wctype.h>, and the runtime uses nothing of it. */
#pragma once
