import { cell, organizationKey, type Row } from '../tables.ts'
import {
  checkEmail,
  checkExternalId,
  checkMetadata,
  checkMoments,
  place,
  type Report,
  type Seen,
} from './fields.ts'

export function checkUser(row: Row, report: Report, seen: Seen): void {
  checkEmail(row, report)
  checkExternalId(row, 'external_id', report)
  checkSameUser(row, report, seen)
  checkPassword(row, report)
  if (!/^(true|false|yes|no|1|0|)$/i.test(cell(row, 'email_verified'))) {
    report('email_verified', 'invalid_boolean', 'Write true or false.')
  }
  checkMetadata(row, report)
  checkMoments(row, ['last_sign_in_at', 'created_at', 'updated_at'], report)
}

/** A person stands in several rows for several organizations; everything else is twice by mistake. */
function checkSameUser(row: Row, report: Report, seen: Seen): void {
  const email = cell(row, 'email').toLowerCase()
  const externalId = cell(row, 'external_id')
  const first = seen.before('email', email, row)
  if (first && cell(first, 'external_id') !== externalId) {
    const message = `${place(first)} has this address with another external_id.`
    report('email', 'duplicate', message)
    return
  }
  const organization = organizationKey(row)
  const twice = first && seen.before('person', `${email} ${organization}`, row)
  if (twice || (first && organization === '')) {
    report('email', 'duplicate', `This person stands in ${place(first)} already.`)
    return
  }
  if (!first) seen.before('person', `${email} ${organization}`, row)
  const sameId = seen.before('user_id', cell(row, 'user_id'), row)
  if (sameId && cell(sameId, 'email').toLowerCase() !== email) {
    report('user_id', 'duplicate', `${place(sameId)} has it with another address.`)
  }
  const other = seen.before('external_id', externalId, row)
  if (other && cell(other, 'email').toLowerCase() !== email) {
    report('external_id', 'duplicate', `${place(other)} has it with another address.`)
  }
}

/** How the hashes of each type begin. What follows, the platform reads. */
const hashTypes: Record<string, RegExp> = {
  argon2: /^\$argon2(id|i|d)\$/,
  bcrypt: /^\$2[aby]\$/,
  'firebase-scrypt': /^\$firebase-scrypt\$/,
  pbkdf2: /^\$pbkdf2\$/,
  scrypt: /^\$scrypt\$/,
  ssha: /^\{SSHA\}/,
  ssha256: /^\{SSHA256\}/,
}

function checkPassword(row: Row, report: Report): void {
  const hash = cell(row, 'password_hash')
  const type = cell(row, 'password_hash_type')
  const position = cell(row, 'password_salt_position')
  if (cell(row, 'password') && hash) {
    report('password', 'password_and_hash', 'Give a password or a hash of it, not both.')
  }
  if (!hash !== !type) {
    report('password_hash_type', 'hash_without_type', 'A hash and its type go together.')
  }
  if (!hash || !type) return
  const beginning = hashTypes[type]
  if (!beginning) {
    const known = Object.keys(hashTypes).join(', ')
    report('password_hash_type', 'unknown_hash_type', `The types are: ${known}.`)
    return
  }
  if (!beginning.test(hash)) {
    report('password_hash', 'invalid_password_hash', `This is no hash of the type ${type}.`)
  }
  if (position && (type !== 'ssha256' || !/^(prefix|suffix)$/.test(position))) {
    const message = 'It is prefix or suffix, and for ssha256 only.'
    report('password_salt_position', 'invalid_salt_position', message)
  }
}

export function checkTotpSecret(row: Row, report: Report, seen: Seen): void {
  checkEmail(row, report)
  if (!/^[A-Z2-7]{16,128}=*$/i.test(cell(row, 'totp_secret'))) {
    report('totp_secret', 'invalid_totp_secret', 'A secret is 16 or more characters of Base32.')
  }
  const first = seen.before('totp', cell(row, 'email').toLowerCase(), row)
  if (first) report('email', 'duplicate', `This person stands in ${place(first)} already.`)
}
