import { type Extract, emptyExtract, type Row } from '../tables.ts'
import { csvObjects, objectsIn, readSourceFile, type SourceFile } from './files.ts'
import { metadataCell } from './metadata-cell.ts'

/** What of a pool's attributes has a place of its own here. */
type Attributes = Record<string, string>

/** JSON of `list-users`, or a CSV with the columns of the pool. Hashes there are none. */
export async function readCognitoSource(cwd: string, path: string): Promise<Extract> {
  const source = await readSourceFile(cwd, path)
  const extract = emptyExtract()
  if (/^\s*[[{]/.test(source.text)) readJson(extract, source)
  else readTable(extract, source)
  extract.notes.push(
    'Cognito hands out no passwords: people choose a new one, or sign in by a code.',
  )
  return extract
}

function readJson(extract: Extract, source: SourceFile): void {
  for (const { line, value } of objectsIn(source, ['Users'])) {
    const given: { Name: string; Value: string }[] = value.Attributes ?? value.UserAttributes ?? []
    const attributes = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]))
    addUser(extract, source.name, line, {
      ...attributes,
      'cognito:username': value.Username ?? '',
      enabled: String(value.Enabled ?? true),
    })
  }
}

function readTable(extract: Extract, source: SourceFile): void {
  const { rows, defects } = csvObjects(source)
  for (const { line, values } of rows) addUser(extract, source.name, line, values)
  for (const { line, message } of defects) {
    const row: Row = { table: 'users', file: source.name, line, values: {} }
    extract.problems.push({ row, code: 'broken_csv', message })
  }
}

function addUser(extract: Extract, file: string, line: number, attributes: Attributes): void {
  const row: Row = {
    table: 'users',
    file,
    line,
    values: {
      email: attributes.email ?? '',
      first_name: attributes.given_name ?? '',
      last_name: attributes.family_name ?? '',
      name: attributes.given_name ? '' : (attributes.name ?? ''),
      email_verified: attributes.email_verified ?? '',
      external_id: attributes.sub || attributes['cognito:username'] || '',
      metadata: metadataCell(customAttributes(attributes)),
    },
  }
  if (attributes.enabled?.toLowerCase() === 'false') {
    const message =
      'Cognito has disabled this person. Nobody is disabled here, so they stay behind.'
    extract.problems.push({ row, code: 'disabled', message })
  } else extract.rows.push(row)
}

/** `custom:plan` is the pool's own `plan`. */
function customAttributes(attributes: Attributes): Record<string, string> {
  const custom = Object.entries(attributes).filter(
    ([name, value]) => name.startsWith('custom:') && value !== '',
  )
  return Object.fromEntries(custom.map(([name, value]) => [name.slice('custom:'.length), value]))
}
