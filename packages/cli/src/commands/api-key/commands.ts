import type { ApiKey, UserApiKey } from '@latchkey/node'
import { usageError } from '../../command/command-error.ts'
import { path } from '../../connection/path.ts'
import type { Page } from '../../terminal/output.ts'
import { pagination } from '../options.ts'
import { changing, ending, given, listing, pageOf } from '../resource.ts'

const id = { summary: 'ID of the key, api_key_…' }
const user = { type: 'string', value: 'ID', summary: 'A key with which this person acts' } as const
const organization = { type: 'string', value: 'ID', summary: 'The organization' } as const
const expiresAt = {
  type: 'string',
  value: 'MOMENT',
  summary: 'When it ends, such as 2027-01-31T12:00:00Z',
} as const

interface NewKey {
  id: string
  name: string
  value: string
  permissions: string[]
  expiresAt: string | null
}
type WireNewKey = Omit<NewKey, 'expiresAt'> & { expires_at: string | null }

export const commands = {
  list: listing({
    description:
      'Keys of environments, with which backends call this platform, are in the dashboard.',
    examples: [
      ['latchkey api-key list --organization org_01H…', 'Of an organization'],
      ['latchkey api-key list --user user_01H…', 'Of a person'],
    ],
    options: { organization, user, ...pagination },
    columns: [
      { title: 'ID', value: ({ id }: ApiKey | UserApiKey) => id },
      { title: 'NAME', value: ({ name }) => name },
      { title: 'KEY', value: ({ obfuscatedValue }) => obfuscatedValue },
      { title: 'PERMISSIONS', value: ({ permissions }) => permissions.join(', ') },
      { title: 'LAST USED', value: ({ lastUsedAt }) => lastUsedAt },
    ],
    empty: 'No keys. latchkey api-key create NAME makes one.',
    call: ({ workos }, { organization, user, ...page }): Promise<Page<ApiKey | UserApiKey>> => {
      const rest = pageOf(page)
      if (user) {
        const query = { ...rest, organizationId: organization }
        return workos.userManagement.listUserApiKeys(user, query)
      }
      if (!organization) throw usageError('Whose keys? Add --organization or --user.')
      return workos.apiKeys.listOrganizationApiKeys({ organizationId: organization, ...rest })
    },
  }),

  create: changing({
    description: 'The key is printed once. The platform keeps a hash of it.',
    examples: [
      ['latchkey api-key create "Nightly export" --organization org_01H…', 'For an organization'],
      [
        'latchkey api-key create Deployments --organization org_01H… --user user_01H… --permission posts:read',
        'For a person in it',
      ],
    ],
    arguments: { name: { summary: 'A name to tell it by' } },
    options: {
      organization: { ...organization, required: true },
      user,
      permission: {
        type: 'string',
        value: 'SLUG',
        multiple: true,
        summary: 'What it allows; may be given several times',
      },
      expiresAt,
    },
    done: ({ name }: NewKey) => `Created ${name}. Copy the key now:`,
    more: ({ value }) => [value],
    // The SDK's method for organizations knows no end of a key.
    call: async ({ call }, { name, organization, user, permission, expiresAt }) => {
      const keys = user
        ? path`/user_management/users/${user}/api_keys`
        : path`/organizations/${organization}/api_keys`
      const made = await call<WireNewKey>('POST', keys, {
        body: {
          name,
          permissions: given(permission),
          expires_at: expiresAt === undefined ? undefined : readMoment(expiresAt).toISOString(),
          ...(user && { organization_id: organization }),
        },
      })
      const { id, value, permissions, expires_at } = made
      return { id, name: made.name, value, permissions, expiresAt: expires_at }
    },
  }),

  expire: changing({
    examples: [
      ['latchkey api-key expire api_key_01H…', 'At once'],
      ['latchkey api-key expire api_key_01H… --expires-at 2027-01-31T12:00:00Z', 'Later'],
    ],
    arguments: { id },
    options: { expiresAt },
    done: (_, { id, expiresAt }) => `${id} ends ${expiresAt ?? 'now'}.`,
    call: ({ call }, { id, expiresAt }) => {
      const at = expiresAt === undefined ? undefined : readMoment(expiresAt).toISOString()
      return call<object>('POST', path`/api_keys/${id}/expire`, {
        body: { expires_at: at },
      })
    },
  }),

  revoke: ending({
    examples: [['latchkey api-key revoke api_key_01H…', 'Asks first']],
    arguments: { id },
    question: ({ id }) => `Revoke ${id}? Whoever uses it is refused from now on.`,
    done: ({ id }) => `Revoked ${id}.`,
    call: ({ workos }, { id }) => workos.apiKeys.deleteApiKey(id),
  }),
}

function readMoment(text: string): Date {
  const moment = new Date(text)
  if (!Number.isNaN(moment.getTime())) return moment
  throw usageError(`--expires-at must be a moment such as 2027-01-31T12:00:00Z, not "${text}".`)
}
