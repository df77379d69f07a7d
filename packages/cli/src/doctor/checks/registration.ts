import type { Connection } from '../../connection/connection.ts'
import type { OwnKey } from '../../connection/own-key.ts'
import { clientIdNames, cookieDomainName, redirectNames } from '../../connection/setting-names.ts'
import { configurePlatform } from '../../installer/platform/configure-platform.ts'
import { bad, type Finding, good, warning } from '../finding.ts'
import { type Patient, placeOf } from '../patient.ts'

/** Whether the application calls itself as the platform knows it. */
export async function checkRegistration(
  patient: Patient,
  connection: Connection,
  ownKey: OwnKey,
): Promise<Finding[]> {
  const uris = await readRedirectUris(connection)
  return [
    ...checkClientId(patient, ownKey),
    ...checkRedirect(patient, connection, uris),
    ...checkSiblings(patient, uris),
  ]
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

async function readRedirectUris({ call }: Connection): Promise<string[]> {
  const uris: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await call<WirePage>('GET', '/user_management/redirect_uris', {
      query: { limit: 100, after },
    })
    uris.push(...page.data.map(({ uri }) => uri))
    if (!page.list_metadata.after) return uris
    after = page.list_metadata.after
  }
}

interface WirePage {
  data: { uri: string }[]
  list_metadata: { after: string | null }
}

function checkRedirect({ find }: Patient, connection: Connection, uris: string[]): Finding[] {
  const found = find(...redirectNames)
  if (!found) return []
  if (uris.some((uri) => matches(uri, found.value))) {
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

/** Applications of one company, side by side, where a person might expect one sign-in for both. */
function checkSiblings({ find, sdks }: Patient, uris: string[]): Finding[] {
  const redirect = find(...redirectNames)?.value ?? ''
  const isRead = sdks.some(({ readsCookieDomain }) => readsCookieDomain)
  if (!isRead || find(cookieDomainName) || !URL.canParse(redirect)) return []
  const { hostname } = new URL(redirect)
  const parent = hostname.split('.').slice(1).join('.')
  const sibling = uris
    .filter((uri) => URL.canParse(uri) && !uri.includes('*'))
    .map((uri) => new URL(uri).hostname)
    .find((other) => other !== hostname && other.endsWith(`.${parent}`))
  if (!parent.includes('.') || /^[\d.]+$/.test(hostname) || !sibling) return []
  const message = `${hostname} and ${sibling} do not share a session: ${cookieDomainName} is not set.`
  return [
    warning('cookie_domain_not_set', message, {
      recovery: `Set it to ${parent} where one sign-in shall do for both.`,
    }),
  ]
}

/** A registered address may have one wildcard, for a label of the host or for the port. */
const matches = (registered: string, uri: string) =>
  new RegExp(`^${registered.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace('*', '[^/.:]+')}$`).test(
    uri,
  )
