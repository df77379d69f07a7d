/** Of the system: the socket is missing, or nobody listens there. */
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** Of PostgreSQL: shutting down, crashed, starting up, out of connections. Class 08 is the connection. */
const postgresCodes = new Set(['53300', '57P01', '57P02', '57P03'])

/** Of the driver, which gives these no code. */
const brokenConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Whether a query failed because the database cannot be reached now, and not because of the query. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code === 'string') {
    return systemCodes.has(code) || postgresCodes.has(code) || code.startsWith('08')
  }
  return typeof message === 'string' && brokenConnection.test(message)
}
