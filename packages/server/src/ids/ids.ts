import { randomFillSync } from 'node:crypto'

/** The prefixes of the published API; every id is `<prefix>_<ULID>`. */
export type IdPrefix =
  | 'action_endpoint'
  | 'action_execution'
  | 'api_key'
  | 'app'
  | 'auth_challenge'
  | 'auth_factor'
  | 'authorization_code'
  | 'authorization_session'
  | 'browser_session'
  | 'cli_sign_in'
  | 'client'
  | 'conn'
  | 'cors_origin'
  | 'device_authorization'
  | 'email'
  | 'email_verification'
  | 'environment'
  | 'event'
  | 'ext_auth'
  | 'flag'
  | 'group'
  | 'invitation'
  | 'magic_auth'
  | 'om'
  | 'org'
  | 'org_domain'
  | 'password_reset'
  | 'pending_authentication'
  | 'perm'
  | 'redir'
  | 'role'
  | 'session'
  | 'sign_out_redirect'
  | 'sso_oidc_key_pair'
  | 'user'
  | 'we'
  | 'webhook_delivery'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A ULID: 48 bits of milliseconds and 80 random bits, so that ids sort by the moment they were made
 * and serve as pagination cursors.
 */
export function createUlid(at: Date): string {
  let time = at.getTime()
  const head = new Array<string>(10)
  for (let index = 9; index >= 0; index--) {
    head[index] = crockford[time % 32] as string
    time = Math.floor(time / 32)
  }
  let tail = ''
  for (const byte of freshBytes(16)) tail += crockford[byte & 31]
  return head.join('') + tail
}

const reserve = Buffer.alloc(4096)
let used = reserve.length

/** Random bytes, each given out once. Drawn many at a time: asking for a few costs as much as for all. */
function freshBytes(length: number): Buffer {
  if (used + length > reserve.length) {
    randomFillSync(reserve)
    used = 0
  }
  used += length
  return reserve.subarray(used - length, used)
}

export function createId(prefix: IdPrefix, at: Date): string {
  return `${prefix}_${createUlid(at)}`
}

/** The 128 bits of an id's ULID as a UUID, for whoever names things by those. */
export function uuidOf(id: string): string {
  const ulid = id.slice(id.lastIndexOf('_') + 1)
  const bits = [...ulid].reduce((sum, letter) => sum * 32n + BigInt(crockford.indexOf(letter)), 0n)
  const hex = BigInt.asUintN(128, bits).toString(16).padStart(32, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const ulidPattern = /^[0-9A-HJKMNP-TV-Z]{26}$/

/** Whether a string from outside can be an id of this kind; anything else need not reach the database. */
export function isId(prefix: IdPrefix, value: string): boolean {
  return (
    value.length === prefix.length + 27 &&
    value.startsWith(`${prefix}_`) &&
    ulidPattern.test(value.slice(prefix.length + 1))
  )
}
