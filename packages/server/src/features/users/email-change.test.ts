import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { callApi } from '../../../test/api.ts'
import {
  codeMailedTo,
  createPerson,
  mailsTo,
  newEmail,
  signInByApi,
  wrongCode,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'
import { updateUser } from './user.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

const path = (userId: string, verb: string) =>
  `/user_management/users/${userId}/email_change/${verb}`
const send = (userId: string, newEmail: unknown, environment = server.staging) =>
  callApi(server, 'POST', path(userId, 'send'), { new_email: newEmail }, environment)
const confirm = (userId: string, code: unknown, environment = server.staging) =>
  callApi(server, 'POST', path(userId, 'confirm'), { code }, environment)

/** Somebody who asked to move to an address, and the code that was mailed there. */
async function moving() {
  const person = await createPerson(server)
  const address = newEmail('grace')
  expect((await send(person.user.id, address)).status).toBe(200)
  return { person, id: person.user.id, address, code: await codeMailedTo(server, address) }
}

const refused = (status: number, code: string) => ({
  status,
  body: { code, message: expect.any(String) },
})

describe('POST /user_management/users/:id/email_change/send', () => {
  test('mails a code to the new address and leaves the account as it is', async () => {
    const { email, user } = await createPerson(server)
    const address = newEmail('Grace')
    const { status, body } = await send(user.id, ` ${address} `)
    expect(status).toBe(200)
    expect(body).toEqual({
      object: 'email_change',
      user: expect.objectContaining({ id: user.id, email, email_verified: true }),
      new_email: address,
      expires_at: expect.any(String),
      created_at: expect.any(String),
    })
    expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBe(600_000)
    const code = await codeMailedTo(server, address)
    expect(code).toMatch(/^\d{6}$/)
    expect(JSON.stringify(body)).not.toContain(code)
    expect(await mailsTo(server, email)).toEqual([])
  })

  test('refuses the address that the user has, in any case', async () => {
    const { email, user } = await createPerson(server)
    expect(await send(user.id, email.toUpperCase())).toMatchObject(
      refused(409, 'email_change_not_needed'),
    )
  })

  test('refuses the address of somebody else', async () => {
    const [{ user }, { email }] = [await createPerson(server), await createPerson(server)]
    expect(await send(user.id, email)).toMatchObject(refused(409, 'email_not_available'))
  })

  test.each(['', 'nobody', 'a@b'])('refuses %j, which is no address', async (address) => {
    const { user } = await createPerson(server)
    expect(await send(user.id, address)).toMatchObject(refused(422, 'invalid_email'))
  })

  test('mails no more than three codes a minute', async () => {
    const { user } = await createPerson(server)
    for (let sent = 0; sent < 3; sent++) {
      expect((await send(user.id, newEmail())).status).toBe(200)
    }
    expect((await send(user.id, newEmail())).status).toBe(429)
  })

  test('does not know users of another environment', async () => {
    const { user } = await createPerson(server)
    expect((await send(user.id, newEmail(), server.production)).status).toBe(404)
    expect((await confirm(user.id, '123456', server.production)).status).toBe(404)
    expect((await send(createId('user', new Date()), newEmail())).status).toBe(404)
  })
})

describe('POST /user_management/users/:id/email_change/confirm', () => {
  test('moves the account to the new address, which is proven', async () => {
    const { person, id, address, code } = await moving()
    const { status, body } = await confirm(id, ` ${code}`)
    expect(status).toBe(200)
    expect(body).toEqual({
      object: 'email_change_confirmation',
      user: expect.objectContaining({ id, email: address, email_verified: true }),
    })
    expect((await signInByApi(server, { ...person, email: address })).user.id).toBe(id)
  })

  test('takes a code once', async () => {
    const { id, code } = await moving()
    await confirm(id, code)
    expect(await confirm(id, code)).toMatchObject(refused(409, 'email_change_code_previously_used'))
  })

  test('refuses a wrong code, and the right one after five of them', async () => {
    const { id, code } = await moving()
    for (let tries = 0; tries < 5; tries++) {
      expect(await confirm(id, wrongCode(code))).toMatchObject(
        refused(400, 'email_change_code_incorrect'),
      )
    }
    const answer = await confirm(id, code)
    expect(answer).toMatchObject(refused(429, 'email_change_too_many_attempts'))
  })

  test('refuses a code after ten minutes', async () => {
    const { id, code } = await moving()
    server.deps.clock.advance(601)
    expect(await confirm(id, code)).toMatchObject(refused(400, 'email_change_code_expired'))
  })

  test('refuses the code of a change that another took the place of', async () => {
    const { id, code } = await moving()
    const address = newEmail()
    await send(id, address)
    const newer = await codeMailedTo(server, address)
    if (newer !== code) {
      expect(await confirm(id, code)).toMatchObject(refused(400, 'email_change_code_incorrect'))
    }
    expect((await confirm(id, newer)).body.user.email).toBe(address)
  })

  test('refuses where nothing was asked for', async () => {
    const { user } = await createPerson(server)
    expect(await confirm(user.id, '123456')).toMatchObject(refused(409, 'no_pending_email_change'))
  })

  test('refuses an address that somebody else took meanwhile', async () => {
    const { id, address, code } = await moving()
    const { user } = await createPerson(server)
    await updateUser(server.deps, server.staging.environment, user.id, { email: address })
    expect(await confirm(id, code)).toMatchObject(refused(409, 'email_not_available'))
  })
})
