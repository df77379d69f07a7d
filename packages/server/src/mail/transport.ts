import { oneLine } from './content.ts'

/** One mail to one person, ready to be put on the wire. */
export interface Message {
  /** Names the mail for ever, so that a copy sent after a crash is known for one. */
  messageId: string
  from: { name: string; address: string }
  to: string
  subject: string
  html: string
  text: string
  date: Date
}

export interface MailTransport {
  /** Resolves once the mail server has taken the mail over; throws {@link DeliveryError} otherwise. */
  send(message: Message): Promise<void>
  close(): void
}

/** Says in a sentence why a mail was not taken. */
export class DeliveryError extends Error {
  constructor(
    message: string,
    /** Whether the next attempt would meet the same refusal. */
    readonly isFinal = false,
  ) {
    super(message)
  }
}

const attemptMilliseconds = 60_000

/** Delivers through the mail server of `LATCHKEY_SMTP_URL`, over a few connections that are kept. */
export function createMailTransport(smtpUrl: string): MailTransport {
  // Loading the library takes 100 ms; the first mail can spare them, the start of the server cannot.
  let opening: ReturnType<typeof openPool> | undefined
  return {
    async send(message) {
      const to = singleAddress(message.to)
      opening ??= openPool(smtpUrl)
      const pool = await opening
      try {
        await pool.sendMail({
          messageId: message.messageId,
          from: message.from,
          to: { name: '', address: to },
          envelope: { from: message.from.address, to: [to] },
          subject: oneLine(message.subject),
          html: message.html,
          text: message.text,
          date: message.date,
          // RFC 3834 §5: keeps out-of-office programs from answering.
          headers: { 'Auto-Submitted': 'auto-generated' },
          xMailer: false,
          signal: AbortSignal.timeout(attemptMilliseconds),
        })
      } catch (error) {
        throw explain(error as SmtpFailure)
      }
    },
    close() {
      opening?.then((pool) => pool.close())
    },
  }
}

async function openPool(smtpUrl: string) {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    url: smtpUrl,
    pool: true,
    // A mail whose connection broke may have been taken: whether to send it again is the job's to decide.
    maxRequeues: 0,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    dnsTimeout: 15_000,
    socketTimeout: 30_000,
    // Content is text from the database and never names a file or an address to load.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/** Addresses are checked when they come in; here once more, because a list would reach strangers. */
function singleAddress(address: string): string {
  if (!/^[^\s\p{Cc}<>,;:"()[\]\\@]+@[^\s\p{Cc}<>,;:"()[\]\\@]+$/u.test(address)) {
    throw new DeliveryError('The address is not one that mail can be sent to.', true)
  }
  return address
}

type SmtpFailure = Error & { code?: string; responseCode?: number; response?: string }

const unreachable = new Set(['ECONNECTION', 'EDNS', 'ESOCKET', 'ETIMEDOUT', 'EABORT'])

function explain(error: SmtpFailure): DeliveryError {
  const answer = oneLine(error.response ?? error.message).slice(0, 300)
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH') {
    return new DeliveryError(`The mail server refused our user name or password: ${answer}`)
  }
  if (error.response !== undefined) {
    // RFC 3463 §3.2: 5.1.x says that there is no such address, which waiting does not change.
    return new DeliveryError(
      `The mail server refused the mail: ${answer}`,
      /^5\d\d.5\.1\./.test(answer),
    )
  }
  if (unreachable.has(error.code ?? '')) {
    return new DeliveryError(`The mail server could not be reached: ${answer}`)
  }
  return new DeliveryError(`The mail could not be handed over: ${answer}`)
}
