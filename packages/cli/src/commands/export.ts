import { resolve } from 'node:path'
import { defineCommand } from '../command/command.ts'
import type { Context } from '../command/context.ts'
import { readEnvironment } from '../migration/sources/workos.ts'
import type { Row } from '../migration/tables.ts'
import { writePackage } from '../migration/write-package.ts'
import { installationOf, storageOptions, tellingRefusals } from '../storage/storage.ts'

const options = {
  ...storageOptions,
  withPasswordHashes: { type: 'boolean', summary: 'With what passwords hash to' },
  withTotpSecrets: { type: 'boolean', summary: 'With the secrets of authenticator apps' },
} as const

interface Wanted {
  withPasswordHashes?: boolean | undefined
  withTotpSecrets?: boolean | undefined
  dataDir?: string | undefined
  databaseUrl?: string | undefined
}

export const command = defineCommand({
  description: `Writes one environment as CSV files that other systems read, and \`latchkey migrate csv\` too: people,
organizations, memberships, roles, with their ids and times. Where a person or an organization has no external id, its id of here
stands as one.

No API key can read hashes of passwords or secrets of authenticator apps. They are read from the storage of the
server itself, which must be on this machine or be named by --database-url.`,
  examples: [
    ['latchkey export exported', 'Everything but what is secret'],
    ['latchkey export exported --with-password-hashes', 'So that people keep their passwords'],
  ],
  arguments: { folder: { summary: 'A new folder' } },
  options,
  connects: true,
  async run(context, { folder, ...wanted }) {
    const { environment, output } = context
    const connection = await context.connect()
    const { rows } = await output.step(`Reading ${connection.url}`, () =>
      readEnvironment(connection, environment.signal),
    )
    const holdsSecrets = Boolean(wanted.withPasswordHashes || wanted.withTotpSecrets)
    const whole = holdsSecrets ? await withCredentials(context, rows, wanted) : rows
    const path = resolve(environment.cwd, folder)
    const now = environment.now()
    const counts = await writePackage(path, whole, { tenant: connection.url, holdsSecrets, now })
    const told = Object.entries(counts).filter(([, count]) => count > 0)
    output.success(`Wrote ${path}.`, { folder: path, ...counts }, [
      ...told.map(([name, count]) => `  ${String(count).padStart(8)} ${inWords(name)}`),
      ...(holdsSecrets ? ['', 'It holds what people sign in with. Keep it closed.'] : []),
    ])
    return undefined
  },
})

const inWords = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

async function withCredentials(
  { environment }: Context,
  rows: Row[],
  wanted: Wanted,
): Promise<Row[]> {
  const { readCredentials } = await import('@latchkey/server/operations')
  const { passwords, totpSecrets } = await tellingRefusals(() =>
    readCredentials({ installation: installationOf(environment, wanted) }),
  )
  const hashes = new Map(passwords.map(({ userId, ...password }) => [userId, password]))
  const secrets = new Map(totpSecrets.map(({ userId, ...factor }) => [userId, factor]))
  return rows.flatMap((row) => {
    const id = row.table === 'users' ? row.values.user_id : undefined
    if (!id) return [row]
    const hash = wanted.withPasswordHashes ? hashes.get(id) : undefined
    const factor = wanted.withTotpSecrets ? secrets.get(id) : undefined
    return [
      { ...row, values: { ...row.values, ...(hash && hashCells(hash)) } },
      ...(factor ? [totpRow(row, factor)] : []),
    ]
  })
}

const hashCells = (password: { hash: string; type: string; saltPosition?: string }) => ({
  password_hash: password.hash,
  password_hash_type: password.type,
  password_salt_position: password.saltPosition ?? '',
})

const totpRow = (
  { file, line, values }: Row,
  { secret, issuer, user }: { secret: string; issuer: string; user: string },
): Row => ({
  table: 'totpSecrets',
  file,
  line,
  values: {
    email: values.email ?? '',
    totp_secret: secret,
    totp_issuer: issuer,
    totp_user: user,
  },
})
