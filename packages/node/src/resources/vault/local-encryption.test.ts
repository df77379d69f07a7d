import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { describe, expect, test } from 'vitest'
import { WorkOS } from '../../workos.ts'

const context = { organization_id: 'org_1' }
const key = Buffer.from('This key has thirty-two bytes!!!').toString('base64')
const asked: unknown[] = []

/** Answers as a server does that has the one key above, encrypted to keys of a length. */
function vaults(keysLength: number) {
  const keys = Buffer.alloc(keysLength, 'encrypted keys ').toString('base64')
  const fetchFn = async (url: string | URL | Request, init?: RequestInit) => {
    const body = JSON.parse(init?.body as string)
    asked.push(body)
    if (String(url).endsWith('/data-key')) {
      return Response.json({ context, data_key: key, encrypted_keys: keys, id: 'key_1' })
    }
    return body.keys === keys
      ? Response.json({ data_key: key, id: 'key_1' })
      : Response.json({ error: 'Keys are invalid.' }, { status: 400 })
  }
  const options = { apiKey: 'sk_test', fetchFn, maxRetries: 0 }
  return { ours: new WorkOS(options).vault, official: new OfficialWorkOS(options).vault }
}

const texts = ['', 's3cret', 'Grüße 🔑', 'long '.repeat(50_000)]

// From 128 bytes on, the length of the encrypted keys takes two bytes, and then three.
describe.each([0, 1, 127, 128, 300, 20_000])('with encrypted keys of %i bytes', (keysLength) => {
  const { ours, official } = vaults(keysLength)

  test.each(texts)('the official SDK decrypts what ours encrypted: %.12s', async (text) => {
    expect(await official.decrypt(await ours.encrypt(text, context))).toBe(text)
    expect(await official.decrypt(await ours.encrypt(text, context, 'user_1'), 'user_1')).toBe(text)
  })

  test.each(texts)('ours decrypts what the official SDK encrypted: %.12s', async (text) => {
    expect(await ours.decrypt(await official.encrypt(text, context))).toBe(text)
    expect(await ours.decrypt(await official.encrypt(text, context, 'user_1'), 'user_1')).toBe(text)
  })
})

const { ours, official } = vaults(200)

test('never sends the text', async () => {
  asked.length = 0
  await ours.decrypt(await ours.encrypt('s3cret', context, 'user_1'), 'user_1')
  expect(asked).toEqual([{ context }, { keys: expect.any(String) }])
})

test('encrypts to another text each time', async () => {
  expect(await ours.encrypt('s3cret', context)).not.toBe(await ours.encrypt('s3cret', context))
})

test('takes empty associated data for none, as the official SDK does', async () => {
  expect(await ours.decrypt(await official.encrypt('s3cret', context, ''))).toBe('s3cret')
  expect(await official.decrypt(await ours.encrypt('s3cret', context), '')).toBe('s3cret')
})

test.each([[undefined], ['user_2']])(
  'refuses associated data that is another: %s',
  async (other) => {
    const encrypted = await ours.encrypt('s3cret', context, 'user_1')
    await expect(ours.decrypt(encrypted, other)).rejects.toThrow('cannot be decrypted')
    await expect(official.decrypt(encrypted, other)).rejects.toThrow()
  },
)

test.each([
  ['initialization vector', 0],
  ['tag', 12],
  ['ciphertext', -1],
])('refuses a text whose %s was changed', async (_part, at) => {
  const bytes = Buffer.from(await ours.encrypt('s3cret', context), 'base64')
  bytes.set([(bytes.at(at) as number) ^ 1], at < 0 ? bytes.length + at : at)
  const changed = bytes.toString('base64')
  await expect(ours.decrypt(changed)).rejects.toThrow('cannot be decrypted')
  await expect(official.decrypt(changed)).rejects.toThrow()
})

test('asks for the key by the keys in the text, and passes on that they are none', async () => {
  const bytes = Buffer.from(await ours.encrypt('s3cret', context), 'base64')
  bytes[40] = 0
  await expect(ours.decrypt(bytes.toString('base64'))).rejects.toThrow('Keys are invalid.')
})

test.each([
  ['empty', ''],
  ['no base64', 'ü'],
  ['cut off in the tag', Buffer.alloc(20).toString('base64')],
  [
    'cut off in the keys',
    Buffer.concat([Buffer.alloc(28), Buffer.from([9, 1])]).toString('base64'),
  ],
])('refuses a text that is %s, without a request', async (_what, encrypted) => {
  asked.length = 0
  await expect(ours.decrypt(encrypted)).rejects.toThrow('not written by vault.encrypt()')
  expect(asked).toEqual([])
})
