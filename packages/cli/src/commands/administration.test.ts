import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPerson, newEmail, signInByApi } from '../../test/people.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { emptyFolder, json, jsonError } from '../../test/run.ts'

let platform: TestPlatform
let organization: string
let user: string

beforeAll(async () => {
  platform = await startTestPlatform()
  organization = (await made('organization', 'create', 'Acme')).id
  user = (await made('user', 'create', 'ada@example.com', '--email-verified')).id
})
afterAll(() => platform.stop())

/** What a command answers with `--json`; one that fails fails the test. */
async function made(...typed: string[]) {
  const result = await platform.run([...typed, '--json'])
  if (result.code !== 0) throw new Error(result.stderr)
  return json(result).data
}
async function refused(...typed: string[]) {
  const result = await platform.run([...typed, '--json'])
  expect({ typed, code: result.code }).toEqual({ typed, code: 1 })
  return jsonError(result)
}
const lines = async (...typed: string[]) => (await platform.run(typed)).stdout

describe('latchkey membership', () => {
  test('a person is added, gets another role, loses the access, gets it back, and leaves', async () => {
    const ids = ['--user', user, '--organization', organization]
    const { id } = await made('membership', 'create', ...ids)
    expect(await lines('membership', 'list', '--organization', organization)).toMatch(
      new RegExp(`${id} +${user} +Acme +member +active`),
    )
    expect(await lines('membership', 'update', id, '--role', 'admin')).toContain('are now: admin')
    await made('membership', 'deactivate', id)
    const inactive = ['membership', 'list', '--user', user, '--status', 'inactive']
    expect((await made(...inactive))[0]).toMatchObject({ id, role: { slug: 'admin' } })
    await made('membership', 'reactivate', id)
    expect(await lines('membership', 'get', id)).toMatch(/status +active/)
    await made('membership', 'delete', id, '--yes')
    expect(await made('membership', 'list', '--user', user)).toEqual([])
  })

  test('is refused with half of what it needs, or with what is not there', async () => {
    expect((await refused('membership', 'list')).message).toContain('Members of what?')
    expect((await refused('membership', 'create', '--user', user)).message).toContain(
      '--organization is needed',
    )
    const unknown = await refused('membership', 'update', 'om_nobody', '--role', 'admin')
    expect(unknown.message).toContain('om_nobody')
    expect((await refused('membership', 'update', 'om_nobody')).message).toContain('Which roles?')
  })

  test('is deleted by nobody who was not asked', async () => {
    const error = await refused('membership', 'delete', 'om_nobody')
    expect(error.recovery).toContain('--yes')
    const no = await platform.run(['membership', 'delete', 'om_nobody'], { keys: ['n'] })
    expect(no.code).toBe(2)
  })
})

describe('latchkey invitation', () => {
  test('is sent, shown with its link, sent again, and taken back', async () => {
    const { id } = await made('invitation', 'create', newEmail(), '--organization', organization)
    expect(await lines('invitation', 'get', id)).toMatch(/link +http/)
    await made('invitation', 'resend', id)
    expect(await made('invitation', 'list', '--organization', organization)).toHaveLength(1)
    await made('invitation', 'revoke', id, '--yes')
    expect(await lines('invitation', 'get', id)).toMatch(/state +revoked/)
    expect((await refused('invitation', 'resend', id)).code).toBe('invite_revoked')
  })

  test('is accepted in the name of who has an account', async () => {
    const { email, user: person } = await createPerson(platform.server)
    const { id } = await made('invitation', 'create', email, '--organization', organization)
    await made('invitation', 'accept', id)
    const members = await made('membership', 'list', '--user', person.id)
    expect(members).toMatchObject([{ organizationId: organization, status: 'active' }])
  })

  test('is refused for who is invited already, and for a time that is too long', async () => {
    const email = newEmail()
    await made('invitation', 'create', email)
    await refused('invitation', 'create', email)
    const error = await refused('invitation', 'create', newEmail(), '--expires-in-days', '31')
    expect(error.message).toContain('from 1 to 30')
  })
})

describe('latchkey permission and role', () => {
  test('a role allows the permissions that it is given, and no others', async () => {
    await made('permission', 'create', 'posts:read', '--name', 'Read posts')
    await made('permission', 'create', 'posts:write', '--name', 'Write posts')
    await made('role', 'create', 'editor', '--name', 'Editor')
    await made('role', 'permit', 'editor', 'posts:read', 'posts:write')
    expect(await lines('role', 'permit', 'editor', 'posts:read')).toContain('posts:read now')
    expect(await lines('role', 'get', 'editor')).toMatch(/permissions +posts:read\n/)
    await made('permission', 'delete', 'posts:read', '--yes')
    expect((await made('role', 'get', 'editor')).permissions).toEqual([])
    expect((await made('permission', 'update', 'posts:write', '--name', 'Write')).name).toBe(
      'Write',
    )
  })

  test('an organization has roles of its own, which end', async () => {
    const own = ['--organization', organization]
    await made('role', 'create', 'org-billing', '--name', 'Billing', ...own)
    expect(await lines('role', 'list', ...own)).toMatch(/org-billing +Billing +the organization/)
    expect(await lines('role', 'list')).not.toContain('org-billing')
    await made('role', 'delete', 'org-billing', '--yes', ...own)
    expect(await lines('role', 'list', ...own)).not.toContain('org-billing')
  })

  test('what is there already, unknown or unchanged is refused', async () => {
    await refused('role', 'create', 'member', '--name', 'Member')
    expect((await refused('role', 'permit', 'member', 'no:such')).message).toContain('no:such')
    expect((await refused('role', 'update', 'member')).message).toContain('nothing to change')
    expect((await refused('role', 'delete', 'member', '--yes')).message).toContain('--organization')
  })
})

describe('latchkey session', () => {
  test('somebody is signed out of the session that is revoked', async () => {
    const person = await createPerson(platform.server)
    await signInByApi(platform.server, person)
    const [{ id }] = await made('session', 'list', person.user.id)
    await made('session', 'revoke', id, '--yes')
    const after = await made('session', 'list', person.user.id)
    expect(after.filter(({ status }: { status: string }) => status === 'active')).toEqual([])
  })

  test('what is no session is refused', async () => {
    await refused('session', 'revoke', 'session_nobody', '--yes')
  })
})

describe('latchkey webhook', () => {
  test('the secret is told when it is made, and never listed', async () => {
    const address = 'https://app.example.com/hooks'
    const created = await lines('webhook', 'create', address, '--event', 'user.created')
    const secret = /Secret {2}(\S+)/.exec(created)?.[1] as string
    const listed = await platform.run(['webhook', 'list', '--json'])
    expect(secret.length).toBeGreaterThan(20)
    expect(listed.stdout).not.toContain(secret)
    const [{ id }] = json(listed).data
    await made('webhook', 'update', id, '--status', 'disabled')
    expect(await lines('webhook', 'list')).toMatch(/disabled +user.created/)
    await made('webhook', 'delete', id, '--yes')
    expect(await made('webhook', 'list')).toEqual([])
  })

  test('without an event, or with one that there is not, none is made', async () => {
    const create = ['webhook', 'create', 'https://app.example.com/hooks']
    expect((await refused(...create)).message).toContain('Which events?')
    await refused(...create, '--event', 'user.exploded')
    expect((await refused('webhook', 'update', 'we_nobody')).message).toContain('nothing to change')
  })
})

describe('latchkey api-key', () => {
  test('the key is shown once, ends when it is said, and is revoked', async () => {
    const own = ['--organization', organization]
    const created = await platform.run(['api-key', 'create', 'Nightly export', ...own])
    const value = created.stdout.trim().split('\n').at(-1) as string
    const listed = await platform.run(['api-key', 'list', ...own, '--json'])
    expect(listed.stdout).not.toContain(value)
    const [{ id }] = json(listed).data
    await made('api-key', 'expire', id, '--expires-at', '2036-01-31T12:00:00Z')
    await made('api-key', 'revoke', id, '--yes')
    expect(await made('api-key', 'list', ...own)).toEqual([])
  })

  test.each([
    ['an organization', () => []],
    ['a person', () => ['--user', user]],
  ])('of %s ends when that was said as it was made', async (_, more) => {
    const membership = ['--user', user, '--organization', organization]
    if (more().length > 0) await made('membership', 'create', ...membership)
    const moment = '2036-01-31T12:00:00.000Z'
    const own = ['--organization', organization, ...more()]
    const key = await made('api-key', 'create', 'Ends', ...own, '--expires-at', moment)
    expect(key).toMatchObject({ expiresAt: moment, permissions: [], value: expect.any(String) })
    await made('api-key', 'revoke', key.id, '--yes')
  })

  test('a key is told from one that opens nothing, and never stands after the command', async () => {
    const { id, value } = await made('api-key', 'create', 'Export', '--organization', organization)
    const validate = (stdin: string, ...typed: string[]) =>
      platform.run(['api-key', 'validate', '--file', '-', ...typed], { stdin })
    const valid = await validate(`${value}\n`, '--json')
    expect(json(valid).data).toMatchObject({ id, owner: { id: organization } })
    expect((await validate(value)).stdout).toMatch(new RegExp(`organization +${organization}`))
    await made('api-key', 'revoke', id, '--yes')
    for (const nothing of [value, 'sk_nothing', `${value}x`]) {
      const refused = await validate(nothing, '--json')
      expect({ code: refused.code, error: jsonError(refused).code }).toEqual({
        code: 1,
        error: 'api_key_invalid',
      })
      expect(refused.stderr).not.toContain(nothing)
    }
    expect((await refused('api-key', 'validate')).recovery).toContain('--file')
    expect((await refused('api-key', 'validate', value)).code).toBe('invalid_usage')
  })

  test('of nobody, or until a moment that is none, it is refused', async () => {
    expect((await refused('api-key', 'list')).message).toContain('Whose keys?')
    expect((await refused('api-key', 'create', 'x')).message).toContain('--organization is needed')
    const late = await refused('api-key', 'expire', 'api_key_x', '--expires-at', 'tomorrow')
    expect(late.message).toContain('must be a moment')
  })
})

describe('latchkey feature-flag', () => {
  test('a flag is on for its target while it is enabled', async () => {
    const cwd = await emptyFolder()
    const flags = { feature_flags: [{ slug: 'new-editor', name: 'New editor' }] }
    const text = JSON.stringify({ environments: { staging: flags } })
    await writeFile(join(cwd, 'latchkey.config.yaml'), text)
    expect(await platform.run(['config', 'apply'], { cwd })).toMatchObject({ code: 0 })
    await made('feature-flag', 'enable', 'new-editor')
    await made('feature-flag', 'target', 'new-editor', organization)
    const on = () => made('feature-flag', 'list', '--organization', organization)
    expect(await on()).toMatchObject([{ slug: 'new-editor' }])
    await made('feature-flag', 'untarget', 'new-editor', organization)
    expect(await on()).toEqual([])
    await made('feature-flag', 'disable', 'new-editor')
    expect(await lines('feature-flag', 'get', 'new-editor')).toMatch(/state +off/)
  })

  test('what is no flag is refused', async () => {
    expect((await refused('feature-flag', 'enable', 'no-flag')).message).toContain('no-flag')
    const both = ['--organization', organization, '--user', user]
    expect((await refused('feature-flag', 'list', ...both)).message).toContain('Whose flags?')
  })
})

describe('latchkey group', () => {
  test('members are put into a group, listed, and taken out', async () => {
    const own = ['--organization', organization]
    const { user: person } = await createPerson(platform.server)
    const member = await made('membership', 'create', '--user', person.id, ...own)
    const { id } = await made('group', 'create', 'Support', ...own)
    expect((await made('group', 'update', id, '--name', 'Help', ...own)).name).toBe('Help')
    await made('group', 'add', id, member.id, ...own)
    expect(await made('group', 'members', id, ...own)).toMatchObject([{ id: member.id }])
    const ofMember = await made('group', 'list', '--membership', member.id)
    expect(ofMember.map((one: { id: string }) => one.id)).toEqual([id])
    await made('group', 'remove', id, member.id, ...own)
    expect(await made('group', 'members', id, ...own)).toEqual([])
    expect(await lines('group', 'list', ...own)).toContain('Help')
    await made('group', 'delete', id, '--yes', ...own)
    await refused('group', 'get', id, ...own)
  })
})

describe('latchkey domain', () => {
  test('a domain is added with the record that proves it, looked up, and taken away', async () => {
    const own = ['--organization', organization]
    const created = await lines('domain', 'create', 'acme.example', ...own)
    expect(created).toMatch(/TXT {2}\S*acme\.example {2}\S+/)
    const id = created.trim().split('\n').at(-1) as string
    expect(await lines('domain', 'get', id)).toMatch(/state +pending/)
    await made('domain', 'delete', id, '--yes')
    await refused('domain', 'get', id)
  })
})

describe('latchkey redirect and cors', () => {
  test('addresses are added once and listed', async () => {
    const uri = 'http://localhost:5173/callback'
    const { id } = await made('redirect', 'create', uri)
    await refused('redirect', 'create', uri)
    expect(await lines('redirect', 'list')).toContain(uri)
    await made('redirect', 'delete', id, '--yes')
    expect(await lines('redirect', 'list')).not.toContain(uri)
    await made('cors', 'create', 'http://localhost:5173')
    expect(await lines('cors', 'list')).toContain('http://localhost:5173')
  })

  test('what is no address is refused', async () => {
    await refused('redirect', 'create', 'localhost')
    await refused('cors', 'create', 'http://localhost:5173/path')
  })
})

describe('latchkey factor', () => {
  test('who lost the phone is freed of it', async () => {
    const { id: person } = await made('user', 'create', newEmail())
    const path = `/user_management/users/${person}/auth_factors`
    await platform.run(['api', path, '-d', '{"type":"totp","totp_issuer":"Readers"}'])
    const [{ id }] = await made('factor', 'list', person)
    expect(await lines('factor', 'list', person)).toMatch(new RegExp(`${id} +totp +Readers`))
    await refused('factor', 'delete', id)
    await made('factor', 'delete', id, '--yes')
    expect(await lines('factor', 'list', person)).toBe('No second factor.\n')
    expect((await refused('factor', 'delete', id, '--yes')).message).toContain(id)
  })
})

describe('what an operator sends to a person', () => {
  test('is a code that verifies the address', async () => {
    const email = newEmail()
    const { id } = await made('user', 'create', email)
    expect(await lines('user', 'verify-email', id)).toContain(`Sent a code to ${email}.`)
    await refused('user', 'verify-email', 'user_nobody')
  })

  test('is a link to a new password, also to be handed over', async () => {
    const email = newEmail()
    await made('user', 'create', email)
    expect(await lines('user', 'reset-password', email)).toMatch(/\nhttp\S+token=\S+\n$/)
    await refused('user', 'reset-password', newEmail())
  })
})

describe('an id of the application’s own', () => {
  test.each(['user', 'organization'])('finds its %s, and none beside another id', async (noun) => {
    const name = noun === 'user' ? newEmail() : 'Readers'
    const own = `${noun}/4711 ü`.replace('ü', '%')
    const { id } = await made(noun, 'create', name, '--external-id', own)
    expect((await made(noun, 'get', '--external-id', own)).id).toBe(id)
    await refused(noun, 'get', '--external-id', 'nobody')
    for (const typed of [[], [id, '--external-id', own]]) {
      expect((await refused(noun, 'get', ...typed)).message).toContain('Which one?')
    }
  })
})

describe('latchkey jwt-template and homepage', () => {
  test('the template is read from a file or standard input, and printed as it is', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, 'template.json'), '{"plan": "free"}')
    const set = ['jwt-template', 'set']
    expect(await platform.run([...set, 'template.json'], { cwd })).toMatchObject({ code: 0 })
    expect(await lines('jwt-template', 'get')).toBe('{"plan": "free"}\n')
    expect(await platform.run([...set, '-'], { stdin: '{"plan": "pro"}' })).toMatchObject({
      code: 0,
    })
    expect((await made('jwt-template', 'get')).content).toBe('{"plan": "pro"}')
    const broken = await platform.run([...set, '-', '--json'], { stdin: '{{' })
    expect({ code: broken.code, message: jsonError(broken).message }).toEqual({
      code: 1,
      message: expect.any(String),
    })
    expect((await refused(...set, 'missing.json')).message).toContain('it is not there')
  })

  test('hosted pages lead back to the homepage that was set', async () => {
    const address = 'https://app.example.com/'
    expect(await made('homepage', 'set', address)).toEqual({ url: address })
    await refused('homepage', 'set', 'javascript:alert(1)')
  })
})
