import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished } from 'vitest'
import { answerOf, BrowserClient } from '../../../server/test/browser-client.ts'
import { createPerson } from '../../../server/test/people.ts'
import type { TestPlatform } from '../platform.ts'

/** Where programs and the package manager's cache are: nothing else of our environment. */
export function programs(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env
  return { PATH, HOME }
}

/** Runs what the installer says that runs it, until the test ends. */
export async function startApplication(folder: string, run: string): Promise<void> {
  const [program = 'npm', ...words] = run.split(' ')
  const child = spawn(program, words, {
    cwd: folder,
    detached: true,
    env: programs(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    if (child.exitCode !== null || child.pid === undefined) return
    process.kill(-child.pid, 'SIGTERM')
    await once(child, 'exit')
  })
}

/** To the application, through the hosted pages and back: the account page shows who came. */
export async function signInTo(port: number, platform: TestPlatform): Promise<void> {
  const person = await createPerson(platform.server)
  const origin = `http://localhost:${port}`
  const cookies = new Map<string, string>()
  const visit = async (path: string) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(new URL(path, origin), {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html', 'sec-fetch-mode': 'navigate' },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  await expect
    .poll(() =>
      visit('/').then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200)
  const browser = new BrowserClient(platform.server)
  await browser.visit((await visit('/login')).headers.get('location') ?? '')
  await browser.submit({ email: person.email })
  const answer = answerOf(await browser.submit({ password: person.password }))
  await visit(answer.href)
  const account = await (await visit('/account')).text()
  expect(account).toContain(person.email)
}
