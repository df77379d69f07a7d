import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/open-database.ts'
import { readConfig } from '../config/config.ts'
import { createSealer } from '../crypto/sealer.ts'
import { inTransaction } from '../db/database.ts'
import { createDeps, type Deps } from '../deps.ts'
import { createId } from '../ids/ids.ts'
import { getEmail, listEmails, writeEmail } from './mail.ts'
import { SmtpRefusal, startMailServer } from './mail-server.fixture.ts'
import { failStaleEmails, sendEmail, sendEmailJob } from './send-email.ts'
import { createMailTransport, type MailTransport } from './transport.ts'

const secret = 'a secret that is long enough for a test'
const firstAttempt = { number: 1, isLast: false }
const lastAttempt = { number: 10, isLast: true }
const patience = { timeout: 60_000, interval: 20 }
const content = {
  subject: '482913 is your code for Acme',
  html: '<p>Your code is <b>482913</b>.</p>',
  text: 'Your code is 482913.\n',
  code: '482913',
  url: null,
}

describe('mail', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let mailServer: Awaited<ReturnType<typeof startMailServer>>
  let transport: MailTransport
  let deps: Deps
  let environmentId: string
  let otherEnvironmentId: string
  let logged: string

  beforeAll(async () => {
    database = await openTestDatabase()
    const now = new Date()
    const rows = (['staging', 'production'] as const).map((kind) => ({
      id: createId('environment', now),
      kind,
      name: kind,
      created_at: now,
      updated_at: now,
    }))
    await database.db.insertInto('environments').values(rows).execute()
    ;[environmentId, otherEnvironmentId] = rows.map(({ id }) => id) as [string, string]
  })

  afterAll(() => database.close())

  beforeEach(async () => {
    mailServer = await startMailServer()
    transport = createMailTransport(mailServer.url)
    const config = readConfig([], {
      LATCHKEY_SMTP_URL: mailServer.url,
      LATCHKEY_MAIL_FROM: 'Acme, Inc. <no-reply@acme.example>',
    })
    if (config === 'help') throw new Error('Nobody asked for help.')
    logged = ''
    const log = pino(
      { level: 'trace' },
      {
        write(line) {
          logged += line
        },
      },
    )
    ;({ deps } = createDeps({ config: { ...config, secret }, log, db: database.db }))
  })

  afterEach(async () => {
    await deps.jobs.stop()
    transport.close()
    await mailServer.close()
    await database.pool.query('delete from emails')
    await database.pool.query('drop schema if exists pgboss cascade')
  })

  const startJobs = async () => {
    deps.jobs.work(sendEmailJob, (email, attempt) => sendEmail(deps, transport, email, attempt))
    await deps.jobs.start(database.pool)
  }
  const write = (to = 'ada@example.com', changes: Partial<typeof content> = {}) =>
    inTransaction(deps.db, (transaction) =>
      writeEmail(deps, transaction, {
        environmentId,
        to,
        kind: 'email_verification',
        content: { ...content, ...changes },
      }),
    )
  /** Writes an email whose job nobody does, to be delivered by hand. */
  const writeUndelivered = async (to?: string, changes?: Partial<typeof content>) => {
    deps.jobs.work(sendEmailJob, async () => new Promise(() => {}))
    deps.jobs.enqueue = async () => {}
    await write(to, changes)
    return { environmentId, id: (await rows())[0].id as string }
  }
  const rows = async () => (await database.pool.query('select * from emails order by id')).rows
  const list = (query = {}) =>
    listEmails(deps, environmentId, { limit: 10, order: 'desc', ...query })

  describe('writing', () => {
    test('without a mail server the email stays in the inbox, with its content', async () => {
      deps.config.smtpUrl = undefined
      await write()
      const [listed] = await list()
      expect(listed).toMatchObject({ to: 'ada@example.com', status: 'captured' })
      const email = await getEmail(deps, environmentId, listed?.id as string)
      expect(email.content).toEqual(content)
    })

    test('stores neither code nor text in the clear, not even in the subject', async () => {
      deps.config.smtpUrl = undefined
      await write()
      const [row] = await rows()
      expect(row.subject).toBe('•••••• is your code for Acme')
      expect(JSON.stringify(row)).not.toContain('482913')
      expect(JSON.stringify(row)).not.toContain('Your code')
    })

    test('leaves neither email nor job when what made it necessary is undone', async () => {
      await startJobs()
      const undone = inTransaction(deps.db, async (transaction) => {
        await writeEmail(deps, transaction, {
          environmentId,
          to: 'ada@example.com',
          kind: 'email_verification',
          content,
        })
        throw new Error('undone')
      })
      await expect(undone).rejects.toThrow('undone')
      expect(await rows()).toEqual([])
      const jobs = await database.pool.query(`select * from pgboss.job where name = 'send-email'`)
      expect(jobs.rows).toEqual([])
    })
  })

  describe('listing', () => {
    test('finds emails by address, whatever its case', async () => {
      deps.config.smtpUrl = undefined
      await write('Ada@Example.com')
      await write('grace@example.com')
      expect(await list({ to: ' ada@example.COM ' })).toMatchObject([{ to: 'Ada@Example.com' }])
      expect(await list({ to: 'ada@example' })).toEqual([])
    })

    test('shows nothing of another environment', async () => {
      deps.config.smtpUrl = undefined
      await write()
      const [listed] = await list()
      const emails = await listEmails(deps, otherEnvironmentId, { limit: 10, order: 'desc' })
      expect(emails).toEqual([])
      await expect(getEmail(deps, otherEnvironmentId, listed?.id as string)).rejects.toThrow(
        'Email not found',
      )
    })

    test('refuses an id that is none', async () => {
      await expect(getEmail(deps, environmentId, 'email_1')).rejects.toThrow(
        "Email not found: 'email_1'.",
      )
    })
  })

  describe('sending', () => {
    test('delivers an email once, then removes its content', async () => {
      await startJobs()
      await write()
      await vi.waitFor(
        async () => expect(await list()).toMatchObject([{ status: 'sent' }]),
        patience,
      )
      expect(mailServer.received).toMatchObject([
        { from: 'no-reply@acme.example', to: ['ada@example.com'] },
      ])
      expect(mailServer.received[0]?.raw).toContain('<p>Your code is <b>482913</b>.</p>')
      expect(mailServer.received[0]?.raw).toContain('Your code is 482913.\r\n')
      const [row] = await rows()
      expect(row).toMatchObject({ content_sealed: null, error: null, claimed_until: null })
      await vi.waitFor(async () => {
        const { rows: jobs } = await database.pool.query(
          `select state from pgboss.job where name = 'send-email'`,
        )
        expect(jobs).toEqual([{ state: 'completed' }])
      }, patience)
    })

    test('tries again after the mail server refused, and says meanwhile what it said', async () => {
      mailServer.answers.recipient = () => new SmtpRefusal(451, '4.7.1 Greylisted, come back later')
      await startJobs()
      await write()
      await vi.waitFor(async () => {
        expect(await list()).toMatchObject([
          {
            status: 'queued',
            error: 'The mail server refused the mail: 451 4.7.1 Greylisted, come back later',
          },
        ])
        const { rows: jobs } = await database.pool.query(
          `select state from pgboss.job where name = 'send-email'`,
        )
        expect(jobs).toEqual([{ state: 'retry' }])
      }, patience)
      expect(mailServer.received).toEqual([])
      mailServer.answers.recipient = undefined
      await database.pool.query('update pgboss.job set start_after = now()')
      await vi.waitFor(
        async () => expect(await list()).toMatchObject([{ status: 'sent' }]),
        patience,
      )
      expect(mailServer.received).toHaveLength(1)
    })

    test('gives up when the last attempt fails, and keeps the reason', async () => {
      mailServer.answers.message = async () => new SmtpRefusal(452, '4.3.1 Mailbox full')
      const email = await writeUndelivered()
      await expect(sendEmail(deps, transport, email, lastAttempt)).rejects.toThrow('Mailbox full')
      expect(await list()).toMatchObject([
        { status: 'failed', error: 'The mail server refused the mail: 452 4.3.1 Mailbox full' },
      ])
      mailServer.answers.message = undefined
      await sendEmail(deps, transport, email, lastAttempt)
      expect(mailServer.received).toEqual([])
    })

    test('gives up at once on an address that does not exist', async () => {
      mailServer.answers.recipient = () => new SmtpRefusal(550, '5.1.1 No such person')
      const email = await writeUndelivered()
      await sendEmail(deps, transport, email, firstAttempt)
      expect(await list()).toMatchObject([
        { status: 'failed', error: 'The mail server refused the mail: 550 5.1.1 No such person' },
      ])
    })

    test('two workers with the same email deliver it once', async () => {
      const email = await writeUndelivered()
      let arrive = () => {}
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve
      })
      let accept = () => {}
      mailServer.answers.message = () => {
        arrive()
        return new Promise((resolve) => {
          accept = () => resolve(undefined)
        })
      }
      const first = sendEmail(deps, transport, email, firstAttempt)
      await arrived
      await expect(sendEmail(deps, transport, email, firstAttempt)).rejects.toThrow(
        'Another worker is delivering this email.',
      )
      accept()
      await first
      await sendEmail(deps, transport, email, firstAttempt)
      expect(mailServer.received).toHaveLength(1)
    })

    test('an email whose worker died is delivered by another one after two minutes', async () => {
      const email = await writeUndelivered()
      const dead: MailTransport = { send: () => new Promise(() => {}), close: () => {} }
      void sendEmail(deps, dead, email, firstAttempt)
      await vi.waitFor(async () => expect((await rows())[0].claimed_until).not.toBeNull(), patience)
      await expect(sendEmail(deps, transport, email, firstAttempt)).rejects.toThrow(
        'Another worker is delivering this email.',
      )
      deps.clock.advance(121)
      await sendEmail(deps, transport, email, firstAttempt)
      expect(mailServer.received).toHaveLength(1)
    })

    test('an email that was deleted meanwhile is not missed', async () => {
      const email = await writeUndelivered()
      await database.pool.query('delete from emails')
      await sendEmail(deps, transport, email, firstAttempt)
      expect(mailServer.received).toEqual([])
    })

    test('an email that nobody took up again for a day has failed', async () => {
      await writeUndelivered()
      deps.clock.advance(23 * 3600)
      await failStaleEmails(deps)
      expect(await list()).toMatchObject([{ status: 'queued' }])
      deps.clock.advance(2 * 3600)
      await failStaleEmails(deps)
      expect(await list()).toMatchObject([
        { status: 'failed', error: 'Its delivery was interrupted and not taken up again.' },
      ])
    })

    test('says so when the secret is not the one it was sealed under', async () => {
      const email = await writeUndelivered()
      deps.sealer = createSealer('another secret, of another installation')
      await sendEmail(deps, transport, email, firstAttempt)
      expect(await list()).toMatchObject([
        {
          status: 'failed',
          error: 'Its content cannot be read: LATCHKEY_SECRET is not the one it was sealed under.',
        },
      ])
    })

    test('says so when the mail server is not there', async () => {
      const email = await writeUndelivered()
      await mailServer.close()
      await expect(sendEmail(deps, transport, email, firstAttempt)).rejects.toThrow(
        /^The mail server could not be reached: .*ECONNREFUSED/,
      )
    })

    test('says so when the mail server refuses our password, without the password', async () => {
      const strict = await startMailServer({ login: { user: 'latchkey', password: 'right' } })
      const guessing = createMailTransport(`smtp://latchkey:wr0ngpass@127.0.0.1:${strict.port}`)
      const knowing = createMailTransport(`smtp://latchkey:right@127.0.0.1:${strict.port}`)
      try {
        const email = await writeUndelivered()
        await expect(sendEmail(deps, guessing, email, firstAttempt)).rejects.toThrow(
          /^The mail server refused our user name or password: 535/,
        )
        expect(JSON.stringify(await rows()) + logged).not.toContain('wr0ngpass')
        await sendEmail(deps, knowing, email, firstAttempt)
        expect(strict.received).toHaveLength(1)
      } finally {
        guessing.close()
        knowing.close()
        await strict.close()
      }
    })
  })

  describe('on the wire', () => {
    const deliver = async (to?: string, changes?: Partial<typeof content>) => {
      const email = await writeUndelivered(to, changes)
      await sendEmail(deps, transport, email, firstAttempt)
      return { email, received: mailServer.received[0] }
    }

    test('says who sent it, when it was written and that no person wrote it', async () => {
      const writtenAt = deps.clock.now()
      deps.clock.advance(3600)
      const { email, received } = await deliver()
      const header = (name: string) => received?.headers.get(name)
      expect(header('from')).toBe('"Acme, Inc." <no-reply@acme.example>')
      expect(header('to')).toBe('ada@example.com')
      expect(header('subject')).toBe('482913 is your code for Acme')
      expect(header('message-id')).toBe(`<${email.id}@acme.example>`)
      expect(header('auto-submitted')).toBe('auto-generated')
      expect(header('x-mailer')).toBeUndefined()
      const minutes = (Date.parse(header('date') as string) - writtenAt.getTime()) / 60_000
      expect(Math.round(minutes)).toBe(60)
    })

    test('a name with line breaks adds neither header nor recipient', async () => {
      const { received } = await deliver('ada@example.com', {
        subject:
          'Your code for Acme\r\nBcc: mallory@example.com\r\n\r\n<b>Hello</b>\u0000\u2028X: y',
      })
      expect(received?.to).toEqual(['ada@example.com'])
      expect(received?.headers.get('subject')).toBe(
        'Your code for Acme Bcc: mallory@example.com <b>Hello</b> X: y',
      )
      expect([...(received?.headers.keys() ?? [])].sort()).toEqual([
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
      ])
    })

    test('content that looks like a file or an address to load is sent as it is', async () => {
      const { received } = await deliver('ada@example.com', {
        html: '<img src="file:///etc/passwd"><a href="http://127.0.0.1/">x</a>',
        text: '/etc/passwd',
      })
      expect(received?.raw).toContain('/etc/passwd')
      expect(received?.raw).not.toContain('root:')
    })

    test.each([
      'ada@example.com\r\nRCPT TO:<mallory@example.com>',
      'ada@example.com, mallory@example.com',
      'Ada <ada@example.com>',
      '<ada@example.com>',
      'ada@example.com\u0007',
      'ada@mallory.example@example.com',
      '"ada, mallory@example.com"@example.com',
      'friends: ada@example.com;',
      'ada',
      '',
    ])('nothing is sent to %j, which is not one address', async (to) => {
      const { received } = await deliver(to)
      expect(received).toBeUndefined()
      expect(await list()).toMatchObject([
        { status: 'failed', error: 'The address is not one that mail can be sent to.' },
      ])
    })
  })
})
