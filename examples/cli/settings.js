/**
 * What the command and the API have to know. None of it is a secret: a command that people install
 * cannot keep one, and the device flow needs none.
 */
export async function readSettings() {
  const latchkeyUrl = process.env.LATCHKEY_URL ?? 'http://localhost:4000'
  const apiUrl = process.env.NOTES_API_URL ?? 'http://localhost:3100'
  const clientId = process.env.WORKOS_CLIENT_ID ?? (await developmentClientId(latchkeyUrl))
  return { latchkeyUrl, apiUrl, clientId }
}

/** A Latchkey on this machine tells it. In what you ship it is a constant. */
async function developmentClientId(latchkeyUrl) {
  const response = await fetch(`${latchkeyUrl}/_dev/environment`).catch(() => null)
  if (!response?.ok) {
    throw new Error(
      `No Latchkey tells its client ID at ${latchkeyUrl}. Start one, or set LATCHKEY_URL and WORKOS_CLIENT_ID.`,
    )
  }
  return (await response.json()).client_id
}
