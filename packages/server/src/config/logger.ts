import { type Logger, pino } from 'pino'

/**
 * The log, one JSON object a line, on standard error: standard output has the greeting alone.
 * Errors are logged by name, message, code and stack, never whole: libraries hang connections,
 * queries and credentials on theirs.
 */
export function createLogger(level: string, destination = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      redact: ['*.password', '*.token', '*.secret', '*.headers.authorization', '*.headers.cookie'],
      serializers: { error: describeError, err: describeError },
    },
    destination,
  )
}

function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack } = error
  const code = (error as { code?: unknown }).code
  return { name, message, ...(typeof code === 'string' ? { code } : {}), stack }
}
