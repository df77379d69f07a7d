import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { json } from '../../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const create = async (name: string, ...options: string[]) =>
  json(await platform.run(['organization', 'create', name, ...options, '--json'])).data

describe('latchkey organization', () => {
  test('an empty list says how to add the first one', async () => {
    const { stdout } = await platform.run(['organization', 'list'])
    expect(stdout).toContain('latchkey organization create NAME')
  })

  test('is added with its domains, and found by one of them', async () => {
    const acme = await create('Acme', '--domain', 'acme.com', '--domain-verified')
    await create('Other')
    expect(acme.domains[0]).toMatchObject({ domain: 'acme.com', state: 'verified' })
    const { data } = json(
      await platform.run(['organization', 'list', '--domain', 'acme.com', '--json']),
    )
    expect(data.map(({ id }: { id: string }) => id)).toEqual([acme.id])
    expect((await platform.run(['organization', 'get', acme.id])).stdout).toMatch(/name +Acme/)
  })

  test('a change keeps what is not named', async () => {
    const { id } = await create('Before', '--external-id', 'ours-1')
    await platform.run(['organization', 'update', id, '--name', 'After'])
    const { data } = json(await platform.run(['organization', 'get', id, '--json']))
    expect(data).toMatchObject({ name: 'After', externalId: 'ours-1' })
  })

  test('is deleted with --yes alone, where nobody can be asked', async () => {
    const { id } = await create('Gone')
    expect((await platform.run(['organization', 'delete', id])).code).toBe(1)
    expect((await platform.run(['organization', 'delete', id, '--yes'])).code).toBe(0)
    expect((await platform.run(['organization', 'get', id])).code).toBe(1)
  })

  test('one of another environment is not found', async () => {
    const { id } = await create('Ours')
    const env = { LATCHKEY_API_KEY: platform.server.production.apiKey }
    expect((await platform.run(['organization', 'get', id], { env })).code).toBe(1)
  })
})
