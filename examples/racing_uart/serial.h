//===- serial.h -------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A serial port that both cores write to. Its interrupt is served on core 0.
//
//===----------------------------------------------------------------------===//

#ifndef SERIAL_H
#define SERIAL_H

/// Has \p byte sent when the port is free; it is lost if too many wait.
void serial_send(char byte);

#endif // SERIAL_H
