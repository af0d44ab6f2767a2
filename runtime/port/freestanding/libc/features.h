/* Empty: libc++ includes <features.h>, and the runtime uses nothing of it. */
#pragma once
