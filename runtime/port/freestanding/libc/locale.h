/* Empty: libc++ includes <locale.h>, and the runtime uses nothing of it. */
#pragma once
