import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate } from '../../test/api.ts'
import { atOnce } from '../../test/at-once.ts'
import { answerOf, authorizeUrl, BrowserClient } from '../../test/browser-client.ts'
import {
  changeSettings,
  codeMailedTo,
  createPerson,
  linkMailedTo,
  mailsTo,
  newEmail,
  password,
  wrongCode,
} from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { comparable, wordsOf } from '../../test/words.ts'
import { findUserByEmail } from '../features/users/user.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
// Everybody here comes from one network address, whose limits count by the minute.
beforeEach(() => server.deps.clock.advance(61))

const attackersPassword = 'some words of an attacker'

async function begin(): Promise<BrowserClient> {
  const browser = new BrowserClient(server)
  await browser.visit(authorizeUrl(server, { screen_hint: 'sign-up', state: 'x' }))
  return browser
}

/** Both steps of a sign-up, up to the page that waits for a code. */
async function signUp(email: string, withPassword = password) {
  const browser = await begin()
  await browser.submit({ email })
  const visit = await browser.submit({ password: withPassword })
  return { browser, visit }
}

const userOf = (email: string) => findUserByEmail(server.deps, server.staging.environment.id, email)

describe('the name of a new person', () => {
  beforeAll(() => changeSettings(server, { signUpNamesRequired: true }))
  afterAll(() => changeSettings(server, { signUpNamesRequired: false }))

  test('is asked where the environment wants it, and is the account’s', async () => {
    const email = newEmail()
    const browser = await begin()
    await browser.submit({ email, first_name: ' Grace ', last_name: 'Hopper' })
    expect(new URL(browser.address).pathname).toBe('/sign-up/password')
    await browser.submit({ password })
    expect(await userOf(email)).toMatchObject({ firstName: 'Grace', lastName: 'Hopper' })
  })

  test('is missed together with whatever else is wrong', async () => {
    const browser = await begin()
    const visit = await browser.submit({ email: 'nobody', first_name: '', last_name: ' ' })
    expect(visit.status).toBe(422)
    const words = wordsOf(browser)
    expect(words).toContain('Enter your first name.')
    expect(words).toContain('Enter your last name.')
    expect(words).toContain('Enter an email address')
  })

  test('has an end', async () => {
    const browser = await begin()
    const names = { first_name: 'x'.repeat(257), last_name: 'Hopper' }
    await browser.submit({ email: newEmail(), ...names })
    expect(wordsOf(browser)).toContain('Use 256 characters or fewer.')
  })
})

test('names that nobody asked for are not taken', async () => {
  const email = newEmail()
  const browser = await begin()
  await browser.submit({ email, first_name: 'Grace', last_name: 'Hopper' })
  await browser.submit({ password })
  expect(await userOf(email)).toMatchObject({ firstName: null, lastName: null })
})

describe('a new person', () => {
  test('enters an address, chooses a password, proves the address and is signed in', async () => {
    const email = newEmail('Grace')
    const { browser } = await signUp(email)
    expect(new URL(browser.address).pathname).toBe('/email-verification')
    expect(browser.html).toContain(email)
    const visit = await browser.submit({ code: await codeMailedTo(server, email) })
    const code = answerOf(visit).searchParams.get('code')
    const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
    expect(body.user).toMatchObject({ email, email_verified: true })
    await browser.visit(authorizeUrl(server, { state: 'again' }))
    expect(browser.html).not.toContain('<form')
  })

  test('is one of thirty a minute from one network', async () => {
    for (let count = 0; count < 30; count++) {
      expect((await signUp(newEmail())).visit.status).toBe(200)
    }
    const email = newEmail()
    expect((await signUp(email)).visit.status).toBe(429)
    expect(await userOf(email)).toBeNull()
    server.deps.clock.advance(61)
    expect((await signUp(email)).visit.status).toBe(200)
  })

  test('gets nowhere without the code', async () => {
    const { browser } = await signUp(newEmail())
    for (const path of ['/sign-in', '/sign-in/password', '/sign-up', '/email-verification']) {
      const page = new URL(browser.address)
      page.pathname = path
      const visit = await browser.request(page.href)
      expect(`${visit.location}${visit.html}`).not.toContain('code=')
    }
    await browser.visit(authorizeUrl(server))
    expect(browser.address).toContain('/sign-in')
  })

  test('is told what is wrong with the address, which stays in the form', async () => {
    const browser = await begin()
    for (const [email, words] of [
      ['', 'Email must be a non-empty string.'],
      ['ada', 'Enter an email address, such as name@example.com.'],
      ['"><script>alert(1)</script>', 'Enter an email address'],
    ] as const) {
      const visit = await browser.submit({ email })
      expect(visit.status).toBe(422)
      expect(wordsOf(visit)).toContain(words)
      expect(visit.html).not.toContain('<script>alert')
    }
    expect((await browser.submit({ email: newEmail() })).status).toBe(200)
  })

  test.each(['', 'short', 'password123', 'qwertyuiop', 'x'.repeat(1_001)])(
    'is told why the password %# will not do, and nothing is made',
    async (weak) => {
      const email = newEmail()
      const { visit } = await signUp(email, weak)
      expect(visit.status).toBe(400)
      if (weak) expect(visit.html).not.toContain(`value="${weak}"`)
      expect(await userOf(email)).toBeNull()
      expect(await mailsTo(server, email)).toEqual([])
    },
  )

  test('who skips the address is asked for it', async () => {
    const browser = await begin()
    const page = new URL(browser.address)
    page.pathname = '/sign-up/password'
    await browser.visit(page.href)
    expect(new URL(browser.address).pathname).toBe('/sign-up')
  })

  test('who submits fifty times at once gets one account', async () => {
    const email = newEmail()
    const browser = await begin()
    await browser.submit({ email })
    const { address } = browser
    const visits = await atOnce(() =>
      browser.request(address, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
        body: new URLSearchParams({ password }).toString(),
      }),
    )
    for (const { status } of visits) expect([303, 429]).toContain(status)
    const rows = await server.deps.db
      .selectFrom('users')
      .select('id')
      .where('email', '=', email)
      .execute()
    expect(rows).toHaveLength(1)
  })
})

describe('somebody who signs up with an address that has an account', () => {
  /** The pages and answers that a sign-up meets, for an address with an account and for a new one. */
  async function compare(act: (email: string) => Promise<string[]>) {
    const existing = await createPerson(server)
    const forExisting = await act(existing.email)
    const forNew = await act(newEmail())
    expect(forExisting).toEqual(forNew)
    return forNew
  }

  const answerFor = (email: string, visit: { status: number; html: string }) =>
    `${visit.status} ${comparable(visit, email)}`

  test('sees the same page in the same words', async () => {
    const [page] = await compare(async (email) => {
      const { visit } = await signUp(email, attackersPassword)
      return [answerFor(email, visit)]
    })
    expect(page).toContain('Enter the six digits that we sent to')
  })

  test('sees the same when the sign-up is repeated', async () => {
    await compare(async (email) => {
      const answers: string[] = []
      for (let count = 0; count < 6; count++) {
        const { visit } = await signUp(email, attackersPassword)
        answers.push(answerFor(email, visit))
      }
      return answers
    })
  })

  test('meets the same limit on sign-ups', async () => {
    const [first, ...others] = await compare(async (email) => {
      const answers: string[] = []
      for (let count = 0; count < 12; count++) {
        answers.push(String((await signUp(email, attackersPassword)).visit.status))
      }
      return answers
    })
    expect(first).toBe('200')
    expect(others.at(-1)).toBe('429')
  })

  test('gets the same answers to wrong codes, to too many and to far too many', async () => {
    const answers = await compare(async (email) => {
      const { browser } = await signUp(email, attackersPassword)
      const wrong = wrongCode((await mailsTo(server, email))[0]?.content?.code ?? '123456')
      const seen: string[] = []
      for (let count = 0; count < 11; count++) {
        seen.push(answerFor(email, await browser.submit({ code: wrong })))
      }
      return seen
    })
    expect(answers[0]).toContain('This code is not right.')
    expect(answers[5]).toContain('This code was tried too often.')
    expect(answers[10]).toMatch(/^429/)
  })

  test('gets the same answers to new codes and to guesses at them', async () => {
    await compare(async (email) => {
      const { browser } = await signUp(email, attackersPassword)
      const seen: string[] = []
      for (let round = 0; round < 6; round++) {
        for (let count = 0; count < 6; count++) {
          const code = wrongCode((await mailsTo(server, email))[0]?.content?.code ?? '123456')
          const visit = await browser.submit({ code })
          seen.push(visit.status === 429 ? '429' : answerFor(email, visit))
        }
        const resent = await browser.submit({}, '/send')
        seen.push(resent.status === 429 ? '429' : answerFor(email, resent))
        server.deps.clock.advance(40)
      }
      return seen
    })
  })

  test('is sent away after ten minutes alike', async () => {
    const [answer] = await compare(async (email) => {
      const { browser } = await signUp(email, attackersPassword)
      server.deps.clock.advance(601)
      return [answerFor(email, await browser.submit({ code: '123456' }))]
    })
    expect(answer).toContain('This step has expired.')
  })

  test('is refused the same weak passwords', async () => {
    await compare(async (email) => {
      const { visit } = await signUp(email, 'password123')
      return [answerFor(email, visit)]
    })
  })

  test('costs the server one password hash either way', async () => {
    const { passwordHasher } = server.deps
    const { hash, verify } = passwordHasher
    let runs = 0
    passwordHasher.hash = (...values) => {
      runs++
      return hash(...values)
    }
    passwordHasher.verify = (...values) => {
      runs++
      return verify(...values)
    }
    try {
      await compare(async (email) => {
        runs = 0
        await signUp(email, attackersPassword)
        return [String(runs)]
      })
    } finally {
      Object.assign(passwordHasher, { hash, verify })
    }
  })

  test('leaves the account as it was, and its owner is told by mail where to sign in', async () => {
    const { email, user } = await createPerson(server)
    await signUp(email, attackersPassword)
    const mails = await mailsTo(server, email)
    expect(mails.map(({ kind }) => kind)).toEqual(['existing_account'])
    expect(mails[0]?.content?.code).toBeNull()
    expect(await linkMailedTo(server, email)).toBe(
      `${server.url}/sign-in?client_id=${server.staging.clientId}`,
    )
    expect(await userOf(email)).toEqual(user)
    const signIn = { grant_type: 'password', email }
    expect((await authenticate(server, { ...signIn, password })).status).toBe(200)
    expect((await authenticate(server, { ...signIn, password: attackersPassword })).status).toBe(
      400,
    )
  })

  test('and is its owner, with the right password, is signed in', async () => {
    const { email } = await createPerson(server)
    const { visit } = await signUp(email)
    expect(answerOf(visit).searchParams.get('code')).toBeTruthy()
  })

  test('finds the account whatever the case of the address', async () => {
    const { email } = await createPerson(server)
    await signUp(email.toUpperCase(), attackersPassword)
    expect((await mailsTo(server, email)).map(({ kind }) => kind)).toEqual(['existing_account'])
  })

  test('cannot finish with any code, not even with one that was mailed for the account', async () => {
    const owner = await createPerson(server, { emailVerified: false })
    const { browser } = await signUp(owner.email, attackersPassword)
    await authenticate(server, { grant_type: 'password', email: owner.email, password })
    const code = await codeMailedTo(server, owner.email)
    const visit = await browser.submit({ code })
    expect(visit.status).toBe(400)
    expect((await userOf(owner.email))?.emailVerified).toBe(false)
  })
})

describe('an attacker who signs up with the address of a victim first', () => {
  test('is out as soon as the victim sets a password, whatever was prepared', async () => {
    const email = newEmail('victim')
    const prepared = await signUp(email, attackersPassword)
    const pending = await authenticate(server, {
      grant_type: 'password',
      email,
      password: attackersPassword,
    })
    expect(pending.status).toBe(403)

    // The victim signs up, is told by mail that there is an account, and sets a password.
    server.deps.clock.advance(61)
    const victim = await signUp(email)
    expect(victim.visit.html).toContain('Enter the six digits')
    const [told] = await mailsTo(server, email)
    expect(told?.kind).toBe('existing_account')
    const page = new URL(victim.browser.address)
    page.pathname = '/reset-password'
    await victim.browser.visit(page.href)
    await victim.browser.submit({ email })
    await expect.poll(async () => (await mailsTo(server, email))[0]?.kind).toBe('password_reset')
    await victim.browser.visit(await linkMailedTo(server, email))
    const visit = await victim.browser.submit({ password })
    expect(answerOf(visit).searchParams.get('code')).toBeTruthy()

    const signIn = { grant_type: 'password', email, password: attackersPassword }
    expect((await authenticate(server, signIn)).status).toBe(400)
    expect((await prepared.browser.submit({ code: '123456' })).status).not.toBe(200)
    await prepared.browser.visit(authorizeUrl(server))
    expect(prepared.browser.address).toContain('/sign-in')
    const finish = {
      grant_type: 'urn:workos:oauth:grant-type:email-verification:code',
      code: '123456',
      pending_authentication_token: pending.body.pending_authentication_token,
    }
    expect((await authenticate(server, finish)).status).toBe(400)
  })

  test('gets no session of the account, however often the sign-in is tried', async () => {
    const email = newEmail('victim')
    await signUp(email, attackersPassword)
    for (let count = 0; count < 5; count++) {
      server.deps.clock.advance(61)
      const answer = await authenticate(server, {
        grant_type: 'password',
        email,
        password: attackersPassword,
      })
      expect(answer.body.code).toBe('email_verification_required')
    }
    const sessions = await server.deps.db
      .selectFrom('sessions')
      .select('id')
      .where('user_id', '=', (await userOf(email))?.id ?? '')
      .execute()
    expect(sessions).toEqual([])
  })
})
