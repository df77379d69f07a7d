import { createHash, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hash as hashArgon2 } from '@node-rs/argon2'
import bcrypt from 'bcryptjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { emptyFolder, json, jsonError } from '../../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

/** A folder with these files, for one migration. */
async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await emptyFolder()
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

async function migrate(files: Record<string, string>, ...args: string[]) {
  const cwd = await folderWith(files)
  const run = () => platform.run(['migrate', ...args, '--json'], { cwd })
  return { cwd, run, result: await run() }
}

const call = async (path: string) => {
  const headers = { authorization: `Bearer ${platform.apiKey}` }
  // biome-ignore lint/suspicious/noExplicitAny: what it holds is what the tests find out.
  return (await (await fetch(`${platform.url}${path}`, { headers })).json()) as any
}
const findUser = async (email: string) =>
  (await call(`/user_management/users?email=${encodeURIComponent(email)}`)).data[0]
const rolesOf = async (userId: string) =>
  (await call(`/user_management/organization_memberships?user_id=${userId}`)).data.map(
    (membership: { organization_name: string; roles: { slug: string }[] }) => [
      membership.organization_name,
      ...membership.roles.map(({ slug }) => slug),
    ],
  )

async function signIn(email: string, password: string): Promise<number> {
  const { status } = await fetch(`${platform.url}/user_management/authenticate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'password',
      client_id: platform.server.staging.clientId,
      client_secret: platform.apiKey,
      email,
      password,
    }),
  })
  return status
}

const password = 'pässword of another system'
const salt = randomBytes(16)
const base64 = (bytes: Buffer) => bytes.toString('base64')
const salted = (name: string, algorithm: string, parts: (Buffer | string)[]) => {
  const digest = createHash(algorithm)
  for (const part of parts) digest.update(part)
  return `{${name}}${base64(Buffer.concat([digest.digest(), salt]))}`
}

/** The example that Firebase publishes with its implementation. */
const firebase = {
  password: 'user1password',
  salt: '42xEC+ixf3L2lw==',
  hash: 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
  config: `hash_config {
  algorithm: SCRYPT,
  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}`,
}

describe('latchkey migrate csv', () => {
  test('brings people with hashes of every kind, who sign in with the password they had', async () => {
    const hashes: [type: string, hash: string, position?: string][] = [
      ['bcrypt', bcrypt.hashSync(password, 4)],
      ['argon2', await hashArgon2(password, { memoryCost: 4096, timeCost: 1, parallelism: 1 })],
      [
        'scrypt',
        `$scrypt$v=1$n=1024,r=8,p=1,kl=64$${base64(salt)}$${base64(scryptSync(password, salt, 64, { N: 1024, r: 8, p: 1 }))}`,
      ],
      [
        'pbkdf2',
        `$pbkdf2$i=210000,d=sha512$${base64(salt)}$${base64(pbkdf2Sync(password, salt, 210_000, 32, 'sha512'))}`,
      ],
      ['ssha', salted('SSHA', 'sha1', [password, salt])],
      ['ssha256', salted('SSHA256', 'sha256', [password, salt])],
      ['ssha256', salted('SSHA256', 'sha256', [salt, password]), 'prefix'],
    ]
    const rows = hashes.map(
      ([type, hash, position = ''], at) =>
        `hash${at}@example.com,"${hash}",${type},${position},true,hash-${at}`,
    )
    const heading =
      'email,password_hash,password_hash_type,password_salt_position,email_verified,external_id'
    const { result } = await migrate(
      { 'users.csv': [heading, ...rows].join('\r\n') },
      'csv',
      'users.csv',
    )
    expect(result.code, result.stderr).toBe(0)
    expect(json(result).data.users).toEqual({ created: 7, existing: 0, refused: 0 })
    for (const at of hashes.keys()) {
      expect([at, await signIn(`hash${at}@example.com`, `${password}!`)]).toEqual([at, 400])
      expect([at, await signIn(`hash${at}@example.com`, password)]).toEqual([at, 200])
    }
  })

  const whole = {
    'users.csv': `email,password,first_name,email_verified,external_id,metadata,org_external_id,role_slugs
ada@whole.example.com, correct horse battery ,Ada,TRUE,whole-1,"{""plan"":""pro"",""seats"":3}",acme,auditor
ada@whole.example.com,,Ada,true,whole-1,,globex,
grace@whole.example.com,,Grace,,whole-2,,,
`,
    'organizations.csv': `org_external_id,org_name,domains
acme,Acme,acme.example.com;acme.example.org
globex,Globex,
`,
    'organization_memberships.csv': `external_id,org_external_id,role_slugs
whole-2,acme,admin
`,
    'role_definitions.csv': `role_slug,role_name,role_type,permissions
auditor,Auditor,environment,"reports:read,reports:export"
`,
    'totp_secrets.csv': `email,totp_secret
ada@whole.example.com,JBSWY3DPEHPK3PXP
`,
  }

  test('brings organizations, memberships, roles, permissions and authenticator apps along', async () => {
    const { result } = await migrate(whole, 'csv', '.')
    expect(result.code, result.stderr).toBe(0)
    const ada = await findUser('ada@whole.example.com')
    expect(ada).toMatchObject({
      first_name: 'Ada',
      email_verified: true,
      external_id: 'whole-1',
      metadata: { plan: 'pro', seats: '3' },
    })
    expect((await rolesOf(ada.id)).sort()).toEqual([
      ['Acme', 'auditor'],
      ['Globex', 'member'],
    ])
    const grace = await findUser('grace@whole.example.com')
    expect(grace.email_verified).toBe(false)
    expect(await rolesOf(grace.id)).toEqual([['Acme', 'admin']])
    const role = await call('/authorization/roles/auditor')
    expect(role.permissions.sort()).toEqual(['reports:export', 'reports:read'])
    const { domains } = await call('/organizations/external_id/acme')
    expect(domains.map(({ state }: { state: string }) => state)).toEqual(['verified', 'verified'])
    const factors = await call(`/user_management/users/${ada.id}/auth_factors`)
    expect(factors.data).toHaveLength(1)
  })

  test('run twice, it brings nothing twice', async () => {
    const { result, cwd } = await migrate(whole, 'csv', '.')
    expect(result.code, result.stderr).toBe(0)
    const { users, organizations, memberships, roles, totp_secrets } = json(result).data
    for (const tally of [users, organizations, memberships, roles, totp_secrets]) {
      expect(tally).toEqual({ created: 0, existing: expect.any(Number), refused: 0 })
    }
    expect(await readdir(join(cwd, 'latchkey-migration'))).toEqual([])
    const ada = await findUser('ada@whole.example.com')
    expect((await call(`/user_management/users/${ada.id}/auth_factors`)).data).toHaveLength(1)
  })

  const broken = `email,password,password_hash,password_hash_type,email_verified,external_id,metadata
fine@broken.example.com,,,,true,b-1,
no address,,,,true,b-2,
,,,,true,b-3,
fine@broken.example.com,,,,true,b-1,
other@broken.example.com,,,,perhaps,b-1,
hash@broken.example.com,,5f4dcc3b5aa765d61d8327deb882cf99,md5,true,b-6,
both@broken.example.com,one,$2b$04$x,bcrypt,true,b-7,
meta@broken.example.com,,,,true,b-8,not json
quote@broken.example.com,"unclosed,,,,
`

  test('says what is wrong with every row before anything is sent', async () => {
    const { result, cwd } = await migrate({ 'users.csv': broken }, 'csv', 'users.csv')
    expect(result).toMatchObject({ code: 1, stdout: '' })
    const { code, details } = jsonError(result) as {
      code: string
      details: { problems: { line: number; code: string }[] }
    }
    expect(code).toBe('invalid_rows')
    expect(details.problems.map((problem) => [problem.line, problem.code])).toEqual([
      [10, 'broken_csv'],
      [3, 'invalid_email'],
      [4, 'email_required'],
      [5, 'duplicate'],
      [6, 'duplicate'],
      [6, 'invalid_boolean'],
      [7, 'unknown_hash_type'],
      [8, 'password_and_hash'],
      [9, 'invalid_metadata'],
    ])
    expect(await findUser('fine@broken.example.com')).toBeUndefined()
    const listed = await readFile(join(cwd, 'latchkey-migration/problems.csv'), 'utf8')
    expect(listed).toContain('users.csv,3,email,"""no address"" is no email address."\n')
  })

  test('what a person corrected is not written over by an import that does not begin', async () => {
    const rows = broken.split('\n').slice(0, 4).join('\n')
    const { cwd } = await migrate({ 'users.csv': rows }, 'csv', 'users.csv', '--skip-invalid')
    const refused = join(cwd, 'latchkey-migration/refused/users.csv')
    const half = (await readFile(refused, 'utf8')).replace(
      'no address,',
      'half@broken.example.com,',
    )
    await writeFile(refused, half)
    const again = await platform.run(['migrate', 'csv', 'latchkey-migration/refused'], { cwd })
    expect(again.code).toBe(1)
    expect(await readFile(refused, 'utf8')).toBe(half)
  })

  test('leaves no row out that could not be given back', async () => {
    const { result } = await migrate({ 'users.csv': broken }, 'csv', 'users.csv', '--skip-invalid')
    expect(jsonError(result).code).toBe('invalid_rows')
    expect(await findUser('both@broken.example.com')).toBeUndefined()
  })

  test('with --skip-invalid it brings the rest, and what was refused can be given again', async () => {
    const readable = broken.replace(/\nquote@.*/, '')
    const { cwd, result } = await migrate(
      { 'users.csv': readable },
      'csv',
      'users.csv',
      '--skip-invalid',
    )
    expect(result.code).toBe(1)
    const { mode } = await stat(join(cwd, 'latchkey-migration/refused/users.csv'))
    expect(mode & 0o077).toBe(0)
    const { created, existing } = json(result).data.users
    expect(created + existing).toBe(1)
    const refused = join(cwd, 'latchkey-migration/refused/users.csv')
    const corrected = (await readFile(refused, 'utf8'))
      .split('\n')
      .filter((line) => /^(email|no address)/.test(line))
      .join('\n')
      .replace('no address', 'address@broken.example.com')
    await writeFile(refused, corrected)
    const again = await platform.run(['migrate', 'csv', 'latchkey-migration/refused', '--json'], {
      cwd,
    })
    expect(again.code, again.stderr).toBe(0)
    expect(await findUser('address@broken.example.com')).toMatchObject({ external_id: 'b-2' })
    expect(await readdir(join(cwd, 'latchkey-migration/refused'))).toEqual([])
  })

  test('what the platform refuses is given back with its reason, and the rest is there', async () => {
    const users = `email,external_id,org_name,role_slugs
new@refused.example.com,r-1,Refused,
role@refused.example.com,r-2,Refused,nobody-knows-it
ada@whole.example.com,somebody-else,,
`
    const { cwd, result } = await migrate({ 'users.csv': users }, 'csv', 'users.csv')
    expect(result.code).toBe(1)
    const { data } = json(result)
    expect(data.users).toEqual({ created: 2, existing: 0, refused: 1 })
    expect(data.memberships).toEqual({ created: 1, existing: 0, refused: 1 })
    expect(data.refused.map((refused: { line: number; code: string }) => refused)).toMatchObject([
      { line: 4, code: 'email_not_available' },
      { line: 3, code: 'invalid_role' },
    ])
    const report = await readFile(join(cwd, 'latchkey-migration/refused/users.csv'), 'utf8')
    expect(report.split('\n')[1]).toMatch(
      /^ada@whole\.example\.com,.*users\.csv:4: The platform has/,
    )
  })

  test('a dry run checks everything and sends nothing, also without a platform', async () => {
    const cwd = await folderWith(whole)
    const env = { LATCHKEY_URL: 'http://localhost:9', LATCHKEY_API_KEY: 'sk_test_x' }
    const result = await platform.run(['migrate', 'csv', '.', '--dry-run'], { cwd, env })
    expect(result.code, result.stderr).toBe(0)
    expect(result.stdout).toMatch(/users +2\n +memberships +3/)
  })

  test.each([
    ['a file that is not there', {}, 'nowhere.csv', 'nowhere.csv cannot be read: it is not there.'],
    ['an empty file', { 'users.csv': '' }, 'users.csv', 'users.csv is empty.'],
    [
      'a file of something else',
      { 'users.csv': 'colour,size\nred,3\n' },
      'users.csv',
      'The first line of users.csv is no heading',
    ],
    ['a folder of something else', { 'a.txt': '' }, '.', '. holds none of the files'],
  ] as [string, Record<string, string>, string, string][])(
    'refuses %s',
    async (_, files, path, message) => {
      const { result } = await migrate(files, 'csv', path)
      expect(result.code).toBe(1)
      expect(jsonError(result).message).toContain(message)
    },
  )

  test('refuses a file that is not UTF-8', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, 'users.csv'), Buffer.from('email\nj\xf6rg@example.com\n', 'latin1'))
    const { code, stderr } = await platform.run(['migrate', 'csv', 'users.csv'], { cwd })
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('UTF-8') })
  })

  test('a platform that nobody can reach is told at once', async () => {
    const cwd = await folderWith(whole)
    let asked = 0
    const nowhere = async () => {
      asked++
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
    }
    const options = { cwd, environment: { fetch: nowhere } }
    const { code, stderr } = await platform.run(['migrate', 'csv', '.'], options)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('No Latchkey') })
    expect(asked).toBe(1)
  })

  test('is stopped by a wrong key, at the first row', async () => {
    const cwd = await folderWith(whole)
    const env = { LATCHKEY_API_KEY: 'sk_test_of_nobody' }
    expect(await platform.run(['migrate', 'csv', '.'], { cwd, env })).toMatchObject({ code: 4 })
  })

  test('asks before it writes to production', async () => {
    const cwd = await folderWith(whole)
    const env = { LATCHKEY_API_KEY: platform.server.production.apiKey }
    const { code, stderr } = await platform.run(['migrate', 'csv', '.'], { cwd, env })
    expect(code).toBe(1)
    expect(stderr).toContain('Answer it beforehand with --yes.')
  })
})

describe('latchkey migrate auth0', () => {
  const users = [
    {
      user_id: 'auth0|60425dc43519d90068f82973',
      email: 'ada@auth0.example.com',
      email_verified: true,
      given_name: 'Ada',
      family_name: 'Lovelace',
      name: 'Ada Lovelace',
      app_metadata: { plan: 'pro' },
    },
    {
      user_id: 'google-oauth2|1',
      email: 'grace@auth0.example.com',
      email_verified: true,
      name: 'Grace Hopper',
    },
    { user_id: 'auth0|3', email: 'blocked@auth0.example.com', blocked: true },
  ]
  const hashes = {
    _id: { $oid: '60425dc43519d90068f82973' },
    email: 'ada@auth0.example.com',
    passwordHash: bcrypt.hashSync(password, 4),
  }
  const organizations = {
    organizations: [
      {
        id: 'org_auth0acme',
        name: 'acme',
        display_name: 'Acme of Auth0',
        members: [{ user_id: 'google-oauth2|1', roles: [{ name: 'Billing Admin' }] }],
      },
    ],
  }
  const lines = (objects: object[]) =>
    objects.map((object) => `${JSON.stringify(object)}\n`).join('')

  test('brings people with their passwords, organizations and roles; who is blocked stays behind', async () => {
    const { result } = await migrate(
      {
        'users.json': lines(users),
        'hashes.json': lines([hashes]),
        'organizations.json': JSON.stringify(organizations),
      },
      'auth0',
      'users.json',
      '--passwords=hashes.json',
      '--organizations=organizations.json',
      '--skip-invalid',
    )
    expect(json(result).data).toMatchObject({
      users: { created: 2 },
      refused: [{ line: 3, code: 'blocked' }],
    })
    expect(await signIn('ada@auth0.example.com', password)).toBe(200)
    expect(await findUser('ada@auth0.example.com')).toMatchObject({
      external_id: 'auth0|60425dc43519d90068f82973',
      last_name: 'Lovelace',
      metadata: { plan: 'pro' },
    })
    const grace = await findUser('grace@auth0.example.com')
    expect(grace.name).toBe('Grace Hopper')
    expect(await rolesOf(grace.id)).toEqual([['Acme of Auth0', 'billing-admin']])
    expect(await findUser('blocked@auth0.example.com')).toBeUndefined()
  })

  test('says who comes without a password, and who is linked later', async () => {
    const cwd = await folderWith({ 'users.json': lines(users.slice(0, 2)) })
    const args = ['migrate', 'auth0', 'users.json', '--dry-run']
    const { stderr } = await platform.run(args, { cwd })
    expect(stderr).toMatch(/1 of 1 people with a password come without a password/)
    expect(stderr).toMatch(/1 people of other connections/)
  })

  test('refuses a list of something else', async () => {
    const { result } = await migrate(
      { 'users.json': '[{"user_id":"auth0|1"}, null]' },
      'auth0',
      'users.json',
    )
    expect(jsonError(result).message).toBe('users.json:2 is no JSON object.')
  })

  test('names the line of what is not JSON', async () => {
    const { result } = await migrate(
      { 'users.json': '{"a":1}\n{"b":2}\n{"c"\n' },
      'auth0',
      'users.json',
    )
    expect(jsonError(result).message).toMatch(/^users\.json:3 is not JSON/)
  })
})

describe('latchkey migrate clerk', () => {
  const csv = `id,first_name,last_name,primary_email_address,verified_email_addresses,unverified_email_addresses,totp_secret,password_digest,password_hasher
user_clerk1,Ada,Lovelace,ada@clerk.example.com,"ada@clerk.example.com|second@clerk.example.com",,JBSWY3DPEHPK3PXP,${bcrypt.hashSync(password, 4)},bcrypt
user_clerk2,Grace,Hopper,grace@clerk.example.com,,grace@clerk.example.com,,,
`

  test('brings people of the CSV with password and authenticator app', async () => {
    const { result } = await migrate({ 'users.csv': csv }, 'clerk', 'users.csv')
    expect(result.code, result.stderr).toBe(0)
    expect(json(result).data).toMatchObject({ users: { created: 2 }, totp_secrets: { created: 1 } })
    const ada = await findUser('ada@clerk.example.com')
    expect(ada).toMatchObject({ email_verified: true, external_id: 'user_clerk1' })
    // Who has an authenticator app is asked for a code of it: the password was right.
    expect(await signIn('ada@clerk.example.com', password)).toBe(403)
    expect(await findUser('grace@clerk.example.com')).toMatchObject({ email_verified: false })
  })

  test('takes over the hashes that Clerk itself took over, where they can be verified', async () => {
    const pbkdf2 = (of: Buffer | string) => base64(pbkdf2Sync(password, of, 600_000, 32, 'sha256'))
    const werkzeug = scryptSync(password, 'plain', 64, { N: 1024, r: 8, p: 1 }).toString('hex')
    const digests = [
      ['pbkdf2_sha256', `pbkdf2_sha256$600000$${base64(salt)}$${pbkdf2(salt)}`],
      ['pbkdf2_sha256_django', `pbkdf2_sha256$600000$plain$${pbkdf2('plain')}`],
      ['scrypt_werkzeug', `scrypt:1024:8:1$plain$${werkzeug}`],
      ['ldap_ssha', salted('SSHA', 'sha1', [password, salt])],
      ['argon2id', await hashArgon2(password, { memoryCost: 4096, timeCost: 1, parallelism: 1 })],
    ]
    const users = digests.map(([hasher, digest], at) => ({
      id: `user_hashed${at}`,
      email_addresses: [
        {
          email_address: `hashed${at}@clerk.example.com`,
          verification: { status: 'verified' },
        },
      ],
      password_digest: digest,
      password_hasher: hasher,
    }))
    const { result } = await migrate({ 'u.json': JSON.stringify(users) }, 'clerk', 'u.json')
    expect(result.code, result.stderr).toBe(0)
    for (const [at, [hasher]] of digests.entries()) {
      const status = await signIn(`hashed${at}@clerk.example.com`, password)
      expect([hasher, status]).toEqual([hasher, 200])
    }
  })

  test('refuses the line of a hash that is of no use; given back, the person comes without one', async () => {
    const csv = `id,primary_email_address,verified_email_addresses,password_digest,password_hasher
user_md5,md5@clerk.example.com,md5@clerk.example.com,5f4dcc3b5aa765d61d8327deb882cf99,md5
`
    const { cwd, result } = await migrate({ 'users.csv': csv }, 'clerk', 'users.csv')
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('A hash of md5 cannot be verified here.')
    expect(await findUser('md5@clerk.example.com')).toBeUndefined()
    const skipping = ['migrate', 'clerk', 'users.csv', '--skip-invalid', '--json']
    expect(json(await platform.run(skipping, { cwd })).data.refused).toMatchObject([
      { line: 2, column: 'password_hasher', code: 'unknown_hash_type' },
    ])
    const refused = ['migrate', 'csv', 'latchkey-migration/refused', '--json']
    const given = await platform.run(refused, { cwd })
    expect(given.code, given.stderr).toBe(0)
    expect(await findUser('md5@clerk.example.com')).toMatchObject({ external_id: 'user_md5' })
  })

  test('brings people of the JSON with their organizations, and hashes that came from Firebase', async () => {
    const key = /signer_key: ([^,]+)/.exec(firebase.config)?.[1]
    const users = [
      {
        id: 'user_clerk3',
        primary_email_address_id: 'idn_2',
        email_addresses: [
          { id: 'idn_1', email_address: 'old@clerk.example.com' },
          {
            id: 'idn_2',
            email_address: 'hedy@clerk.example.com',
            verification: { status: 'verified' },
          },
        ],
        first_name: 'Hedy',
        public_metadata: { plan: 'pro' },
        password_digest: `${firebase.hash}$${firebase.salt}$${key}$Bw==$8$14`,
        password_hasher: 'scrypt_firebase',
      },
      {
        id: 'user_clerk4',
        banned: true,
        email_addresses: [{ email_address: 'x@clerk.example.com' }],
      },
    ]
    const organizations = {
      data: [
        {
          id: 'org_clerk',
          name: 'Acme of Clerk',
          memberships: [{ role: 'org:admin', public_user_data: { user_id: 'user_clerk3' } }],
        },
      ],
    }
    const { result } = await migrate(
      {
        'users.json': JSON.stringify(users),
        'organizations.json': JSON.stringify(organizations),
      },
      'clerk',
      'users.json',
      '--organizations=organizations.json',
      '--skip-invalid',
    )
    expect(json(result).data.refused).toMatchObject([{ line: 2, code: 'banned' }])
    const hedy = await findUser('hedy@clerk.example.com')
    expect(hedy.metadata).toEqual({ plan: 'pro' })
    expect(await rolesOf(hedy.id)).toEqual([['Acme of Clerk', 'admin']])
    expect(await signIn('hedy@clerk.example.com', firebase.password)).toBe(200)
  })
})

describe('latchkey migrate firebase', () => {
  const users = JSON.stringify({
    users: [
      {
        localId: 'fb-1',
        email: 'ada@firebase.example.com',
        emailVerified: true,
        displayName: 'Ada Lovelace',
        passwordHash: firebase.hash,
        salt: firebase.salt,
        customAttributes: '{"plan":"pro"}',
      },
      { localId: 'fb-2', phoneNumber: '+4912345' },
      { localId: 'fb-3', email: 'gone@firebase.example.com', disabled: true },
    ],
  })

  test('brings people with the parameters that the console shows', async () => {
    const { result } = await migrate(
      { 'users.json': users, 'hash.txt': firebase.config },
      'firebase',
      'users.json',
      '--hash-config=hash.txt',
      '--skip-invalid',
    )
    expect(json(result).data.refused).toMatchObject([
      { line: 3, code: 'disabled' },
      { line: 2, code: 'email_required' },
    ])
    expect(await signIn('ada@firebase.example.com', firebase.password)).toBe(200)
    expect(await findUser('ada@firebase.example.com')).toMatchObject({
      name: 'Ada Lovelace',
      external_id: 'fb-1',
      metadata: { plan: 'pro' },
    })
  })

  test('brings people of the CSV, which has no heading', async () => {
    const row = (fields: Record<number, string>) =>
      `${Array.from({ length: 28 }, (_, at) => fields[at] ?? '').join(',')},\n`
    const csv = [
      row({
        0: 'fb-4',
        1: 'grace@firebase.example.com',
        2: 'true',
        3: firebase.hash,
        4: firebase.salt,
        5: '"Hopper, Grace"',
        26: 'false',
        27: '"{""plan"":""pro""}"',
      }),
      row({ 0: 'fb-5', 1: 'left@firebase.example.com', 2: 'false', 26: 'true' }),
    ].join('')
    const { result } = await migrate(
      { 'users.csv': csv, 'hash.txt': firebase.config },
      ...['firebase', 'users.csv', '--hash-config=hash.txt', '--skip-invalid'],
    )
    expect(json(result).data.refused).toMatchObject([{ line: 2, code: 'disabled' }])
    expect(await signIn('grace@firebase.example.com', firebase.password)).toBe(200)
    expect(await findUser('grace@firebase.example.com')).toMatchObject({
      name: 'Hopper, Grace',
      external_id: 'fb-4',
      metadata: { plan: 'pro' },
    })
  })

  test('refuses parameters that lack one, and says where they are', async () => {
    const config = firebase.config.replace(/.*salt_separator.*\n/, '')
    const { result } = await migrate(
      { 'users.json': users, 'hash.txt': config },
      'firebase',
      'users.json',
      '--hash-config=hash.txt',
    )
    expect(jsonError(result).recovery).toContain('Password hash parameters')
  })
})

describe('latchkey migrate cognito', () => {
  const user = (name: string, attributes: Record<string, string>, Enabled = true) => ({
    Username: name,
    Enabled,
    Attributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  })
  const Users = [
    user('ada', {
      sub: 'c-1',
      email: 'ada@cognito.example.com',
      email_verified: 'true',
      given_name: 'Ada',
      'custom:plan': 'pro',
    }),
    user('gone', { sub: 'c-2', email: 'gone@cognito.example.com' }, false),
  ]

  test('brings people without passwords, and writes to them when told to', async () => {
    const { result } = await migrate(
      { 'users.json': JSON.stringify({ Users }) },
      'cognito',
      'users.json',
      '--skip-invalid',
      '--send-password-resets',
    )
    expect(json(result).data).toMatchObject({
      users: { created: 1 },
      password_resets: { created: 1 },
      refused: [{ line: 2, code: 'disabled' }],
    })
    expect(await findUser('ada@cognito.example.com')).toMatchObject({
      external_id: 'c-1',
      metadata: { plan: 'pro' },
    })
    const mails = await call('/_dev/emails?to=ada@cognito.example.com')
    expect(mails.data ?? mails).toHaveLength(1)
  })

  test('reads the CSV of the pool too', async () => {
    const csv = `cognito:username,name,email,email_verified
hedy,Hedy Lamarr,hedy@cognito.example.com,true
`
    const { result } = await migrate({ 'users.csv': csv }, 'cognito', 'users.csv')
    expect(result.code, result.stderr).toBe(0)
    expect(await findUser('hedy@cognito.example.com')).toMatchObject({
      name: 'Hedy Lamarr',
      external_id: 'hedy',
    })
  })

  describe('with groups', () => {
    const member = user('hedy', { sub: 'c-9', email: 'hedy.g@cognito.example.com' })
    const files = {
      'users.json': JSON.stringify({ Users: [member] }),
      'groups.json': JSON.stringify({
        Groups: [
          { GroupName: 'Billing Admins', Users: [member] },
          { GroupName: 'Nobody', Users: [] },
        ],
      }),
    }
    const args = ['cognito', 'users.json', '--groups=groups.json']

    test('makes each an organization with its members', async () => {
      const { result } = await migrate(files, ...args)
      expect(result.code, result.stderr).toBe(0)
      const { id } = await findUser('hedy.g@cognito.example.com')
      expect(await rolesOf(id)).toEqual([['Billing Admins', 'member']])
      expect(await call('/organizations/external_id/Nobody')).toMatchObject({ name: 'Nobody' })
    })

    test('makes them roles of one organization when told to', async () => {
      const { result } = await migrate(files, ...args, '--groups-as-roles-of=Pool of Acme')
      expect(result.code, result.stderr).toBe(0)
      const { id } = await findUser('hedy.g@cognito.example.com')
      expect(await rolesOf(id)).toContainEqual(['Pool of Acme', 'billing-admins'])
    })
  })
})
