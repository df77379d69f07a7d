const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const digitOf = new Map([...alphabet].map((character, digit) => [character, BigInt(digit)]))

/** Letters and digits only: a token in this alphabet survives URLs, cookies, forms and double clicks. */
export function encodeBase62(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
  const length = Math.ceil((bytes.length * 8) / Math.log2(62))
  let text = ''
  for (let index = 0; index < length; index++) {
    text = alphabet[Number(value % 62n)] + text
    value /= 62n
  }
  return text
}

/** The bytes of a token, or null when it is not the encoding of exactly `byteLength` bytes. */
export function decodeBase62(text: string, byteLength: number): Buffer | null {
  if (text.length !== Math.ceil((byteLength * 8) / Math.log2(62))) return null
  let value = 0n
  for (const character of text) {
    const digit = digitOf.get(character)
    if (digit === undefined) return null
    value = value * 62n + digit
  }
  const hex = value.toString(16).padStart(byteLength * 2, '0')
  return hex.length === byteLength * 2 ? Buffer.from(hex, 'hex') : null
}
