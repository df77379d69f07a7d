import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import {
  codeMailedTo,
  createPerson,
  mailsTo,
  type Person,
  wrongCode,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const send = (userId: string, environment = server.staging) =>
  callApi(
    server,
    'POST',
    `/user_management/users/${userId}/email_verification/send`,
    {},
    environment,
  )
const get = (id: string, environment = server.staging) =>
  callApi(server, 'GET', `/user_management/email_verification/${id}`, undefined, environment)

const createUnverified = () => createPerson(server, { emailVerified: false })

const newestOf = async ({ user }: Person) =>
  server.deps.db
    .selectFrom('email_verifications')
    .selectAll()
    .where('user_id', '=', user.id)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()

describe('POST /user_management/users/:id/email_verification/send', () => {
  test('mails six digits to the address and answers with the user', async () => {
    const person = await createUnverified()
    const { status, body } = await send(person.user.id)
    expect(status).toBe(200)
    expect(body).toEqual({ user: expect.objectContaining({ id: person.user.id }) })
    const code = await codeMailedTo(server, person.email)
    expect(code).toMatch(/^\d{6}$/)
    expect(JSON.stringify(body)).not.toContain(code)
  })

  test('takes a request without a body, as SDKs send it', async () => {
    const { user } = await createUnverified()
    const path = `/user_management/users/${user.id}/email_verification/send`
    expect((await callApi(server, 'POST', path)).status).toBe(200)
  })

  test('refuses where the address is verified already', async () => {
    const { user, email } = await createPerson(server)
    expect(await send(user.id)).toMatchObject({
      status: 400,
      body: { code: 'email_already_verified', message: expect.any(String) },
    })
    expect(await mailsTo(server, email)).toEqual([])
  })

  test('refuses the fourth mail of one user in a minute, and of nobody else', async () => {
    const person = await createUnverified()
    for (let count = 0; count < 3; count++) expect((await send(person.user.id)).status).toBe(200)
    const { status, headers } = await send(person.user.id)
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await mailsTo(server, person.email)).toHaveLength(3)
    expect((await send((await createUnverified()).user.id)).status).toBe(200)
    server.deps.clock.advance(60)
    expect((await send(person.user.id)).status).toBe(200)
  })

  test('asked fifty times at once mails three codes, of which one works', async () => {
    const person = await createUnverified()
    const answers = await atOnce(() => send(person.user.id))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
    const rows = await server.deps.db
      .selectFrom('email_verifications')
      .select('consumed_at')
      .where('user_id', '=', person.user.id)
      .execute()
    expect(rows.filter((row) => row.consumed_at === null)).toHaveLength(1)
  })

  test.each(['user_01NOBODY', createId('user', new Date()), 'x'])(
    'knows nobody called %s',
    async (id) => {
      expect(await send(id)).toMatchObject({
        status: 404,
        body: { message: `User not found: '${id}'.` },
      })
    },
  )

  test('knows nobody of another environment, and mails nothing', async () => {
    const person = await createUnverified()
    expect((await send(person.user.id, server.production)).status).toBe(404)
    expect(await mailsTo(server, person.email)).toEqual([])
  })
})

describe('GET /user_management/email_verification/:id', () => {
  test('shows the code to the application, which may mail it itself', async () => {
    const person = await createUnverified()
    await send(person.user.id)
    const { id } = await newestOf(person)
    expect(await get(id)).toMatchObject({
      status: 200,
      body: {
        object: 'email_verification',
        id,
        user_id: person.user.id,
        email: person.email,
        code: await codeMailedTo(server, person.email),
        expires_at: expect.any(String),
      },
    })
  })

  test.each(['email_verification_01NOBODY', createId('email_verification', new Date()), 'x'])(
    'knows no verification %s',
    async (id) => {
      expect(await get(id)).toMatchObject({
        status: 404,
        body: { message: `Email verification not found: '${id}'.` },
      })
    },
  )

  test('knows no verification of another environment', async () => {
    const person = await createUnverified()
    await send(person.user.id)
    expect((await get((await newestOf(person)).id, server.production)).status).toBe(404)
  })
})

test('the code is in no event and in no list of mails', async () => {
  const person = await createUnverified()
  await send(person.user.id)
  const code = await codeMailedTo(server, person.email)
  const { id } = await newestOf(person)
  const events = await server.deps.db.selectFrom('events').selectAll().execute()
  const ofThisCode = events.filter(({ data }) => (data as unknown as { id: string }).id === id)
  expect(ofThisCode.map(({ event }) => event)).toEqual(['email_verification.created'])
  expect(Object.keys(ofThisCode[0]?.data ?? {})).not.toContain('code')
  const [mail] = await mailsTo(server, person.email)
  expect(mail?.subject).not.toContain(code)
})

describe('POST /user_management/users/:id/email_verification/confirm', () => {
  const confirm = (userId: string, code: unknown, environment = server.staging) =>
    callApi(
      server,
      'POST',
      `/user_management/users/${userId}/email_verification/confirm`,
      { code },
      environment,
    )

  async function waiting() {
    const person = await createUnverified()
    await send(person.user.id)
    return { id: person.user.id, code: await codeMailedTo(server, person.email) }
  }
  const refused = (code: string) => ({ status: 400, body: { code, message: expect.any(String) } })

  test('proves the address', async () => {
    const { id, code } = await waiting()
    expect(await confirm(id, code)).toMatchObject({
      status: 200,
      body: { user: { id, email_verified: true } },
    })
    expect(await confirm(id, code)).toMatchObject(refused('email_previously_verified'))
  })

  test('refuses a wrong code, and the right one after five of them', async () => {
    const { id, code } = await waiting()
    for (let tries = 0; tries < 5; tries++) {
      expect(await confirm(id, wrongCode(code))).toMatchObject(
        refused('email_verification_code_incorrect'),
      )
    }
    expect(await confirm(id, code)).toMatchObject(refused('email_verification_code_expired'))
  })

  test('refuses a code after ten minutes', async () => {
    const { id, code } = await waiting()
    server.deps.clock.advance(601)
    expect(await confirm(id, code)).toMatchObject(refused('email_verification_code_expired'))
  })

  test('refuses where no code was sent', async () => {
    const { user } = await createUnverified()
    expect(await confirm(user.id, '123456')).toMatchObject(
      refused('email_verification_code_incorrect'),
    )
  })

  test('does not know users of another environment', async () => {
    const { id, code } = await waiting()
    expect((await confirm(id, code, server.production)).status).toBe(404)
    expect((await confirm(createId('user', new Date()), code)).status).toBe(404)
  })
})
