import { execSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Runs before the application starts. The first time it installs the packages, tells Latchkey about
 * the application, and writes .env.local. What is there already is left as it is.
 */
const latchkeyUrl = new URL(process.env.LATCHKEY_URL ?? 'http://localhost:4000').origin
const appUrl = `http://localhost:${process.env.PORT ?? '5173'}`

try {
  if (!isInstalled()) execSync('npm install', { stdio: 'inherit' })
  if (!existsSync('.env.local')) await setUp()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

async function setUp() {
  const { api_key, client_id } = await readEnvironment()
  await configure(api_key)
  writeSettings(api_key, client_id)
}

/** Inside Latchkey's own repository the packages lie further up, where Node finds them as well. */
function isInstalled() {
  try {
    return Boolean(import.meta.resolve('@workos-inc/authkit-react'))
  } catch {
    return false
  }
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
    // What begins with VITE_ becomes part of the page, for everybody to read. The key does not.
    `VITE_WORKOS_CLIENT_ID='${clientId}'`,
    `VITE_WORKOS_API_HOSTNAME='${hostname}'`,
    `VITE_WORKOS_API_PORT='${port}'`,
    `VITE_WORKOS_API_HTTPS='${protocol === 'https:'}'`,
    `WORKOS_API_KEY='${apiKey}'`,
  ]
  writeFileSync('.env.local', `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' })
  console.log('Wrote .env.local with the keys of the Staging environment.')
}

async function configure(apiKey) {
  const yaml = readFileSync('latchkey.config.yaml', 'utf8')
  const response = await fetch(`${latchkeyUrl}/latchkey/configuration`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/yaml' },
    body: yaml.replaceAll('http://localhost:5173', appUrl),
  })
  if (!response.ok) throw new Error(`Latchkey refuses the configuration: ${await response.text()}`)
}
