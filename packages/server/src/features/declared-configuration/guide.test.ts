import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticate } from '../../../test/api.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import {
  applyDeclaredConfiguration,
  parseDeclaredConfiguration,
  rehearse,
} from './declared-configuration.ts'

const root = new URL('../../../../../', import.meta.url)
let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

/** The blocks of YAML that a document shows. */
async function examplesOf(document: string): Promise<string[]> {
  const text = await readFile(new URL(document, root), 'utf8')
  return [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => block)
}

test('the mistake that the guide shows is told as the guide says', async () => {
  const [example = ''] = await examplesOf('docs/guides/configuration-file.md')
  const mistaken = example.replace('fourteen grey otters', 'grey otters')
  const file = parseDeclaredConfiguration('latchkey.config.yaml', mistaken)
  const { message } = await rehearse(server.deps, file).catch((error) => error)
  expect(await readFile(new URL('docs/guides/configuration-file.md', root), 'utf8')).toContain(
    `Latchkey cannot start. ${message}`,
  )
})

test('the example of the guide is applied as it stands, and its people sign in', async () => {
  const [example = ''] = await examplesOf('docs/guides/configuration-file.md')
  const file = parseDeclaredConfiguration('latchkey.config.yaml', example)
  expect(await applyDeclaredConfiguration(server.deps, file)).not.toEqual([])
  expect(await applyDeclaredConfiguration(server.deps, file)).toEqual([])
  const { status, body } = await authenticate(server, {
    grant_type: 'password',
    client_id: 'client_acme',
    client_secret: 'sk_test_acme0123456789',
    email: 'ada@example.com',
    password: 'correct horse battery staple',
  })
  expect(status).toBe(200)
  expect(body.organization_id).toBe('org_01K0000000000000000000000A')
})

test('the example of the README is applied as it stands', async () => {
  const examples = (await examplesOf('README.md')).filter((text) =>
    text.startsWith('environments:'),
  )
  expect(examples).toHaveLength(1)
  for (const example of examples) {
    const file = parseDeclaredConfiguration('latchkey.config.yaml', example)
    await applyDeclaredConfiguration(server.deps, file)
    expect(await applyDeclaredConfiguration(server.deps, file)).toEqual([])
  }
})
