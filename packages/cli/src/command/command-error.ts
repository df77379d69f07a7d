/** What the shell is told. */
export const exitCodes = { ok: 0, error: 1, cancelled: 2, authenticationRequired: 4 } as const

/**
 * A command cannot do what it was asked. The message says why, `recovery` what to do about it; both
 * are sentences for the person at the terminal. The code is for programs.
 */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly code: string
  readonly recovery: string | undefined
  readonly details: unknown
  readonly exitCode: number

  constructor(
    code: string,
    message: string,
    options: { recovery?: string; details?: unknown; exitCode?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.recovery = options.recovery
    this.details = options.details
    this.exitCode = options.exitCode ?? exitCodes.error
  }
}

/** What was typed does not fit the command. */
export function usageError(message: string, recovery?: string): CommandError {
  return new CommandError('invalid_usage', message, { recovery })
}

/** The person changed their mind: Ctrl-C, or "no". */
export function cancelled(message = 'Cancelled. Nothing was changed.'): CommandError {
  return new CommandError('cancelled', message, { exitCode: exitCodes.cancelled })
}
