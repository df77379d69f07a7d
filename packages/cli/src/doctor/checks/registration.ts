import type { Connection } from '../../connection/connection.ts'
import type { OwnKey } from '../../connection/own-key.ts'
import { clientIdNames, redirectNames } from '../../connection/setting-names.ts'
import { configurePlatform } from '../../installer/platform/configure-platform.ts'
import { bad, type Finding, good } from '../finding.ts'
import { type Patient, placeOf } from '../patient.ts'

/** Whether the application calls itself as the platform knows it. */
export async function checkRegistration(
  patient: Patient,
  connection: Connection,
  ownKey: OwnKey,
): Promise<Finding[]> {
  return [...checkClientId(patient, ownKey), ...(await checkRedirect(patient, connection))]
}

function checkClientId({ find }: Patient, { client_id: expected, environment }: OwnKey): Finding[] {
  const found = find(...clientIdNames)
  if (!found) return []
  if (found.value === expected) return [good('client_id', 'Key and client ID belong together.')]
  return [
    bad('client_id_mismatch', `${placeOf(found)} is not of the environment of the API key.`, {
      recovery: `The client ID of ${environment.name} is ${expected}.`,
    }),
  ]
}

async function checkRedirect({ find }: Patient, connection: Connection): Promise<Finding[]> {
  const found = find(...redirectNames)
  if (!found) return []
  const { data } = await connection.call<{ data: { uri: string }[] }>(
    'GET',
    '/user_management/redirect_uris',
    { query: { limit: 100 } },
  )
  if (data.some(({ uri }) => matches(uri, found.value))) {
    return [good('redirect_uri', `${found.value} is registered.`)]
  }
  return [
    bad('redirect_uri_mismatch', `${placeOf(found)} is not registered: ${found.value}`, {
      recovery: 'Add it in the dashboard, under Redirects, or let --fix do it.',
      fix: async () => {
        await configurePlatform(connection, { redirect_uris: [found.value] })
        return `${found.value} is registered.`
      },
    }),
  ]
}

/** A registered address may have one wildcard, for a label of the host or for the port. */
const matches = (registered: string, uri: string) =>
  new RegExp(`^${registered.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace('*', '[^/.:]+')}$`).test(
    uri,
  )
