import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Where the tokens of this person lie: readable by them alone. */
const file = join(
  process.env.NOTES_HOME ??
    join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'notes'),
  'tokens.json',
)

/** The tokens, or null when nobody is signed in. */
export async function readTokens() {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

/** Replaces the file as a whole, so that a program that is killed leaves the old tokens or the new. */
export async function writeTokens({ access_token, refresh_token, user }) {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify({ access_token, refresh_token, user }), { mode: 0o600 })
  await rename(draft, file)
}

export const removeTokens = () => rm(file, { force: true })
