import { WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerOf, authorizeUrl, BrowserClient } from '../../../test/browser-client.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { listEmailsOfAllEnvironments } from '../../mail/mail.ts'

let server: TestServer
let workos: WorkOS

beforeAll(async () => {
  server = await startTestServer()
  const { apiKey, clientId } = server.staging
  workos = new WorkOS(apiKey, {
    clientId,
    apiHostname: 'localhost',
    port: server.port,
    https: false,
  })
})
afterAll(() => server?.stop())

const password = 'correct horse battery staple'

async function latestCode(to: string): Promise<string> {
  const [email] = await listEmailsOfAllEnvironments(server.deps, { to, limit: 1 })
  return email?.content?.code ?? ''
}

describe('a hosted sign-up', () => {
  test('ends with a code that the official SDK exchanges for a verified user', async () => {
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server, { screen_hint: 'sign-up', state: 'a b+c' }))
    expect(browser.address).toContain('/sign-up')
    await browser.submit({ email: 'ada@example.com' })
    await browser.submit({ password })
    expect(browser.address).toContain('/email-verification')
    const visit = await browser.submit({ code: await latestCode('ada@example.com') })
    const answer = answerOf(visit)
    expect(answer.searchParams.get('state')).toBe('a b+c')
    const code = answer.searchParams.get('code') as string
    const result = await workos.userManagement.authenticateWithCode({
      code,
      clientId: server.staging.clientId,
    })
    expect(result.user).toMatchObject({ email: 'ada@example.com', emailVerified: true })
  })
})
