/** Backup or restore cannot go on; the message says why, `recovery` what to do about it, for the terminal. */
export class BackupError extends Error {
  override readonly name = 'BackupError'

  constructor(
    readonly code: string,
    message: string,
    readonly recovery?: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
