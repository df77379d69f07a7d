import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Config, ConfigError, isLoopbackHost, readConfig } from './config.ts'

const secret = 'a secret of thirty-two characters'
const read = (env: Record<string, string> = {}, argv: string[] = []): Config => {
  const config = readConfig(argv, env)
  if (config === 'help') throw new Error('Nobody asked for help.')
  return config
}
const refusal = (env: Record<string, string>, argv: string[] = []): string => {
  try {
    read(env, argv)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  throw new Error('It was accepted.')
}

describe('without settings', () => {
  test('it listens on this machine alone, with its own database and inbox', () => {
    expect(read()).toMatchObject({
      host: 'localhost',
      port: 4000,
      baseUrl: 'http://localhost:4000',
      databaseUrl: undefined,
      secret: undefined,
      smtpUrl: undefined,
      mailFrom: 'no-reply@localhost',
      trustedProxies: [],
      dnsServers: [],
      development: true,
    })
    expect(read().dataFolder).toMatch(/\.latchkey$/)
  })

  test('empty variables are as good as none', () => {
    expect(read({ PORT: '', HOST: ' ', LATCHKEY_SECRET: '', LATCHKEY_SMTP_URL: ' ' })).toEqual(
      read(),
    )
  })
})

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-config-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const fileWith = (text: string) => {
    const path = join(folder, 'setting')
    writeFileSync(path, text)
    return path
  }

  test('is read from there, without the end of its line', () => {
    expect(read({ LATCHKEY_SECRET_FILE: fileWith(`${secret}\n`) }).secret).toBe(secret)
    const url = 'smtp://user:password@mail.example.com'
    expect(read({ LATCHKEY_SMTP_URL_FILE: fileWith(url) }).smtpUrl).toBe(url)
  })

  test('that is empty is as none', () => {
    expect(read({ LATCHKEY_SMTP_URL_FILE: fileWith('\n') })).toEqual(read())
  })

  test.each([
    ['is not there', { LATCHKEY_SECRET_FILE: '/nowhere/secret' }, 'cannot be read: ENOENT'],
    [
      'is given along with the secret itself',
      { LATCHKEY_SECRET_FILE: fileWith(secret), LATCHKEY_SECRET: secret },
      'not both',
    ],
    ['is too short', { LATCHKEY_SECRET_FILE: fileWith('short') }, 'too short'],
  ])('that %s is refused, and not shown', (_, env, words) => {
    const path = env.LATCHKEY_SECRET_FILE
    if (words === 'too short') writeFileSync(path, 'short')
    const message = refusal(env as Record<string, string>)
    expect(message).toContain(words)
    expect(message).not.toContain(secret)
  })
})

describe('a setting', () => {
  test('on the command line wins over the environment', () => {
    const config = read({ PORT: '1', HOST: '0.0.0.0' }, [
      'start',
      '--port',
      '5000',
      '--host',
      '::1',
    ])
    expect(config).toMatchObject({ port: 5000, host: '::1', baseUrl: 'http://[::1]:5000' })
  })

  test('of the host that is listened on never becomes an address to visit', () => {
    expect(read({ HOST: '0.0.0.0' }).baseUrl).toBe('http://localhost:4000')
    expect(read({ HOST: '::' }).baseUrl).toBe('http://localhost:4000')
  })

  test('of the public address is its origin', () => {
    expect(read({ LATCHKEY_URL: 'https://Auth.Example.com/' }).baseUrl).toBe(
      'https://auth.example.com',
    )
    expect(read({ LATCHKEY_URL: 'https://auth.example.com' }).mailFrom).toBe(
      'no-reply@auth.example.com',
    )
  })

  test.each<[string, Record<string, string>]>([
    ['a public address', { LATCHKEY_URL: 'https://auth.example.com' }],
    ['a public host', { HOST: '0.0.0.0' }],
    ['a host of the network', { HOST: '192.168.0.2' }],
    ['mail that leaves the machine', { LATCHKEY_SMTP_URL: 'smtp://mail.example.com' }],
  ])('of %s ends development', (_, env) => {
    expect(read(env).development).toBe(false)
  })

  test('of proxies is a list', () => {
    const env = { LATCHKEY_TRUSTED_PROXIES: ' 10.0.0.1, 192.168.0.0/16 ,, ' }
    expect(read(env).trustedProxies).toEqual(['10.0.0.1', '192.168.0.0/16'])
  })

  test('of DNS servers is a list of addresses, with a port where it is another', () => {
    const env = {
      LATCHKEY_DNS_SERVERS: '192.0.2.53, 127.0.0.1:5353,[2001:db8::53]:53,2001:db8::53',
    }
    expect(read(env).dnsServers).toEqual([
      '192.0.2.53',
      '127.0.0.1:5353',
      '[2001:db8::53]:53',
      '2001:db8::53',
    ])
  })

  test('of a database comes with a secret', () => {
    const env = { LATCHKEY_DATABASE_URL: 'postgres://ada@db/latchkey', LATCHKEY_SECRET: secret }
    expect(read(env)).toMatchObject({ databaseUrl: env.LATCHKEY_DATABASE_URL, secret })
  })
})

describe('a setting that cannot be used is refused in words', () => {
  test.each(['dns.example.com', '192.0.2', '192.0.2.53:99999', '192.0.2.53;192.0.2.54'])(
    'the DNS server %s',
    (server) => {
      const words = refusal({ LATCHKEY_DNS_SERVERS: server })
      expect(words).toContain('LATCHKEY_DNS_SERVERS is not a list of addresses')
    },
  )

  test.each(['0', '65536', '-1', '80.5', 'http', '4000x', '1e9'])('the port %s', (port) => {
    expect(refusal({ PORT: port })).toBe(`PORT must be a number from 1 to 65535, not "${port}".`)
    expect(refusal({}, ['--port', port.replace('-', '=-')])).toBeTruthy()
  })

  test('a short secret, and an example of how to make one', () => {
    const words = refusal({ LATCHKEY_SECRET: 'short' })
    expect(words).toContain('LATCHKEY_SECRET is too short')
    expect(words).toContain('openssl rand -base64 32')
    expect(words).not.toContain('"short"')
  })

  test('a dry run without a file to try', () => {
    expect(refusal({}, ['--dry-run'])).toContain('name it with --config or LATCHKEY_CONFIG')
    const file = read({ LATCHKEY_CONFIG: 'latchkey.config.yaml' }, ['--dry-run'])
    expect(file.configFile).toMatch(/^\/.*\/latchkey\.config\.yaml$/)
    expect(file.dryRun).toBe(true)
  })

  test('an owner to be named where no link is made', () => {
    expect(refusal({}, ['start', '--email', 'ada@example.com'])).toContain('owner-link only')
    const link = read({}, ['owner-link', '--email', 'ada@example.com', '--port', '5000'])
    expect(link).toMatchObject({ ownerLink: true, ownerEmail: 'ada@example.com', port: 5000 })
    expect(read().ownerLink).toBe(false)
  })

  test('a database without a secret', () => {
    expect(refusal({ LATCHKEY_DATABASE_URL: 'postgres://db/latchkey' })).toContain(
      'LATCHKEY_SECRET is required with LATCHKEY_DATABASE_URL',
    )
  })

  test.each([
    ['LATCHKEY_DATABASE_URL', 'mysql://ada:hunter2@db/latchkey'],
    ['LATCHKEY_DATABASE_URL', 'hunter2'],
    ['LATCHKEY_SMTP_URL', 'http://ada:hunter2@mail.example.com'],
    ['LATCHKEY_SMTP_URL', 'hunter2'],
    ['LATCHKEY_URL', 'ftp://hunter2'],
  ])('%s, without repeating a password it may hold', (name, value) => {
    const words = refusal({ [name]: value, LATCHKEY_SECRET: secret })
    expect(words).toContain(`${name} is not a usable address`)
    expect(words).not.toContain('hunter2')
  })

  test.each(['https://example.com/auth', 'https://example.com/?x', 'https://example.com/#x'])(
    'the public address %s, which is more than an origin',
    (url) => {
      expect(refusal({ LATCHKEY_URL: url })).toContain('must be an origin without a path')
    },
  )

  test.each([
    ['LATCHKEY_CLIENT_ID', 'mine'],
    ['LATCHKEY_CLIENT_ID', 'client_'],
    ['LATCHKEY_CLIENT_ID', 'client_a b'],
    ['LATCHKEY_API_KEY', 'mine'],
    ['LATCHKEY_API_KEY', 'sk_short'],
  ])('%s=%s', (name, value) => {
    expect(refusal({ [name]: value })).toContain(`${name} has the wrong shape`)
  })

  test('an option that does not exist', () => {
    expect(refusal({}, ['--prot', '1'])).toContain('See --help.')
    expect(refusal({}, ['stop'])).toContain('See --help.')
  })
})

test('--help asks for help', () => {
  expect(readConfig(['--help'], {})).toBe('help')
})

test.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['[::1]', true],
  ['0.0.0.0', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['127.evil', false],
  ['1127.0.0.1', false],
  ['', false],
])('the host %j is of this machine: %s', (host, isLoopback) => {
  expect(isLoopbackHost(host)).toBe(isLoopback)
})
