/* Empty: libc++ includes <ctype.h>, and the runtime uses nothing of it. */
#pragma once
