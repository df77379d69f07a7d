import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** The files in which applications keep their settings, the one that counts most first. */
export const envFileNames = ['.env.local', '.env.development.local', '.env.development', '.env']

interface EnvFileValue {
  value: string
  /** The name of the file. */
  file: string
}

/** Every variable of a folder's env files, with the file that it counts in. */
export async function readEnvFiles(folder: string): Promise<Map<string, EnvFileValue>> {
  const found = new Map<string, EnvFileValue>()
  const texts = await Promise.all(
    envFileNames.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')),
  )
  for (const [at, text] of texts.entries()) {
    for (const [name, value] of Object.entries(parseEnv(text))) {
      if (value && !found.has(name)) found.set(name, { value, file: envFileNames[at] as string })
    }
  }
  return found
}
