import { firebaseHash } from './firebase-hash.ts'

interface Password {
  password_hash: string
  password_hash_type: string
}

/** A digest of a Clerk export in the form in which the platform takes it; undefined where it takes none. */
export function passwordOfClerk(digest: string, hasher: string): Password | undefined {
  if (/^\$2[aby]\$/.test(digest)) return { password_hash: digest, password_hash_type: 'bcrypt' }
  if (/^\$argon2/.test(digest)) return { password_hash: digest, password_hash_type: 'argon2' }
  if (digest.startsWith('{SSHA}')) return { password_hash: digest, password_hash_type: 'ssha' }
  return readers[hasher]?.(digest)
}

const readers: Record<string, (digest: string) => Password | undefined> = {
  pbkdf2_sha256: (digest) => readPbkdf2(digest, (salt) => salt),
  // Django writes its salt as it is.
  pbkdf2_sha256_django: (digest) => readPbkdf2(digest, base64Of),
  scrypt_firebase: readFirebase,
  scrypt_werkzeug: readWerkzeug,
}

const base64Of = (text: string) => Buffer.from(text).toString('base64')

function readPbkdf2(digest: string, encode: (salt: string) => string): Password | undefined {
  const match = /^pbkdf2_sha256\$(\d+)\$([^$]+)\$([^$]+)$/.exec(digest)
  if (!match) return undefined
  const [, iterations, salt = '', hash] = match
  return {
    password_hash: `$pbkdf2$i=${iterations},d=sha256$${encode(salt)}$${hash}`,
    password_hash_type: 'pbkdf2',
  }
}

/** `scrypt:32768:8:1$salt$` and the hash in hexadecimal, as Werkzeug writes it. */
function readWerkzeug(digest: string): Password | undefined {
  const match = /^scrypt:(\d+):(\d+):(\d+)\$([^$]+)\$([0-9a-f]+)$/.exec(digest)
  if (!match) return undefined
  const [, n, r, p, salt = '', hex = ''] = match
  const hash = Buffer.from(hex, 'hex')
  const parameters = `v=1$n=${n},r=${r},p=${p},kl=${hash.length}`
  return {
    password_hash: `$scrypt$${parameters}$${base64Of(salt)}$${hash.toString('base64')}`,
    password_hash_type: 'scrypt',
  }
}

function readFirebase(digest: string): Password | undefined {
  const [key, salt, signerKey, separator, rounds, memory] = digest.split('$')
  if (!key || !salt || !signerKey || !separator || !rounds || !memory) return undefined
  const config = { signerKey, saltSeparator: separator, rounds, memoryCost: memory }
  return { password_hash: firebaseHash(key, salt, config), password_hash_type: 'firebase-scrypt' }
}
