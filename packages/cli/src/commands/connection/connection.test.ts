import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newConnection } from '../../../test/connections.ts'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { json, jsonError } from '../../../test/run.ts'

let platform: TestPlatform
let organizationId: string

beforeAll(async () => {
  platform = await startTestPlatform()
  const made = await platform.run([
    'organization',
    'create',
    'Acme',
    '--domain',
    'acme.com',
    '--json',
  ])
  organizationId = json(made).data.id
})
afterAll(() => platform.stop())

const create = (of: Parameters<typeof newConnection>[1] = {}) =>
  newConnection(platform.server, { organizationId, ...of })
const list = async (...typed: string[]) => {
  const { data } = json(await platform.run(['connection', 'list', ...typed, '--json']))
  return data.map(({ id }: { id: string }) => id)
}

describe('latchkey connection', () => {
  test('an empty list says so', async () => {
    expect((await platform.run(['connection', 'list'])).stdout).toBe('No connections.\n')
  })

  test('is listed by whatever is known of it', async () => {
    const okta = await create({ name: 'Ätna', type: 'OktaSAML' })
    const entra = await create({ name: 'Other', type: 'EntraIdOIDC', organizationId: null })
    expect(await list()).toEqual([entra, okta])
    expect(await list('--limit', '1', '--after', entra)).toEqual([okta])
    expect(await list('--order', 'asc')).toEqual([okta, entra])
    expect(await list('--organization', organizationId)).toEqual([okta])
    expect(await list('--domain', 'acme.com')).toEqual([okta])
    expect(await list('--type', 'EntraIdOIDC')).toEqual([entra])
    expect(await list('--search', 'ätn')).toEqual([okta])
    const { stdout } = await platform.run(['connection', 'list', '--organization', organizationId])
    expect(stdout).toMatch(new RegExp(`${okta} +Ätna +OktaSAML +active +${organizationId}`))
  })

  test('is shown with the domains of its organization', async () => {
    const { stdout } = await platform.run(['connection', 'get', await create()])
    expect(stdout).toMatch(/domains +acme\.com/)
    expect(stdout).toMatch(new RegExp(`organization +${organizationId}`))
  })

  test('is deleted once, by who was asked or said so beforehand', async () => {
    const id = await create()
    const unasked = await platform.run(['connection', 'delete', id, '--json'])
    expect(unasked.code).toBe(1)
    expect(jsonError(unasked).recovery).toContain('--yes')
    const no = await platform.run(['connection', 'delete', id], { keys: ['n'] })
    expect(no.code).toBe(2)
    const deleted = await platform.run(['connection', 'delete', id, '--yes'])
    expect(deleted.stdout).toContain(`Deleted ${id}.`)
    const again = await platform.run(['connection', 'delete', id, '--yes', '--json'])
    expect(again.code).toBe(1)
    expect(jsonError(again).message).toContain(id)
  })

  test('refuses a type that there is not, and a connection of another environment', async () => {
    const wrong = await platform.run(['connection', 'list', '--type', 'Smoke', '--json'])
    expect({ code: wrong.code, message: jsonError(wrong).message }).toEqual({
      code: 1,
      message: expect.stringContaining('connection_type'),
    })
    const { production } = platform.server
    const foreign = await create({ organizationId: null, environment: production })
    for (const verb of [['get'], ['delete', '--yes']]) {
      const refused = await platform.run(['connection', ...verb, foreign, '--json'])
      expect(refused.code).toBe(1)
      expect(jsonError(refused).message).toContain(foreign)
    }
  })
})
