import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, authenticate, authorizeDevice, callApi, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { BrowserClient } from '../../../test/browser-client.ts'
import { contractFetch } from '../../../test/contract.ts'
import { createPerson, password, refresh } from '../../../test/people.ts'
import { startTestServer, type TestEnvironment, type TestServer } from '../../../test/server.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { getEnvironmentOfKind } from '../environments/environment.ts'
import { deleteUser } from '../users/user.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

/** A device with its codes. */
const begin = async (): Promise<Answer['body']> => (await authorizeDevice(server)).body

/** The device asks how it went. It has no secret. */
const poll = (deviceCode: string, environment: TestEnvironment = server.staging) =>
  authenticate(
    server,
    {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: deviceCode,
      client_secret: undefined,
    },
    environment,
  )

/** A person with a browser who enters the code, signs in and decides. */
async function decide(userCode: string, decision: 'approve' | 'deny') {
  const person = await createPerson(server)
  const browser = new BrowserClient(server)
  await browser.visit('/device')
  await browser.submit({ user_code: userCode })
  await browser.submit({ email: person.email })
  await browser.submit({ password })
  await browser.submit({ decision })
  return { person, browser }
}

const refused = (error: string) => ({ status: 400, body: { error } })

describe('POST /user_management/authorize/device', () => {
  test('gives the device its codes and where to send people', async () => {
    const { status, body } = await authorizeDevice(server)
    expect(status).toBe(200)
    expect(body).toEqual({
      device_code: expect.stringMatching(/^[A-Za-z0-9]{30,}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${server.url}/device`,
      verification_uri_complete: `${server.url}/device?user_code=${body.user_code}`,
      expires_in: 300,
      interval: 5,
    })
  })

  test('takes a form as well as JSON', async () => {
    const answer = await read(
      await contractFetch(`${server.url}/user_management/authorize/device`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ client_id: server.staging.clientId }).toString(),
      }),
    )
    expect(answer.status).toBe(200)
  })

  test.each<[string, object, string]>([
    ['no client id', {}, 'invalid_request'],
    ['an empty client id', { client_id: '' }, 'invalid_request'],
    ['a number for a client id', { client_id: 7 }, 'invalid_request'],
    ['a client id that nobody has', { client_id: 'client_1' }, 'invalid_client'],
  ])('refuses %s', async (_, body, error) => {
    expect(await authorizeDevice(server, body)).toMatchObject(refused(error))
  })

  test('begins thirty a minute for one network address, also when they come at once', async () => {
    const answers = await atOnce(() => authorizeDevice(server))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30)
    const refusals = answers.filter(({ status }) => status !== 200)
    expect(refusals).toHaveLength(20)
    for (const { status, body, headers } of refusals) {
      expect(status).toBe(429)
      expect(body).toMatchObject({ code: 'too_many_requests', error: 'too_many_requests' })
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    }
    server.deps.clock.advance(61)
    expect((await authorizeDevice(server)).status).toBe(200)
  })

  test('is closed for the dashboard, whose sessions open every environment', async () => {
    const system = await getEnvironmentOfKind(server.deps, 'system')
    const { clientId } = await getDefaultApplication(server.deps, system.id)
    expect(await authorizeDevice(server, { client_id: clientId })).toMatchObject({
      status: 403,
      body: { error: 'access_denied' },
    })
  })
})

describe('the device code grant', () => {
  test('waits until the person has decided', async () => {
    const { device_code } = await begin()
    expect(await poll(device_code)).toMatchObject(refused('authorization_pending'))
  })

  test('gives a session of the person who approved, once', async () => {
    const { device_code, user_code } = await begin()
    const { person } = await decide(user_code, 'approve')
    const { status, body } = await poll(device_code)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      user: { id: person.user.id },
      authentication_method: 'Password',
    })
    expect((await refresh(server, body.refresh_token)).status).toBe(200)
    expect(await poll(device_code)).toMatchObject(refused('invalid_grant'))
    const path = `/user_management/users/${person.user.id}/sessions`
    const sessions = await callApi(server, 'GET', path)
    expect(sessions.body.data).toMatchObject([{ user_agent: 'Backend/1.0', status: 'active' }])
  })

  test('says that the person refused', async () => {
    const { device_code, user_code } = await begin()
    await decide(user_code, 'deny')
    expect(await poll(device_code)).toMatchObject(refused('access_denied'))
  })

  test('says that the code has expired, also when it was approved and not fetched', async () => {
    const [waiting, approved] = [await begin(), await begin()]
    await decide(approved.user_code, 'approve')
    server.deps.clock.advance(300)
    expect(await poll(waiting.device_code)).toMatchObject(refused('expired_token'))
    expect(await poll(approved.device_code)).toMatchObject(refused('expired_token'))
  })

  test('slows a device down that asks too often, by five seconds each time', async () => {
    const { device_code } = await begin()
    const ask = async (afterSeconds: number) => {
      server.deps.clock.advance(afterSeconds)
      return (await poll(device_code)).body.error
    }
    expect(await ask(0)).toBe('authorization_pending')
    expect(await ask(5)).toBe('authorization_pending')
    expect(await ask(4)).toBe('slow_down')
    expect(await ask(9)).toBe('slow_down')
    expect(await ask(14)).toBe('slow_down')
    expect(await ask(20)).toBe('authorization_pending')
  })

  test('knows no code of another application, environment or invention', async () => {
    const { device_code, user_code } = await begin()
    await decide(user_code, 'approve')
    expect(await poll(device_code, server.production)).toMatchObject(refused('invalid_grant'))
    expect(await poll('x'.repeat(64))).toMatchObject(refused('invalid_grant'))
    expect(await poll(user_code)).toMatchObject(refused('invalid_grant'))
    expect((await poll(device_code)).status).toBe(200)
  })

  test('needs the device code', async () => {
    expect(await poll('')).toMatchObject(refused('invalid_request'))
  })

  test('gives no session of somebody who was deleted meanwhile', async () => {
    const { device_code, user_code } = await begin()
    const { person } = await decide(user_code, 'approve')
    await deleteUser(server.deps, person.user.environmentId, person.user.id)
    expect(await poll(device_code)).toMatchObject(refused('invalid_grant'))
  })
})
