import { readSettings } from '../project/environment-file.ts'
import type { Tree } from '../project/tree.ts'
import { isSecretFile } from './secrets.ts'

const SECRET_NAME = /key|secret|token|password|passwd|credential|dsn|database_url/i

/** Values that must not leave the machine: of the environment files, and of this process. */
export function knownSecrets(tree: Tree, env: Record<string, string | undefined>): Set<string> {
  const values = new Set<string>()
  for (const path of tree.list()) {
    if (!/(?:^|\/)\.(?:env(?:\.|$)|dev\.vars)/.test(path) || !isSecretFile(path)) continue
    for (const [name, value] of readSettings(tree.read(path) ?? '')) {
      if (SECRET_NAME.test(name) || value.length >= 20) values.add(value)
    }
  }
  for (const [name, value] of Object.entries(env)) {
    if (value && value.length >= 8 && SECRET_NAME.test(name) && !value.startsWith('/'))
      values.add(value)
  }
  return values
}
