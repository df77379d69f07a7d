import { expect, test } from 'vitest'
import { decodeLeb128, encodeLeb128 } from './leb128.ts'

test.each([
  [0, [0x00]],
  [1, [0x01]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [300, [0xac, 0x02]],
  [16_383, [0xff, 0x7f]],
  [16_384, [0x80, 0x80, 0x01]],
  [624_485, [0xe5, 0x8e, 0x26]],
  [0x7fffffff, [0xff, 0xff, 0xff, 0xff, 0x07]],
  [0x80000000, [0x80, 0x80, 0x80, 0x80, 0x08]],
  [0xffffffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])('writes %i and reads it again, wherever it starts', (value, bytes) => {
  expect([...encodeLeb128(value)]).toEqual(bytes)
  expect(decodeLeb128(Uint8Array.of(9, 9, ...bytes, 9), 2)).toEqual({
    value,
    end: 2 + bytes.length,
  })
})

test.each([-1, 0.5, Number.NaN, Infinity, 2 ** 32])('refuses to write %d', (value) => {
  expect(() => encodeLeb128(value)).toThrow(RangeError)
})

test.each([
  ['nothing', []],
  ['a number that is cut off', [0x80, 0x80]],
  ['more than 32 bits', [0xff, 0xff, 0xff, 0xff, 0x10]],
  ['more than five bytes', [0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
])('refuses to read %s', (_what, bytes) => {
  expect(() => decodeLeb128(Uint8Array.from(bytes))).toThrow(RangeError)
})
