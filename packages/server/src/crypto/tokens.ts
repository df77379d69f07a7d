import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { encodeBase62 } from './base62.ts'

/** An unguessable one-time or bearer token: 192 random bits, letters and digits. */
export function createToken(): string {
  return encodeBase62(randomBytes(24))
}

/** What is stored of a token. A fast hash is enough because the token itself carries 192 random bits. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** Six decimal digits, uniformly drawn. */
export function createSixDigitCode(): string {
  return randomInt(1_000_000).toString().padStart(6, '0')
}

/** Compares two secrets without telling, by its duration, where they differ. */
export function isSameSecret(left: string, right: string): boolean {
  return timingSafeEqual(hashToken(left), hashToken(right))
}
