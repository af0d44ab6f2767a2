//===- efi.hpp - the part of UEFI that the port uses ------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Written from the UEFI Specification 2.10 (sections 4.3, 4.4, 7.1, 12.4) and the PI
// Specification 1.8, volume 2, 13.4 (MP services). Only 64-bit targets; only members that are used
// have their types.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_UEFI_EFI_HPP
#define AMBIT_PORT_UEFI_EFI_HPP

#include <cstddef>
#include <cstdint>

namespace efi {

using status = std::size_t;
using handle = void *;
using event = void *;
using tpl = std::size_t;

inline constexpr status error_bit = std::size_t{1} << 63;
inline constexpr status success = 0, invalid_parameter = error_bit | 2, unsupported = error_bit | 3,
                        buffer_too_small = error_bit | 5, not_ready = error_bit | 6,
                        timeout = error_bit | 18;

inline constexpr tpl application = 4, callback = 8, notify = 16;
inline constexpr std::uint32_t event_timer = 0x8000'0000, event_notify_signal = 0x200;
enum class timer_delay : std::uint32_t { cancel, periodic, relative };

struct guid {
  std::uint32_t a;
  std::uint16_t b, c;
  std::uint8_t d[8];
};

struct table_header {
  std::uint64_t signature;
  std::uint32_t revision, size, crc, reserved;
};

using notify_function = void (*)(event, void *context);

struct boot_services {
  table_header header;
  tpl (*raise_tpl)(tpl);
  void (*restore_tpl)(tpl);
  void *allocate_pages, *free_pages;
  status (*get_memory_map)(std::size_t *size, void *map, std::size_t *key,
                           std::size_t *descriptor_size, std::uint32_t *descriptor_version);
  void *allocate_pool;
  status (*free_pool)(void *);
  status (*create_event)(std::uint32_t type, tpl, notify_function, void *context, event *);
  status (*set_timer)(event, timer_delay, std::uint64_t hundred_nanoseconds);
  status (*wait_for_event)(std::size_t count, event *, std::size_t *index);
  status (*signal_event)(event);
  status (*close_event)(event);
  status (*check_event)(event);
  void *protocols[9];
  void *images[4];
  status (*exit_boot_services)(handle image, std::size_t map_key);
  void *get_next_monotonic_count;
  status (*stall)(std::size_t microseconds);
  status (*set_watchdog_timer)(std::size_t seconds, std::uint64_t code, std::size_t size,
                               const void *data);
  void *drivers[2], *open[3], *handles[2];
  status (*locate_protocol)(const guid *, void *registration, void **interface);
};

struct text_output {
  void *reset;
  status (*output_string)(text_output *, const char16_t *);
};

struct runtime_services {
  table_header header;
  void *time[4], *memory[2], *variables[3], *get_next_high;
  void (*reset_system)(std::uint32_t type, status, std::size_t size, const void *data);
};

struct system_table {
  table_header header;
  char16_t *vendor;
  std::uint32_t firmware_revision;
  handle console_in_handle;
  void *console_in;
  handle console_out_handle;
  text_output *console_out;
  handle error_handle;
  text_output *error_out;
  runtime_services *runtime;
  boot_services *boot;
};

using ap_procedure = void (*)(void *argument);

struct mp_services {
  status (*get_number_of_processors)(mp_services *, std::size_t *all, std::size_t *enabled);
  void *get_processor_info;
  status (*startup_all_aps)(mp_services *, ap_procedure, std::uint8_t one_by_one, event finished,
                            std::size_t microseconds, void *argument, std::size_t **failed);
  void *startup_this_ap, *switch_bsp, *enable_disable_ap;
  status (*who_am_i)(mp_services *, std::size_t *number);
};
inline constexpr guid mp_services_guid{
    0x3fdda605, 0xa76e, 0x4f46, {0xad, 0x29, 0x12, 0xf4, 0x53, 0x1b, 0x3d, 0x08}};

static_assert(offsetof(boot_services, free_pool) == 72);
static_assert(offsetof(boot_services, create_event) == 80);
static_assert(offsetof(boot_services, exit_boot_services) == 232);
static_assert(offsetof(boot_services, stall) == 248);
static_assert(offsetof(boot_services, locate_protocol) == 320);
static_assert(offsetof(system_table, boot) == 96);

} // namespace efi

#endif // AMBIT_PORT_UEFI_EFI_HPP
