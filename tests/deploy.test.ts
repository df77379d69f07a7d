import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { validate } from 'dockerfile-utils'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const read = (path: string) => readFileSync(inRoot(path), 'utf8')

describe('the container file', () => {
  const text = read('deploy/Dockerfile')
  const lastStage = text.slice(text.lastIndexOf('\nFROM '))

  test('has no mistake that a linter knows', () => {
    expect(
      validate(text).map(({ message, range }) => `${range.start.line + 1}: ${message}`),
    ).toEqual([])
  })

  test('runs as a user that is not root, and says whether it is well', () => {
    expect(lastStage).toMatch(/^USER node$/m)
    expect(lastStage.indexOf('USER node')).toBeLessThan(lastStage.indexOf('ENTRYPOINT'))
    expect(lastStage).toMatch(/^HEALTHCHECK /m)
  })

  test('pins a version of every image that it is made from', () => {
    const images = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
    expect(images.length).toBeGreaterThan(0)
    for (const image of images) expect(image).toMatch(/^[\w/-]+:\d[\w.-]*$/)
  })

  test('leaves secrets and what tools made out of what it is built from', () => {
    const ignored = read('.dockerignore').split('\n')
    expect(ignored).toEqual(
      expect.arrayContaining(['.git', '**/.env', '**/.latchkey', 'deploy/secrets']),
    )
  })
})

describe('the compose file', () => {
  const compose = parse(read('deploy/compose.yaml'))

  test('is one by its schema and by the rules of its linter', () => {
    const lint = inRoot('node_modules/dclint/bin/dclint.cjs')
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [lint, '--max-warnings', '0', inRoot('deploy/compose.yaml')],
      { encoding: 'utf8' },
    )
    expect((stdout + stderr).trim()).toBe('')
    expect(status).toBe(0)
  })

  test('waits for its database, keeps its data, and gives away no rights', () => {
    const { backup, latchkey, postgres } = compose.services
    expect(latchkey.depends_on.postgres.condition).toBe('service_healthy')
    for (const service of [latchkey, backup]) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    }
    expect(postgres.user).toBe('postgres')
    for (const service of [latchkey, postgres]) {
      expect(service.security_opt).toContain('no-new-privileges:true')
      expect(service.healthcheck.test[0]).toBe('CMD')
      expect(service.restart).toBe('unless-stopped')
    }
    const volumes = [latchkey, postgres, backup].flatMap((service) => service.volumes)
    const mounted = volumes.map((volume) => volume.split(':')[0])
    expect(Object.keys(compose.volumes).sort()).toEqual([...mounted].sort())
  })

  test('takes no secret from anywhere but its settings, and every one of them is explained', () => {
    const text = read('deploy/compose.yaml')
    const used = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name as string)
    expect([...new Set(used)].sort()).toEqual(
      Object.keys(parseEnv(read('deploy/.env.example'))).sort(),
    )
    expect([...used].filter((name) => /SECRET|PASSWORD|DATABASE_URL|SMTP_URL/.test(name))).toEqual(
      [],
    )
  })

  test('reads every secret from a file that its script makes, once and closed to others', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-deploy-'))
    try {
      cpSync(inRoot('deploy/make-secrets.sh'), join(folder, 'make-secrets.sh'))
      const make = () => execFileSync('sh', [join(folder, 'make-secrets.sh')])
      make()
      const secrets = join(folder, 'secrets')
      const files = readdirSync(secrets).sort()
      expect(files).toEqual(Object.keys(compose.secrets).sort())
      expect(statSync(secrets).mode & 0o077).toBe(0)
      const contents = () => files.map((name) => readFileSync(join(secrets, name), 'utf8'))
      const made = contents()
      const [passphrase, url = '', secret, password = ''] = made
      for (const one of [passphrase, secret, password]) expect(one).toMatch(/^[0-9a-f]{64}$/)
      expect(new URL(url).password).toBe(password)
      chmodSync(secrets, 0o755)
      make()
      expect(statSync(secrets).mode & 0o077).toBe(0)
      expect(contents()).toEqual(made)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the systemd unit', () => {
  const text = read('deploy/latchkey.service')
  const settings = new Map(
    [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value] as const),
  )

  test('runs as nobody in particular, and sees of the machine only what it needs', () => {
    for (const [name, value] of [
      ['DynamicUser', 'yes'],
      ['NoNewPrivileges', 'yes'],
      ['ProtectSystem', 'strict'],
      ['ProtectHome', 'yes'],
      ['PrivateTmp', 'yes'],
      ['CapabilityBoundingSet', ''],
      ['UMask', '0077'],
    ]) {
      expect(settings.get(name as string), name).toBe(value)
    }
    expect(settings.has('User')).toBe(false)
  })

  const analyze = spawnSync('systemd-analyze', ['--version']).status === 0

  test.runIf(analyze)('and those of its backups are understood by systemd', () => {
    const units = ['latchkey.service', 'latchkey-backup.service', 'latchkey-backup.timer']
    const complaints = execFileSync(
      'systemd-analyze',
      ['verify', ...units.map((unit) => inRoot(`deploy/${unit}`))],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    expect(complaints).toBe('')
  })

  test('of backups has no more rights than that of the server', () => {
    const restrictions = text.slice(
      text.indexOf('CapabilityBoundingSet='),
      text.indexOf('[Install]'),
    )
    const backup = read('deploy/latchkey-backup.service')
    expect(backup).toContain(restrictions.trim())
    expect(backup).toMatch(/^DynamicUser=yes$/m)
  })
})
