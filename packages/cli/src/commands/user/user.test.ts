import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { json, jsonError } from '../../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const create = async (email: string, ...options: string[]) =>
  json(await platform.run(['user', 'create', email, ...options, '--json'])).data

describe('latchkey user', () => {
  test('a person who was added is found in the list, and alone by their address', async () => {
    const ada = await create('ada@example.com', '--first-name', 'Ada', '--email-verified')
    await create('grace@example.com')
    const { stdout } = await platform.run(['user', 'list'])
    expect(stdout).toMatch(/ID +EMAIL +NAME +VERIFIED/)
    expect(stdout).toMatch(new RegExp(`${ada.id} +ada@example.com +Ada +yes`))
    expect(stdout).toContain('grace@example.com')
    const page = json(await platform.run(['user', 'list', '--email', 'ada@example.com', '--json']))
    expect(page.data.map(({ id }: { id: string }) => id)).toEqual([ada.id])
    expect(page.listMetadata).toEqual({ before: null, after: null })
  })

  test('a long list is read page by page', async () => {
    for (const name of ['one', 'two', 'three']) await create(`${name}@pages.example.com`)
    const first = await platform.run(['user', 'list', '--limit', '2', '--order', 'asc'])
    const after = /More with --after (\S+)/.exec(first.stderr)?.[1] as string
    const next = await platform.run(['user', 'list', '--after', after, '--order', 'asc', '--json'])
    expect(first.stdout).not.toContain(json(next).data[0].id)
    expect(json(next).data.length).toBeGreaterThan(0)
  })

  test('get shows what is known, and --json all of it', async () => {
    const { id } = await create(
      'get@example.com',
      '--metadata',
      'plan=pro',
      '--metadata',
      'note=a=b',
    )
    expect((await platform.run(['user', 'get', id])).stdout).toMatch(/email +get@example.com/)
    const { status, data } = json(await platform.run(['user', 'get', id, '--json']))
    expect({ status, metadata: data.metadata }).toEqual({
      status: 'ok',
      metadata: { plan: 'pro', note: 'a=b' },
    })
  })

  test('update changes what is named, and nothing else', async () => {
    const { id } = await create('before@example.com', '--first-name', 'Before')
    const changes = ['--last-name', 'After', '--email-verified']
    expect(await platform.run(['user', 'update', id, ...changes])).toMatchObject({
      code: 0,
      stderr: '',
    })
    const { data } = json(await platform.run(['user', 'get', id, '--json']))
    expect(data).toMatchObject({ firstName: 'Before', lastName: 'After', emailVerified: true })
  })

  test('an update without a change is refused', async () => {
    const { code, stderr } = await platform.run(['user', 'update', 'user_01H'])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('nothing to change'),
    })
  })

  test('nobody is deleted without being asked, or without --yes where nobody can be asked', async () => {
    const { id } = await create('stays@example.com')
    const { code, stderr } = await platform.run(['user', 'delete', id])
    expect(code).toBe(1)
    expect(stderr).toContain('Answer it beforehand with --yes.')
    const refused = await platform.run(['user', 'delete', id], { keys: ['n'] })
    expect(refused.code).toBe(2)
    expect((await platform.run(['user', 'get', id])).code).toBe(0)
  })

  test.each([
    ['at the terminal, after "y"', [], ['y']],
    ['in a script, with --yes', ['--yes'], undefined],
  ])('somebody is deleted %s', async (_, options, keys) => {
    const { id } = await create(`goes-${options.length}@example.com`)
    const { code, stdout } = await platform.run(['user', 'delete', id, ...options], { keys })
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Deleted goes-') })
    const gone = await platform.run(['user', 'get', id, '--json'])
    expect(gone.code).toBe(1)
    expect(jsonError(gone).message).toContain(id)
  })

  test('what the platform refuses is told in its own words, field by field', async () => {
    const refused = await platform.run(['user', 'create', 'no address', '--json'])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(jsonError(refused).message).toMatch(/email/i)
    expect(jsonError(refused).details).toMatchObject({ status: expect.any(Number) })
  })

  test('names cannot move the cursor of the terminal', async () => {
    await create('bell@example.com', '--first-name', 'A\u009b31mlarm')
    const { stdout } = await platform.run(['user', 'list', '--email', 'bell@example.com'])
    expect(stdout).toContain('larm')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none of them is printed is the point.
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })
})
