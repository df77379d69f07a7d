import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandError } from '../command/command-error.ts'
import { writeCsv } from './csv/write-csv.ts'
import { type Row, type TableName, tableNames, tables } from './tables.ts'

interface PackageOptions {
  /** Who it is of, such as an address. */
  tenant: string
  /** Hashes or secrets of people are in it. */
  holdsSecrets: boolean
  now: Date
}

/** How the manifest calls the tables. */
const manifestNames: Record<TableName, string> = {
  roles: 'roleDefinitions',
  organizations: 'organizations',
  users: 'users',
  memberships: 'memberships',
  assignments: 'userRoleAssignments',
  totpSecrets: 'totpSecrets',
}

/** A new folder with the rows as the files of a migration. It takes its name when it is whole. */
export async function writePackage(
  folder: string,
  rows: Row[],
  options: PackageOptions,
): Promise<Record<string, number>> {
  if (existsSync(folder)) {
    throw new CommandError('folder_exists', `${folder} exists already.`, {
      recovery: 'Name a new folder, or remove that one.',
    })
  }
  const unfinished = `${folder}-unfinished-${randomUUID()}`
  const write = (name: string, text: string) =>
    writeFile(join(unfinished, name), text, { mode: 0o600 })
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 })
    const counts: Record<string, number> = {}
    for (const table of tableNames) {
      const { file, columns } = tables[table]
      const values = rows.filter((row) => row.table === table).map((row) => row.values)
      await write(file, writeCsv(columns, values))
      counts[manifestNames[table]] = values.length
    }
    await write('manifest.json', `${JSON.stringify(manifestOf(counts, options), null, 2)}\n`)
    await rename(unfinished, folder)
    return counts
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

const manifestOf = (
  counts: Record<string, number>,
  { tenant, holdsSecrets, now }: PackageOptions,
) => ({
  schemaVersion: 1,
  provider: 'latchkey',
  sourceTenant: tenant,
  generatedAt: now.toISOString(),
  entitiesRequested: ['users', 'organizations', 'memberships', 'roles'],
  entitiesExported: counts,
  files: Object.fromEntries(tableNames.map((table) => [manifestNames[table], tables[table].file])),
  importability: {
    users: 'automatic',
    organizations: 'automatic',
    memberships: 'automatic',
    roles: 'automatic',
    totpSecrets: 'automatic',
  },
  secretsRedacted: !holdsSecrets,
  warnings: [],
})
