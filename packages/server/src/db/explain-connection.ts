import { ConfigError } from '../config/config.ts'

/** Failures to reach an external database come as codes of the system or of PostgreSQL. */
export function explainConnection(error: Error & { code?: string }): Error {
  const reasons: Record<string, string> = {
    ECONNREFUSED: 'nothing answers at its address',
    ENOTFOUND: 'its host is not known',
    ETIMEDOUT: 'its host does not answer',
    '28P01': 'the password is wrong',
    '28000': 'the user is not allowed to connect',
    '3D000': 'the database does not exist',
    '42501': 'the user may not create tables there',
  }
  const reason = reasons[error.code ?? '']
  return reason
    ? new ConfigError(`The database of LATCHKEY_DATABASE_URL cannot be used: ${reason}.`)
    : error
}
