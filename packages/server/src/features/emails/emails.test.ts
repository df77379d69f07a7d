import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { writeEmail } from '../../mail/mail.ts'
import type { Environment } from '../environments/environment.ts'

describe('the inbox of the dashboard', () => {
  let server: TestServer
  let staging: Environment
  let production: Environment
  let ownerOf: Awaited<ReturnType<typeof signInOwner>>

  beforeAll(async () => {
    server = await startTestServer()
    staging = server.staging.environment
    production = server.production.environment
    ownerOf = await signInOwner(server)
  })

  afterAll(() => server.stop())

  afterEach(async () => {
    await server.deps.db.deleteFrom('emails').execute()
  })

  const get = (url: string, headers: Record<string, string> = ownerOf(staging)) =>
    server.app.inject({ method: 'GET', url, headers })
  const mail = async (environment: Environment, to: string) => {
    // Ids sort by the moment they were made, to the millisecond.
    server.deps.clock.advance(1)
    await writeEmail(server.deps, server.deps.db, {
      environmentId: environment.id,
      to,
      kind: 'email_verification',
      content: {
        subject: '482913 is your code',
        html: '<b>482913</b>',
        text: '482913\n',
        code: '482913',
        url: null,
      },
    })
  }
  const recipients = (answer: Awaited<ReturnType<typeof get>>) =>
    answer.json().data.map((email: { to: string }) => email.to)

  describe('GET /dashboard/api/emails', () => {
    test('lists the emails of the environment, newest first, without their codes', async () => {
      await mail(staging, 'ada@example.com')
      await mail(staging, 'grace@example.com')
      await mail(production, 'mary@example.com')
      const answer = await get('/dashboard/api/emails')
      expect(answer.statusCode).toBe(200)
      expect(answer.json()).toEqual({
        object: 'list',
        data: ['grace@example.com', 'ada@example.com'].map((to) => ({
          object: 'email',
          id: expect.stringMatching(/^email_[0-9A-Z]{26}$/),
          to,
          subject: '•••••• is your code',
          kind: 'email_verification',
          status: 'captured',
          created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        })),
        list_metadata: { before: null, after: null },
      })
      expect(recipients(await get('/dashboard/api/emails', ownerOf(production)))).toEqual([
        'mary@example.com',
      ])
    })

    test('pages in both directions', async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) await mail(staging, `${name}@example.com`)
      const first = await get('/dashboard/api/emails?limit=2')
      expect(recipients(first)).toEqual(['e@example.com', 'd@example.com'])
      expect(first.json().list_metadata.before).toBeNull()
      const { after } = first.json().list_metadata
      const second = await get(`/dashboard/api/emails?limit=2&after=${after}`)
      expect(recipients(second)).toEqual(['c@example.com', 'b@example.com'])
      const { before } = second.json().list_metadata
      expect(recipients(await get(`/dashboard/api/emails?limit=2&before=${before}`))).toEqual(
        recipients(first),
      )
      const last = await get(
        `/dashboard/api/emails?limit=2&after=${second.json().list_metadata.after}`,
      )
      expect(recipients(last)).toEqual(['a@example.com'])
      expect(last.json().list_metadata.after).toBeNull()
    })

    test('finds the emails of one address', async () => {
      await mail(staging, 'Ada@Example.com')
      await mail(staging, 'grace@example.com')
      expect(recipients(await get('/dashboard/api/emails?to=ada%40example.com'))).toEqual([
        'Ada@Example.com',
      ])
    })

    test.each(['limit=0', 'limit=101', 'limit=ten', 'order=sideways'])(
      'refuses a list with %s',
      async (query) => {
        expect((await get(`/dashboard/api/emails?${query}`)).statusCode).toBe(422)
      },
    )

    test('is closed to everybody but owners, also to API keys', async () => {
      await mail(staging, 'ada@example.com')
      const { cookie } = ownerOf(staging)
      for (const headers of [
        {},
        { authorization: `Bearer ${server.staging.apiKey}` },
        { 'latchkey-environment': staging.id },
        { cookie: `${cookie}x`, 'latchkey-environment': staging.id },
      ]) {
        const answer = await get('/dashboard/api/emails', headers as Record<string, string>)
        expect(answer.statusCode).toBe(401)
        expect(answer.json()).toEqual({ message: 'Unauthorized' })
      }
    })
  })

  describe('GET /dashboard/api/emails/:id', () => {
    const idOfNewest = async () => (await get('/dashboard/api/emails')).json().data[0].id

    test('shows the whole email', async () => {
      await mail(staging, 'ada@example.com')
      const id = await idOfNewest()
      expect((await get(`/dashboard/api/emails/${id}`)).json()).toEqual({
        object: 'email',
        id,
        to: 'ada@example.com',
        subject: '482913 is your code',
        kind: 'email_verification',
        status: 'captured',
        created_at: expect.any(String),
        html: '<b>482913</b>',
        text: '482913\n',
        code: '482913',
        url: null,
        error: null,
      })
    })

    test('shows of a sent email that it was sent, and nothing of what it said', async () => {
      await mail(staging, 'ada@example.com')
      const id = await idOfNewest()
      await server.deps.db
        .updateTable('emails')
        .set({ status: 'sent', content_sealed: null })
        .execute()
      expect((await get(`/dashboard/api/emails/${id}`)).json()).toMatchObject({
        subject: '•••••• is your code',
        status: 'sent',
        html: null,
        text: null,
        code: null,
        url: null,
      })
    })

    test('does not find an email of another environment, or one that never was', async () => {
      await mail(production, 'mary@example.com')
      const [email] = (await get('/dashboard/api/emails', ownerOf(production))).json().data
      for (const id of [email.id, 'email_00000000000000000000000000', 'email_', '%27']) {
        expect((await get(`/dashboard/api/emails/${id}`)).statusCode).toBe(404)
      }
      const answer = await get(`/dashboard/api/emails/${email.id}`)
      expect(answer.json()).toEqual({
        code: 'entity_not_found',
        message: `Email not found: '${email.id}'.`,
      })
    })
  })
})
