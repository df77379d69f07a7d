import { resolve } from 'node:path'
import { defineCommand } from '../command/command.ts'
import {
  installationOf,
  passphraseFile,
  readPassphrase,
  storageOptions,
  tellingRefusals,
} from '../storage/storage.ts'

export const command = defineCommand({
  description: `Writes everything into one file, as one moment saw it, also while the server runs: every environment
with its people, keys, settings and events. The file holds hashes of passwords and is closed to other users of
this machine; keep it as safe as the database.

Secrets in it are sealed with LATCHKEY_SECRET, or with the secret of the data folder. Without that secret it
cannot be restored: keep a copy of the secret elsewhere, or put it into the backup with --passphrase-file.`,
  examples: [
    ['latchkey backup', 'The data folder .latchkey, into a file named by the time'],
    ['latchkey backup nightly.gz --overwrite --passphrase-file /etc/latchkey/passphrase', 'Whole'],
    ['latchkey backup --database-url postgres://…', 'An external database'],
  ],
  arguments: { file: { summary: 'The file to write', optional: true } },
  options: {
    ...storageOptions,
    passphraseFile,
    overwrite: { type: 'boolean', summary: 'Replace a file of this name' },
  },
  async run({ environment, output }, { file, overwrite, ...options }) {
    const { backup } = await import('@latchkey/server/operations')
    const now = environment.now()
    const passphrase = await readPassphrase(environment, options.passphraseFile)
    const written = await tellingRefusals(() =>
      backup({
        installation: installationOf(environment, options),
        file: resolve(environment.cwd, file ?? nameAt(now)),
        passphrase,
        overwrite,
        now,
        startProgress: (phase, rows) => output.progress(titles[phase], rows),
      }),
    )
    const { rows, tables, bytes, migration, holdsSecret } = written
    output.success(`Wrote ${written.file}.`, written, [
      `  ${rows} rows of ${tables} tables, ${sizeOf(bytes)}, schema ${migration.slice(0, 4)}`,
      holdsSecret
        ? '  To restore it: the passphrase.'
        : '  To restore it: the secret of this installation, which is not in it.',
    ])
    return undefined
  },
})

const titles = { writing: 'Writing rows', checking: 'Reading them back' }

const nameAt = (now: Date) =>
  `latchkey-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.backup.gz`

const sizeOf = (bytes: number) =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
