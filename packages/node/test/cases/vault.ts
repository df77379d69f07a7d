import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const context = { organization_id: 'org_1', camelCase: 'stays' }
const metadata = {
  context,
  environment_id: 'environment_1',
  id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  key_id: 'key_1',
  updated_at: '2026-01-15T12:00:00.000Z',
  updated_by: { id: 'user_1', name: 'Ada' },
  version_id: 'version_1',
  a_field_of_tomorrow: true,
}
const { version_id: _v, ...bareMetadata } = metadata
const vaultObject = { id: metadata.id, metadata, name: 'billing-token', value: 's3cret' }
const { value: _value, ...withoutValue } = vaultObject
const key = {
  context,
  data_key: 'VGhpcyBrZXkgaGFzIHRoaXJ0eS10d28gYnl0ZXMhISE=',
  encrypted_keys: 'V09TLkVLTS52MQBiZjUxY2NlYy03OGI0LTUyMDAtYjM4My0zNTczMGU3MWVmNjE=',
  id: 'key_1',
  a_field_of_tomorrow: true,
}
const encrypted =
  'NLf25boDawmiStYgn3aMKnzwR1J3DpDq7sL3NC9XT1MuRUtNLnYxAGJmNTFjY2VjLTc4YjQtNTIwMC1iMzgzLTM1NzMwZTcxZWY2Mf8IubrvyQ=='
const notFound = { status: 404, body: { error: 'Object not found.' } }
const conflict = { status: 409, body: { error: 'The version is another.' } }

export const vault: CasesOf<WorkOS['vault']> = {
  readObjectByName: [
    {
      title: 'given as a text',
      call: (sdk) => sdk.vault.readObjectByName('billing token/1'),
      answers: [one(vaultObject)],
    },
    {
      title: 'given as an option',
      call: (sdk) => sdk.vault.readObjectByName({ name: 'billing-token' }),
      answers: [one({ ...vaultObject, metadata: bareMetadata })],
    },
    {
      title: 'that no object has',
      call: (sdk) => sdk.vault.readObjectByName('nothing'),
      answers: [notFound],
    },
  ],
  createDataKey: [
    {
      title: 'for a context',
      call: (sdk) => sdk.vault.createDataKey({ context }),
      answers: [one(key)],
    },
    {
      title: 'for no context',
      call: (sdk) => sdk.vault.createDataKey({ context: {} }),
      answers: [{ status: 422, body: { message: 'Context is empty.', code: 'invalid_context' } }],
    },
  ],
  decryptDataKey: [
    {
      title: 'that the server made',
      call: (sdk) => sdk.vault.decryptDataKey({ keys: key.encrypted_keys }),
      answers: [one({ data_key: key.data_key, id: key.id, a_field_of_tomorrow: true })],
    },
    {
      title: 'that is none',
      call: (sdk) => sdk.vault.decryptDataKey({ keys: '' }),
      answers: [{ status: 400, body: { error: 'Keys are invalid.' } }],
    },
  ],
  createRekey: [
    {
      title: 'for another context',
      call: (sdk) => sdk.vault.createRekey({ context, encryptedKeys: key.encrypted_keys }),
      answers: [one(key)],
    },
  ],
  listObjects: [
    {
      title: 'without options',
      call: (sdk) => sdk.vault.listObjects(),
      answers: [
        page([
          { id: '1', name: 'one', updated_at: '2026-01-15T12:00:00.000Z', more: true },
          { id: '2', name: 'two', updated_at: null },
          { id: '3', name: 'three' },
        ]),
      ],
    },
    {
      title: 'with options',
      call: (sdk) =>
        sdk.vault.listObjects({
          search: 'billing',
          limit: 5,
          before: 'object_9',
          after: 'object_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) => (await sdk.vault.listObjects()).autoPagination(),
      answers: [
        page([]),
        page([{ id: '1', name: 'one', updated_at: null }], { after: '1' }),
        page([{ id: '2', name: 'two', updated_at: null }]),
      ],
    },
  ],
  createObject: [
    {
      title: 'with every option',
      call: (sdk) => sdk.vault.createObject({ name: 'billing-token', value: 's3cret', context }),
      answers: [one(metadata)],
    },
    {
      title: 'whose name is taken',
      call: (sdk) => sdk.vault.createObject({ name: 'billing-token', value: 's3cret', context }),
      answers: [{ status: 409, body: { error: 'Item already exists.' } }],
    },
  ],
  readObject: [
    {
      title: 'that is there',
      call: (sdk) => sdk.vault.readObject({ id: 'object_1' }),
      answers: [one(vaultObject)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.vault.readObject({ id: 'object_2' }),
      answers: [notFound],
    },
  ],
  updateObject: [
    {
      title: 'whatever its version',
      call: (sdk) => sdk.vault.updateObject({ id: 'object_1', value: 'n3wer' }),
      answers: [one(withoutValue)],
    },
    {
      title: 'whose version is another',
      call: (sdk) =>
        sdk.vault.updateObject({ id: 'object_1', value: 'n3wer', versionCheck: 'version_1' }),
      answers: [conflict],
    },
  ],
  deleteObject: [
    {
      title: 'whatever its version',
      call: (sdk) => sdk.vault.deleteObject({ id: 'object_1' }),
      answers: [one({ success: true, name: 'billing-token' })],
    },
    {
      title: 'whose version is another',
      call: (sdk) => sdk.vault.deleteObject({ id: 'object_1', versionCheck: 'version_1' }),
      answers: [conflict],
    },
  ],
  describeObject: [
    {
      title: 'that is there',
      call: (sdk) => sdk.vault.describeObject({ id: 'object_1' }),
      answers: [one({ ...withoutValue, metadata: bareMetadata })],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.vault.describeObject({ id: 'object_2' }),
      answers: [notFound],
    },
  ],
  listObjectVersions: [
    {
      title: 'of an object',
      call: (sdk) => sdk.vault.listObjectVersions({ id: 'object_1' }),
      answers: [
        page([
          {
            created_at: '2026-01-15T12:00:00.000Z',
            current_version: true,
            etag: '5d41402a',
            id: 'version_2',
            size: 6,
            a_field_of_tomorrow: true,
          },
        ]),
      ],
    },
    {
      title: 'of which little is known',
      call: (sdk) => sdk.vault.listObjectVersions({ id: 'object_1' }),
      answers: [
        page([{ created_at: '2026-01-14T12:00:00.000Z', current_version: false, id: 'version_1' }]),
      ],
    },
  ],
  // What is encrypted is another text each time: `local-encryption.test.ts` exchanges it.
  encrypt: [
    {
      title: 'and decrypted again',
      call: async (sdk) =>
        sdk.vault.decrypt(await sdk.vault.encrypt('text', context, 'user_1'), 'user_1'),
      answers: [one(key)],
    },
  ],
  decrypt: [
    {
      title: 'of a text that the official SDK encrypted',
      call: (sdk) => sdk.vault.decrypt(encrypted, 'user_1'),
      answers: [one(key)],
    },
  ],
}
