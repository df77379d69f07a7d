let bytes = Buffer.allocUnsafeSlow(16 * 1024)

/**
 * Bytes for what is hashed or encrypted at once and then of no use. The next caller gets the same, so
 * that no cookie leaves buffers behind: collecting them takes longer than the work itself.
 */
export function scratch(length: number): Buffer {
  if (length > bytes.length) bytes = Buffer.allocUnsafeSlow(length)
  return bytes.subarray(0, length)
}
