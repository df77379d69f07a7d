/** Largest length that is written: 32 bits, in at most five bytes. */
const maximum = 0xffffffff
const maximumBytes = 5

/** A number in groups of seven bits, the lowest first. The high bit says that more follow. */
export function encodeLeb128(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > maximum) {
    throw new RangeError(`${value} is no whole number of at most 32 bits.`)
  }
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  return Uint8Array.of(...bytes, rest)
}

/** The number that starts at `start`, and where it ends. */
export function decodeLeb128(bytes: Uint8Array, start = 0): { value: number; end: number } {
  let value = 0
  for (const [index, byte] of bytes.subarray(start, start + maximumBytes).entries()) {
    // Multiplied, because bit operations are signed from the 32nd bit on.
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte > 0x7f) continue
    if (value > maximum) break
    return { value, end: start + index + 1 }
  }
  throw new RangeError('The bytes hold no whole number of at most 32 bits.')
}
