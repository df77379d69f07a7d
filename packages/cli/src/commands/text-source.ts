import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { usageError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'

/** A text that is too long, or too secret, to be typed after a command: a file, or - for standard input. */
export async function readText({ cwd, stdin }: Environment, file: string): Promise<string> {
  if (file === '-') return text(stdin)
  return readFile(resolve(cwd, file), 'utf8').catch((error) => {
    throw usageError(`${file} cannot be read: ${reasons[error.code] ?? error.message}.`)
  })
}

const reasons: Record<string, string> = {
  ENOENT: 'it is not there',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not',
}
