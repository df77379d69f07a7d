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
  description: `Brings a backup into a new data folder or into an empty database: all of it, or nothing. Before it is
kept, every row is counted, checksums are compared, every sealed value is opened, and every key signs. A
backup of an older version is brought up to this one.

Needs the secret that the backup was made with: LATCHKEY_SECRET, or --passphrase-file where it is in the
backup.`,
  examples: [
    [
      'latchkey restore nightly.gz --verify',
      'Proves that it could be restored, and changes nothing',
    ],
    ['latchkey restore nightly.gz --data-dir restored --passphrase-file passphrase', 'Embedded'],
    ['latchkey restore nightly.gz --database-url postgres://…', 'An external database'],
  ],
  arguments: { file: { summary: 'The backup' } },
  options: {
    ...storageOptions,
    passphraseFile,
    secretFile: {
      type: 'string',
      value: 'FILE',
      summary: 'Where to write the secret of the backup, for LATCHKEY_SECRET',
    },
    verify: { type: 'boolean', summary: 'Prove that it could be restored, and change nothing' },
    force: { type: 'boolean', summary: 'Replace an installation that nobody has used yet' },
  },
  async run({ environment, output }, { file, verify, force, ...options }) {
    const { restore } = await import('@latchkey/server/operations')
    const { cwd } = environment
    const passphrase = await readPassphrase(environment, options.passphraseFile)
    const secretFile = options.secretFile && resolve(cwd, options.secretFile)
    const restored = await tellingRefusals(() =>
      output.step(verify ? 'Proving the backup' : 'Restoring the backup', () =>
        restore({
          installation: installationOf(environment, options),
          file: resolve(cwd, file),
          passphrase,
          secretFile,
          force,
          verifyOnly: verify,
        }),
      ),
    )
    const { rows, tables, unsealed, signingKeys, createdAt } = restored
    const proven = [
      `  ${rows} rows of ${tables} tables, as of ${createdAt}`,
      `  ${unsealed} sealed values open, ${signingKeys} keys sign`,
    ]
    if (verify) {
      output.success('This backup can be restored. Nothing was changed.', restored, proven)
    } else {
      const secret = {
        environment: '  Start the server with the same LATCHKEY_SECRET.',
        folder: '  The data folder has the secret.',
        file: `  The secret is in ${options.secretFile}: start the server with it as LATCHKEY_SECRET.`,
      }[restored.secretIn]
      output.success('Restored.', restored, [...proven, secret])
    }
    return undefined
  },
})
