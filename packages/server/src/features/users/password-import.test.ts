import { createHash, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto'
import { type Algorithm, hash as hashArgon2 } from '@node-rs/argon2'
import { WorkOS } from '@workos-inc/node'
import bcrypt from 'bcryptjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authenticate, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { contractFetch } from '../../../test/contract.ts'
import { newEmail } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const path = '/user_management/users'
const create = (fields: object) =>
  callApi(server, 'POST', path, { email: newEmail(), email_verified: true, ...fields })
const signIn = (email: string, password: string) =>
  authenticate(server, { grant_type: 'password', email, password })

const storedHashOf = async (userId: string): Promise<string> => {
  const row = await server.deps.db
    .selectFrom('user_passwords')
    .select('password_hash')
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return row.password_hash
}

const password = 'pässword of another system'
const salt = randomBytes(16)
const base64 = (bytes: Buffer) => bytes.toString('base64')
const unpadded = (bytes: Buffer) => base64(bytes).replace(/=+$/, '')

const sha1 = createHash('sha1').update(password).update(salt).digest()
const sha256 = (position: 'prefix' | 'suffix') => {
  const parts =
    position === 'prefix' ? [salt, Buffer.from(password)] : [Buffer.from(password), salt]
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}
const salted = (name: string, digest: Buffer) => `{${name}}${base64(Buffer.concat([digest, salt]))}`
const pbkdf2 = (digest: string, iterations: number) =>
  `$pbkdf2$i=${iterations},d=${digest}$${base64(salt)}$${unpadded(pbkdf2Sync(password, salt, iterations, 32, digest))}`
const scrypt = (n: number, r: number, p: number, encode = base64) => {
  const hash = scryptSync(password, salt, 64, { N: n, r, p, maxmem: 2 ** 28 })
  return `$scrypt$v=1$n=${n},r=${r},p=${p},kl=64$${encode(salt)}$${encode(hash)}`
}
const argon2 = (algorithm: Algorithm, timeCost: number) =>
  hashArgon2(password, { algorithm, memoryCost: 4_096, timeCost, parallelism: 2 })

// The example that Firebase publishes with its implementation.
const firebase = {
  password: 'user1password',
  salt: '42xEC+ixf3L2lw==',
  hash: 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
  key: 'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
}
const named = `$firebase-scrypt$hash=${firebase.hash}$salt=${firebase.salt}$sk=${firebase.key}$ss=Bw==$r=8$m=14`

interface Import {
  password_hash: string
  password_hash_type: string
  password_salt_position?: string
}

describe('an imported hash signs in and is replaced by one of ours:', () => {
  test.each<[string, () => Import | Promise<Import>, string?]>([
    [
      'bcrypt 2a, as the Openwall test vectors have it',
      () => ({
        password_hash: '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
        password_hash_type: 'bcrypt',
      }),
      'U*U',
    ],
    [
      'bcrypt 2b',
      () => ({ password_hash: bcrypt.hashSync(password, 4), password_hash_type: 'bcrypt' }),
    ],
    [
      'bcrypt 2y',
      () => ({
        password_hash: bcrypt.hashSync(password, 4).replace('$2b$', '$2y$'),
        password_hash_type: 'bcrypt',
      }),
    ],
    [
      'argon2id, as its reference implementation has it',
      () => ({
        password_hash:
          '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
        password_hash_type: 'argon2',
      }),
      'password',
    ],
    ['argon2i', async () => ({ password_hash: await argon2(1, 3), password_hash_type: 'argon2' })],
    ['argon2d', async () => ({ password_hash: await argon2(0, 1), password_hash_type: 'argon2' })],
    ['scrypt', () => ({ password_hash: scrypt(16_384, 8, 1), password_hash_type: 'scrypt' })],
    [
      'scrypt without padding',
      () => ({ password_hash: scrypt(16_384, 16, 1, unpadded), password_hash_type: 'scrypt' }),
    ],
    [
      'pbkdf2 with sha256',
      () => ({ password_hash: pbkdf2('sha256', 600_000), password_hash_type: 'pbkdf2' }),
    ],
    [
      'pbkdf2 with sha512',
      () => ({ password_hash: pbkdf2('sha512', 210_000), password_hash_type: 'pbkdf2' }),
    ],
    ['ssha', () => ({ password_hash: salted('SSHA', sha1), password_hash_type: 'ssha' })],
    [
      'ssha256',
      () => ({
        password_hash: salted('SSHA256', sha256('suffix')),
        password_hash_type: 'ssha256',
      }),
    ],
    [
      'ssha256 with the salt before the password',
      () => ({
        password_hash: salted('SSHA256', sha256('prefix')),
        password_hash_type: 'ssha256',
        password_salt_position: 'prefix',
      }),
    ],
    [
      'firebase-scrypt by names',
      () => ({ password_hash: named, password_hash_type: 'firebase-scrypt' }),
      firebase.password,
    ],
    [
      'firebase-scrypt as a PHC string',
      () => ({
        password_hash: `$firebase-scrypt$r=8,m=14,sk=${firebase.key},ss=Bw==$${firebase.salt}$${firebase.hash}`,
        password_hash_type: 'firebase-scrypt',
      }),
      firebase.password,
    ],
  ])('%s', async (_, imported, secret = password) => {
    const { status, body } = await create(await imported())
    expect(status, JSON.stringify(body)).toBe(201)
    expect((await signIn(body.email, `${secret}!`)).status).toBe(400)
    expect(await storedHashOf(body.id)).not.toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect((await signIn(body.email, secret)).status).toBe(200)
    await expect.poll(() => storedHashOf(body.id)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect((await signIn(body.email, secret)).status).toBe(200)
    expect((await signIn(body.email, `${secret}!`)).status).toBe(400)
  })
})

test('an update replaces the password by an imported hash', async () => {
  const { body } = await create({ password: 'correct horse battery staple' })
  const imported = { password_hash: salted('SSHA', sha1), password_hash_type: 'ssha' }
  expect((await callApi(server, 'PUT', `${path}/${body.id}`, imported)).status).toBe(200)
  expect((await signIn(body.email, 'correct horse battery staple')).status).toBe(400)
  expect((await signIn(body.email, password)).status).toBe(200)
})

test('a password that is changed during a sign-in is not changed back by its renewal', async () => {
  const { body } = await create({
    password_hash: salted('SSHA', sha1),
    password_hash_type: 'ssha',
  })
  const next = 'correct horse battery staple'
  await Promise.all([
    atOnce(() => signIn(body.email, password), 4),
    callApi(server, 'PUT', `${path}/${body.id}`, { password: next }),
  ])
  expect((await signIn(body.email, next)).status).toBe(200)
})

describe('is refused with a reason:', () => {
  const hash22 = 'A'.repeat(22)
  const hash43 = 'A'.repeat(43)
  test.each([
    ['bcrypt', 'no hash at all'],
    ['bcrypt', ''],
    ['bcrypt', `$2b$15$${'a'.repeat(53)}`],
    ['bcrypt', `$2b$31$${'a'.repeat(53)}`],
    ['bcrypt', `$2b$10$${'a'.repeat(52)}`],
    ['bcrypt', `$2x$10$${'a'.repeat(53)}`],
    ['bcrypt', `$argon2id$v=19$m=4096,t=1,p=1$${hash22}$${hash43}`],
    ['argon2', `$argon2id$v=19$m=262145,t=1,p=1$${hash22}$${hash43}`],
    ['argon2', `$argon2id$v=19$m=4095,t=1,p=1$${hash22}$${hash43}`],
    ['argon2', `$argon2id$v=19$m=4096,t=6,p=1$${hash22}$${hash43}`],
    ['argon2', `$argon2id$v=19$m=4096,t=1,p=9$${hash22}$${hash43}`],
    ['argon2', `$argon2i$v=19$m=4096,t=2,p=1$${hash22}$${hash43}`],
    ['argon2', `$argon2id$v=19$m=4096,t=1,p=1$$`],
    ['pbkdf2', `$pbkdf2$i=599999,d=sha256$${hash22}$${hash43}`],
    ['pbkdf2', `$pbkdf2$i=1000001,d=sha512$${hash22}$${hash43}`],
    ['pbkdf2', `$pbkdf2$i=600000,d=md5$${hash22}$${hash43}`],
    ['pbkdf2', `$pbkdf2$i=600000,d=sha256$${hash22}$${'A'.repeat(200)}`],
    ['scrypt', `$scrypt$v=1$n=16383,r=8,p=1,kl=32$${hash22}$${hash43}`],
    ['scrypt', `$scrypt$v=1$n=2097152,r=8,p=1,kl=32$${hash22}$${hash43}`],
    ['scrypt', `$scrypt$v=1$n=16384,r=8,p=32,kl=32$${hash22}$${hash43}`],
    ['scrypt', `$scrypt$v=1$n=16384,r=8,p=1,kl=64$${hash22}$${hash43}`],
    ['scrypt', `$scrypt$v=1$n=16384,r=0,p=1,kl=32$${hash22}$${hash43}`],
    ['ssha', '{SSHA}'],
    ['ssha', `{SSHA}${base64(sha1)}`],
    ['ssha256', `{SSHA256-prefix}${base64(Buffer.alloc(48))}`],
    ['firebase-scrypt', named.replace('m=14', 'm=30')],
    ['firebase-scrypt', named.replace('r=8', 'r=900')],
    ['firebase-scrypt', named.replace(/sk=[^$]*\$/, '')],
    ['ssha', `{SSHA}${'A'.repeat(5_000)}`],
  ])('%s %s', async (type, hash) => {
    const { status, body } = await create({ password_hash: hash, password_hash_type: type })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid_password_hash', message: expect.any(String) })
  })

  const ssha = { password_hash: salted('SSHA', sha1), password_hash_type: 'ssha' }
  test.each([
    ['password_and_password_hash_provided', { ...ssha, password }],
    ['password_and_password_hash_type_provided', { password, password_hash_type: 'ssha' }],
    ['invalid_password_hash', { ...ssha, password_salt_position: 'prefix' }],
    ['invalid_password_hash', { password_hash: ssha.password_hash }],
    ['invalid_password_hash', { password_hash_type: 'ssha' }],
  ])('%s', async (code, fields) => {
    expect(await create(fields)).toMatchObject({ status: 400, body: { code } })
  })

  test('password_salt_position_requires_password_hash, which the newer contract alone has', async () => {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.staging.apiKey}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ email: newEmail(), password_salt_position: 'prefix' }),
    })
    expect(response.status).toBe(400)
    expect(((await response.json()) as { code: string }).code).toBe(
      'password_salt_position_requires_password_hash',
    )
  })

  test('a type that is not published', async () => {
    expect((await create({ password_hash: 'x', password_hash_type: 'md5' })).status).toBe(422)
  })
})

test('nobody can tell by time that an account has a quick hash', async () => {
  const { body } = await create({ password_hash: salted('SSHA', sha1), password_hash_type: 'ssha' })
  const hash = await storedHashOf(body.id)
  const timeOf = async (of: string | null) => {
    const before = process.cpuUsage()
    await server.deps.passwordHasher.verify(of, 'not the password')
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  let [ofNobody, ofImported] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  // In turns, and the quickest of each: what else the machine does is the same for both.
  for (let run = 0; run < 15; run++) {
    ofNobody = Math.min(ofNobody, await timeOf(null))
    ofImported = Math.min(ofImported, await timeOf(hash))
  }
  expect(ofImported).toBeGreaterThan(ofNobody / 2)
})

test('the official SDK imports a hash', async () => {
  const { userManagement } = new WorkOS(server.staging.apiKey, {
    clientId: server.staging.clientId,
    apiHostname: 'localhost',
    port: server.port,
    https: false,
    maxRetries: 0,
    fetchFn: contractFetch,
  })
  const email = newEmail()
  await userManagement.createUser({
    email,
    emailVerified: true,
    passwordHash: bcrypt.hashSync(password, 4),
    passwordHashType: 'bcrypt',
  })
  const { user } = await userManagement.authenticateWithPassword({
    clientId: server.staging.clientId,
    email,
    password,
  })
  expect(user.email).toBe(email)
})
