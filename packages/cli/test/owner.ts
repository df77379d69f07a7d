import { BrowserClient } from '../../server/test/browser-client.ts'
import { signInOwner } from '../../server/test/sign-in-owner.ts'
import type { TestPlatform } from './platform.ts'

/** Makes an owner of the platform, and answers browsers in which they are signed in to the dashboard. */
export async function createOwner({ server }: TestPlatform): Promise<() => BrowserClient> {
  const { cookie } = (await signInOwner(server))(server.staging.environment)
  const [name = '', value = ''] = cookie.split('=')
  return () => {
    const browser = new BrowserClient(server)
    browser.cookies.set(name, value)
    return browser
  }
}
