import { existsSync } from 'node:fs'
import { readSettings } from './environment-file.ts'
import { isSecretFile, isSecretName, passwordOf } from './secrets.ts'
import type { Tree } from './tree.ts'

type Env = Record<string, string | undefined>

const mostReadBytes = 100_000

/** Closed for what may be among many other words. */
const records = /\.(?:log|dump|bak|db|sqlite3?|crt|cer)$/i

/**
 * Values that must not leave the machine: of the files that are closed for what they hold, and of
 * this process.
 */
export function knownSecrets(tree: Tree, env: Env): Set<string> {
  const values = new Set<string>()
  const add = (name: string, value: string) => {
    if (isSecretName(name) && !existsSync(value)) addWhole(values, value)
    const password = passwordOf(value)
    if (password) addWhole(values, password)
  }
  for (const [name, value] of Object.entries(env)) if (value) add(name, value)
  for (const path of ['.git/config', ...tree.list().filter(isSecretFile)]) {
    if (tree.sizeOf(path) > mostReadBytes || records.test(path)) continue
    const text = tree.read(path)
    for (const value of valuesIn(path, text ?? '')) addWhole(values, value)
  }
  return values
}

/** A key of several lines is printed line by line. */
function addWhole(values: Set<string>, value: string): void {
  values.add(value)
  for (const line of value.split(/\\n|\n/)) if (line.length >= 20) values.add(line)
}

/** An environment file has settings that everybody may know; in the other files each long word counts. */
function valuesIn(path: string, text: string): string[] {
  if (/(?:^|[./])env(?:rc)?(?:\.|$)|dev\.vars$/i.test(path)) {
    return [...readSettings(text)].flatMap(([name, value]) => [
      ...(isSecretName(name) || value.length >= 20 ? [value] : []),
      ...[passwordOf(value) ?? []].flat(),
    ])
  }
  return text.match(/[^\s"'`=:/@,;<>(){}[\]]{12,}/g)?.filter((word) => /\d/.test(word)) ?? []
}

/**
 * The environment for programs that a model starts. What looks like a secret is there as undefined:
 * what is only left out would be filled in from this process.
 */
export function withoutSecretVariables(env: Env): Env {
  return Object.fromEntries(
    Object.entries(env).map(([name, value = '']) => [
      name,
      isSecretName(name) || passwordOf(value) ? undefined : value,
    ]),
  )
}
