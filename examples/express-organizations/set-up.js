import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Runs before the application starts: writes .env when there is none, and applies the configuration. */
const latchkeyUrl = process.env.LATCHKEY_URL ?? 'http://localhost:4000'
const port = process.env.PORT ?? '3000'

try {
  const { api_key, client_id } = await readEnvironment()
  if (!existsSync('.env')) writeEnv(api_key, client_id)
  await configure(api_key)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

/** A Latchkey on this machine tells programs of this machine what they need to use it. */
async function readEnvironment() {
  const response = await fetch(`${latchkeyUrl}/_dev/environment`).catch(() => null)
  if (!response?.ok) {
    throw new Error(`No Latchkey for development answers at ${latchkeyUrl}. Start one first.`)
  }
  return response.json()
}

function writeEnv(apiKey, clientId) {
  const lines = [
    `LATCHKEY_URL='${latchkeyUrl}'`,
    `WORKOS_API_KEY='${apiKey}'`,
    `WORKOS_CLIENT_ID='${clientId}'`,
    `WORKOS_COOKIE_PASSWORD='${randomBytes(32).toString('base64')}'`,
    `WORKOS_REDIRECT_URI='http://localhost:${port}/callback'`,
    `PORT='${port}'`,
  ]
  writeFileSync('.env', `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' })
  console.log('Wrote .env with the keys of the Staging environment.')
}

async function configure(apiKey) {
  const yaml = readFileSync('latchkey.config.yaml', 'utf8').replaceAll(':3000', `:${port}`)
  const response = await fetch(`${latchkeyUrl}/latchkey/configuration`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/yaml' },
    body: yaml,
  })
  if (!response.ok) throw new Error(`Latchkey refuses the configuration: ${await response.text()}`)
}
