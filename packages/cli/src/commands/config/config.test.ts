import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { emptyFolder, json, jsonError } from '../../../test/run.ts'

let platform: TestPlatform
let production: string[]

beforeAll(async () => {
  platform = await startTestPlatform()
  production = ['--api-key', platform.server.production.apiKey]
})
afterAll(() => platform.stop())

const declaring = (environment: string, slug: string) =>
  `environments:\n  ${environment}:\n    permissions:\n      - { slug: ${slug}, name: Named ${slug} }\n`

async function folderWith(text: string, name = 'latchkey.config.yaml') {
  const cwd = await emptyFolder()
  await writeFile(join(cwd, name), text)
  return cwd
}

const slugs = async (...options: string[]) =>
  json(await platform.run(['permission', 'list', '--json', '--limit', '100', ...options])).data.map(
    ({ slug }: { slug: string }) => slug,
  )

describe('latchkey config', () => {
  test('diff shows what apply makes, and makes nothing', async () => {
    const cwd = await folderWith(declaring('staging', 'posts:read'))
    const diff = await platform.run(['config', 'diff'], { cwd })
    expect(diff).toMatchObject({ code: 0 })
    expect(diff.stdout).toContain('+ staging  permission posts:read')
    expect(await slugs()).not.toContain('posts:read')
    const applied = await platform.run(['config', 'apply'], { cwd })
    expect(applied.stdout).toContain('+ staging  permission posts:read')
    expect(await slugs()).toContain('posts:read')
    const again = await platform.run(['config', 'apply', '--json'], { cwd })
    expect(json(again).data.changes).toEqual([])
  })

  test('diff --exit-code tells a build that something differs', async () => {
    const cwd = await folderWith(declaring('staging', 'posts:write'))
    const ask = () => platform.run(['config', 'diff', '--exit-code'], { cwd })
    expect((await ask()).code).toBe(1)
    await platform.run(['config', 'apply'], { cwd })
    expect((await ask()).code).toBe(0)
  })

  test('what is new stands out in colour, where there is colour', async () => {
    const cwd = await folderWith(declaring('staging', 'colours:read'))
    const env = { FORCE_COLOR: '1' }
    const { stdout } = await platform.run(['config', 'diff'], { cwd, env })
    expect(stdout).toContain(`${styleText('green', '+', { validateStream: false })} staging`)
  })

  test('apply asks before it changes production', async () => {
    const cwd = await folderWith(declaring('production', 'live:read'))
    const apply = ['config', 'apply', ...production]
    const alone = await platform.run([...apply, '--json'], { cwd })
    expect(jsonError(alone).recovery).toContain('--yes')
    expect((await platform.run(apply, { cwd, keys: ['n'] })).code).toBe(2)
    expect(await slugs(...production)).not.toContain('live:read')
    expect((await platform.run([...apply, '--yes'], { cwd })).code).toBe(0)
    expect(await slugs(...production)).toContain('live:read')
  })

  test('a key of Staging changes nothing in production', async () => {
    const cwd = await folderWith(declaring('production', 'foreign:read'))
    await platform.run(['config', 'apply'], { cwd })
    expect(await slugs(...production)).not.toContain('foreign:read')
  })

  test('what is wrong in a file is told by its name', async () => {
    const cwd = await folderWith('environments:\n  staging:\n    colour: red\n')
    const { code, stderr } = await platform.run(['config', 'apply'], { cwd })
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('colour') })
  })

  test('a file that is not there is told', async () => {
    const { code, stderr } = await platform.run(['config', 'diff', 'other.yaml'])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('other.yaml cannot be read: it is not there.'),
    })
  })

  test('export writes a file that changes nothing here, and never over another', async () => {
    const cwd = await emptyFolder()
    const exported = ['config', 'export', '--output', 'latchkey.config.yaml']
    expect(await platform.run(exported, { cwd })).toMatchObject({ code: 0 })
    const diff = await platform.run(['config', 'diff', '--json'], { cwd })
    expect(json(diff).data.changes).toEqual([])
    const again = await platform.run(exported, { cwd })
    expect(again.stderr).toContain('replace it with --force')
    expect(await platform.run([...exported, '--force'], { cwd })).toMatchObject({ code: 0 })
  })

  test('export leaves people out when it is told to, and secrets always', async () => {
    await platform.run(['user', 'create', 'exported@example.com'])
    const whole = (await platform.run(['config', 'export'])).stdout
    expect(whole).toContain('exported@example.com')
    expect(whole).not.toContain(platform.apiKey)
    const settings = await platform.run(['config', 'export', '--without-people'])
    expect(settings.stdout).not.toContain('exported@example.com')
    expect((await platform.run(['config', 'export', '--api-key', 'sk_test_x'])).code).toBe(4)
  })
})

describe('latchkey seed', () => {
  const seed = (cwd: string, ...options: string[]) =>
    platform.run(['seed', '--json', ...options], { cwd })
  const emails = async () =>
    json(await platform.run(['user', 'list', '--json', '--limit', '100'])).data.map(
      ({ email }: { email: string }) => email,
    )

  test('the sample is made, made once, and taken away', async () => {
    const cwd = await emptyFolder()
    await platform.run(['user', 'create', 'stays@example.com'])
    expect((await seed(cwd, '--init')).code).toBe(0)
    const made = json(await seed(cwd)).data.changes
    expect(made.length).toBeGreaterThan(5)
    expect(await emails()).toContain('test@example.com')
    expect(json(await seed(cwd)).data.changes).toEqual([])

    const cleaned = json(await seed(cwd, '--clean')).data
    expect(cleaned.kept).toEqual([{ kind: 'role', key: 'editor' }])
    expect(await emails()).not.toContain('test@example.com')
    expect(await emails()).toContain('stays@example.com')
    const organizations = json(await platform.run(['organization', 'list', '--json'])).data
    expect(organizations).toEqual([])
    expect(json(await seed(cwd, '--clean')).data.removed).toEqual([])
  })

  test('takes nothing away that was there before it', async () => {
    await platform.run(['user', 'create', 'before@example.com'])
    const text =
      'environments:\n  staging:\n    users: [{ email: before@example.com, first_name: Be }]\n'
    const cwd = await folderWith(text, 'latchkey.seed.yaml')
    await seed(cwd)
    await seed(cwd, '--clean')
    expect(await emails()).toContain('before@example.com')
  })

  test('takes away also what was gone already', async () => {
    const text = 'environments:\n  staging:\n    users: [{ email: gone@example.com }]\n'
    const cwd = await folderWith(text, 'latchkey.seed.yaml')
    await seed(cwd)
    const [{ id }] = json(
      await platform.run(['user', 'list', '--email', 'gone@example.com', '--json']),
    ).data
    await platform.run(['user', 'delete', id, '--yes'])
    expect((await seed(cwd, '--clean')).code).toBe(0)
  })

  test('takes away the default redirect URI, and names it where it is the only one', async () => {
    const uris = '/user_management/redirect_uris'
    const listed = async (): Promise<{ id: string; uri: string; default: boolean }[]> =>
      JSON.parse((await platform.run(['api', uris])).stdout).data.map(
        ({ id, uri, default: isDefault }: Record<string, unknown>) => ({
          id,
          uri,
          default: isDefault,
        }),
      )
    const uri = 'http://localhost:4711/callback'
    const text = `environments:\n  staging:\n    redirect_uris: [${uri}]\n`
    const cwd = await folderWith(text, 'latchkey.seed.yaml')
    const before = await listed()

    await seed(cwd)
    expect((await listed()).find((one) => one.default)?.uri).toBe(uri)
    expect(json(await seed(cwd, '--clean')).data).toMatchObject({
      removed: [{ kind: 'redirect_uri', key: uri }],
      kept: [],
    })
    expect(await listed()).toEqual(before)

    await seed(cwd)
    for (const { id } of before) {
      await platform.run(['api', `${uris}/${id}`, '--method', 'DELETE', '--yes'])
    }
    expect(json(await seed(cwd, '--clean')).data).toMatchObject({
      removed: [],
      kept: [{ kind: 'redirect_uri', key: uri }],
    })
  })

  test('writes no sample over a file, and seeds no production', async () => {
    const cwd = await folderWith('mine', 'latchkey.seed.yaml')
    expect(jsonError(await seed(cwd, '--init')).code).toBe('file_exists')
    expect(await readFile(join(cwd, 'latchkey.seed.yaml'), 'utf8')).toBe('mine')
    expect(jsonError(await seed(cwd, ...production)).code).toBe('production_refused')
    expect(jsonError(await seed(cwd, '--init', '--clean')).code).toBe('invalid_usage')
  })

  test('knows at which platform it made things', async () => {
    const text = 'environments:\n  staging:\n    users: [{ email: there@example.com }]\n'
    const cwd = await folderWith(text, 'latchkey.seed.yaml')
    await seed(cwd)
    const elsewhere = ['--url', platform.url.replace('localhost', '127.0.0.1')]
    expect(jsonError(await seed(cwd, '--clean', ...elsewhere)).code).toBe('other_platform')
  })
})
