import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'

/** Runs before the application starts: writes .env when there is none. */
const latchkeyUrl = process.env.LATCHKEY_URL ?? 'http://localhost:4000'
const port = process.env.PORT ?? '3000'

if (!existsSync('.env')) {
  // A Latchkey on this machine tells programs of this machine what they need to use it.
  const response = await fetch(`${latchkeyUrl}/_dev/environment`).catch(() => null)
  if (response?.ok) writeEnv(await response.json())
  else {
    console.error(`No Latchkey for development answers at ${latchkeyUrl}. Start one first.`)
    process.exitCode = 1
  }
}

function writeEnv({ api_key, client_id }) {
  const lines = [
    `LATCHKEY_URL='${latchkeyUrl}'`,
    `WORKOS_API_KEY='${api_key}'`,
    `WORKOS_CLIENT_ID='${client_id}'`,
    `WORKOS_COOKIE_PASSWORD='${randomBytes(32).toString('base64')}'`,
    `PORT='${port}'`,
  ]
  writeFileSync('.env', `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' })
  console.log('Wrote .env with the keys of the Staging environment.')
}
