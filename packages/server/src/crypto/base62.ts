const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const digitOf = new Map([...alphabet].map((character, digit) => [character, digit]))

// Eight digits at a time: the most that an ordinary number holds exactly, and far fewer divisions
// of big ones.
const groupLength = 8
const group = 62n ** BigInt(groupLength)

/** Letters and digits only: a token in this alphabet survives URLs, cookies, forms and double clicks. */
export function encodeBase62(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
  const length = encodedLength(bytes.length)
  let text = ''
  while (text.length < length) {
    text = encodeGroup(Number(value % group)) + text
    value /= group
  }
  return text.slice(-length)
}

function encodeGroup(number: number): string {
  let rest = number
  let text = ''
  for (let index = 0; index < groupLength; index++) {
    text = alphabet[rest % 62] + text
    rest = Math.floor(rest / 62)
  }
  return text
}

/** The bytes of a token, or null when it is not the encoding of exactly `byteLength` bytes. */
export function decodeBase62(text: string, byteLength: number): Buffer | null {
  if (text.length !== encodedLength(byteLength)) return null
  let value = 0n
  for (let index = 0; index < text.length; index += groupLength) {
    const part = text.slice(index, index + groupLength)
    const number = decodeGroup(part)
    if (number === null) return null
    const factor = part.length === groupLength ? group : 62n ** BigInt(part.length)
    value = value * factor + BigInt(number)
  }
  const hex = value.toString(16).padStart(byteLength * 2, '0')
  return hex.length === byteLength * 2 ? Buffer.from(hex, 'hex') : null
}

function decodeGroup(text: string): number | null {
  let number = 0
  for (const character of text) {
    const digit = digitOf.get(character)
    if (digit === undefined) return null
    number = number * 62 + digit
  }
  return number
}

const encodedLength = (byteLength: number) => Math.ceil((byteLength * 8) / Math.log2(62))
