import type { Connection } from '../connection/connection.ts'
import { applyConfiguration, environmentOf } from './configuration.ts'

/** Takes back a redirect URI that was added; false when the platform keeps it. */
export async function removeRedirectUri(connection: Connection, uri: string): Promise<boolean> {
  const path = '/user_management/redirect_uris'
  const { data } = await connection.call<{ data: { id: string; uri: string }[] }>('GET', path, {
    query: { limit: 100 },
  })
  const found = data.find((candidate) => candidate.uri === uri)
  if (!found) return true
  const remove = () => connection.send('DELETE', `${path}/${found.id}`)
  if ((await remove()).ok) return true
  // The default one goes when another is the default; the only one stays.
  const other = data.find((candidate) => candidate.uri !== uri)
  if (!other) return false
  const environment = await environmentOf(connection)
  const declaration = { environments: { [environment]: { redirect_uris: [other.uri] } } }
  await applyConfiguration(connection, JSON.stringify(declaration))
  return (await remove()).ok
}
