import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Received {
  from: string
  to: string[]
  /** Header lines by lower-case name, unfolded. */
  headers: Map<string, string>
  raw: string
}

/** What the mail server answers: nothing takes the mail, an error refuses it. */
export interface Answers {
  recipient?: (address: string) => SmtpRefusal | undefined
  message?: () => Promise<SmtpRefusal | undefined>
  login?: { user: string; password: string }
}

export class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message)
  }
}

/** A mail server on this machine that keeps what it is given. The answers may be changed at any time. */
export async function startMailServer(answers: Answers = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: answers.login === undefined,
    allowInsecureAuth: true,
    disabledCommands: answers.login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    onAuth({ username, password }, _session, done) {
      const { login } = answers
      if (username === login?.user && password === login?.password) done(null, { user: username })
      else done(new SmtpRefusal(535, '5.7.8 Authentication credentials invalid'))
    },
    onRcptTo({ address }, _session, done) {
      done(answers.recipient?.(address))
    },
    onData(stream, { envelope }, done) {
      text(stream)
        .then(async (raw) => {
          const refusal = await answers.message?.()
          if (!refusal) {
            received.push({
              from: envelope.mailFrom ? envelope.mailFrom.address : '',
              to: envelope.rcptTo.map(({ address }) => address),
              headers: parseHeaders(raw),
              raw,
            })
          }
          done(refusal)
        })
        .catch(done)
    },
  })
  server.on('error', () => {}) // Connections that a test breaks on purpose.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    answers,
    received,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function parseHeaders(raw: string): Map<string, string> {
  const [head = ''] = raw.split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
}
