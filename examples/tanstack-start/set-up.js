import { execSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Runs before the application starts. The first time it installs the packages, tells Latchkey about
 * the application, and writes .env. What is there already is left as it is.
 */
const latchkeyUrl = new URL(process.env.LATCHKEY_URL ?? 'http://localhost:4000').origin
const appUrl = `http://localhost:${process.env.PORT ?? '3000'}`

try {
  if (!existsSync('node_modules')) execSync('npm install', { stdio: 'inherit' })
  if (!existsSync('.env')) await setUp()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

async function setUp() {
  const { api_key, client_id } = await readEnvironment()
  await configure(api_key)
  writeSettings(api_key, client_id)
}

/** A Latchkey on this machine tells programs of this machine what they need to use it. */
async function readEnvironment() {
  const response = await fetch(`${latchkeyUrl}/_dev/environment`).catch(() => null)
  if (!response?.ok) {
    throw new Error(`No Latchkey for development answers at ${latchkeyUrl}. Start one first.`)
  }
  return response.json()
}

function writeSettings(apiKey, clientId) {
  const { protocol, hostname, port } = new URL(latchkeyUrl)
  const lines = [
    `WORKOS_API_KEY='${apiKey}'`,
    `WORKOS_CLIENT_ID='${clientId}'`,
    `WORKOS_COOKIE_PASSWORD='${randomBytes(32).toString('base64')}'`,
    `WORKOS_API_HOSTNAME='${hostname}'`,
    `WORKOS_API_PORT='${port}'`,
    `WORKOS_API_HTTPS='${protocol === 'https:'}'`,
    `WORKOS_REDIRECT_URI='${appUrl}/callback'`,
  ]
  writeFileSync('.env', `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' })
  console.log('Wrote .env with the keys of the Staging environment.')
}

async function configure(apiKey) {
  const yaml = readFileSync('latchkey.config.yaml', 'utf8')
  const response = await fetch(`${latchkeyUrl}/latchkey/configuration`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/yaml' },
    body: yaml.replaceAll('http://localhost:3000', appUrl),
  })
  if (!response.ok) throw new Error(`Latchkey refuses the configuration: ${await response.text()}`)
}
