import { randomInt } from 'node:crypto'

// RFC 8628 §6.1: no vowels, so that no words come about, and nothing that is easily mistaken.
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ'
// 20^8 codes: RFC 8628 §5.1 asks that guessing one that is open be hopeless under the limit on tries.
const length = 8

/** A code that one screen shows and a person enters on another: `BCDF-GHJK`. */
export function createUserCode(): string {
  const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

/** People leave the hyphen out, add blanks and write small letters. Null for what is no code. */
export function normalizeUserCode(entered: string): string | null {
  const letters = entered.toUpperCase().replace(/[^A-Z]/g, '')
  return letters.length === length ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null
}
