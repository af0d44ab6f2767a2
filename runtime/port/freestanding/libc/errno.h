/* Empty: libc++ includes <errno.h>, and the runtime uses nothing of it. */
#pragma once
