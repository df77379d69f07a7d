/**
 * Runs before the application starts. It does what the quick start tells you to do by hand: install
 * the packages, copy the keys into .env, and register the addresses of the application. What is
 * there already is left as it is.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const here = (file) => new URL(file, import.meta.url)
const latchkeyUrl = new URL(process.env.LATCHKEY_URL ?? 'http://localhost:4000').origin
const port = process.env.PORT ?? '3000'
const appUrl = `http://localhost:${port}`

try {
  if (!isInstalled()) installPackages()
  if (!existsSync(here('.env'))) await configure()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

/** Inside Latchkey's own repository the packages lie further up, where Node finds them as well. */
function isInstalled() {
  const { dependencies } = JSON.parse(readFileSync(here('package.json'), 'utf8'))
  const { resolve } = createRequire(import.meta.url)
  try {
    for (const name of Object.keys(dependencies)) resolve(name)
    return true
  } catch {
    return false
  }
}

function installPackages() {
  const { status } = spawnSync('npm', ['install'], {
    cwd: here('.'),
    stdio: 'inherit',
    // On Windows npm is a script, which only a shell can run.
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('The packages could not be installed. npm says why above.')
}

async function configure() {
  const environment = await readEnvironment()
  await register(environment)
  writeEnv(environment)
  console.log(`Wrote .env with the keys of the Staging environment at ${environment.base_url}.`)
}

/** A Latchkey on this machine tells programs of this machine what they need to use it. */
async function readEnvironment() {
  const response = await fetch(`${latchkeyUrl}/_dev/environment`).catch(() => null)
  if (!response) {
    throw new Error(
      `No Latchkey answers at ${latchkeyUrl}. Start it first (npm start in its folder, or set LATCHKEY_URL to where it runs), then start this application again.`,
    )
  }
  if (!response.ok) {
    throw new Error(
      `Latchkey at ${latchkeyUrl} does not give its keys to programs (it answered ${response.status}). Copy .env.example to .env and fill in the keys from its dashboard.`,
    )
  }
  return response.json()
}

/** All of it or nothing, and a second time changes nothing. What others registered stays. */
async function register({ base_url, api_key }) {
  const staging = {
    application: { sign_in_endpoint: `${appUrl}/login`, homepage_url: appUrl },
    redirect_uris: [`${appUrl}/callback`],
    sign_out_redirects: [appUrl],
  }
  const response = await fetch(`${base_url}/latchkey/configuration`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api_key}`, 'content-type': 'application/yaml' },
    // JSON is YAML, too.
    body: JSON.stringify({ environments: { staging } }),
  })
  if (!response.ok) throw new Error(`Latchkey refuses the configuration: ${await response.text()}`)
}

function writeEnv({ client_id, api_key, base_url }) {
  const api = new URL(base_url)
  const isHttps = api.protocol === 'https:'
  const lines = [
    `WORKOS_API_KEY='${api_key}'`,
    `WORKOS_CLIENT_ID='${client_id}'`,
    `WORKOS_COOKIE_PASSWORD='${randomBytes(32).toString('base64')}'`,
    `WORKOS_API_HOSTNAME='${api.hostname}'`,
    `WORKOS_API_PORT='${api.port || (isHttps ? 443 : 80)}'`,
    `WORKOS_API_HTTPS='${isHttps}'`,
    `PORT='${port}'`,
  ]
  // Only its owner may read it. "wx" never writes over a file that appeared meanwhile.
  writeFileSync(here('.env'), `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' })
}
