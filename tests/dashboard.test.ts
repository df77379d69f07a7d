import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DnsServer, startDnsServer } from '../packages/server/test/dns-server.ts'
import {
  addDomain,
  addRedirect,
  chooseFor,
  domainEntry,
  openPart,
  openRoom,
  readClipboard,
  redirectEntry,
  roleEntry,
  section,
  showsNotice,
  showsRoom,
} from './dashboard-rooms.ts'
import { password, showsHeading, signIn } from './hosted-forms.ts'
import { newEmail, prepareStage, type Stage } from './stage.ts'

describe('the dashboard', () => {
  let stage: Stage
  let page: Page
  let dns: DnsServer

  beforeAll(async () => {
    dns = await startDnsServer()
    stage = await prepareStage({ LATCHKEY_DNS_SERVERS: dns.address })
    page = stage.owner.page
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  })
  beforeEach(async () => {
    await page.goto(at('staging'))
    await showsRoom(page, 'Overview')
  })
  afterEach(() => stage.closeBrowsers())
  afterAll(async () => {
    await stage?.stop()
    await dns?.stop()
  })

  const at = (path: string) => `${stage.platform.url}/dashboard/${path}`
  const dialog = () => page.getByRole('dialog')
  const confirm = (name: string) =>
    page.getByRole('alertdialog').getByRole('button', { name }).click()
  const usersWithKey = async (apiKey: string) => {
    const headers = { authorization: `Bearer ${apiKey}` }
    const response = await fetch(`${stage.platform.url}/user_management/users`, { headers })
    return response.status
  }
  const signInByApi = async (email: string) =>
    stage.platform.call('POST', '/user_management/authenticate', {
      client_id: stage.platform.clientId,
      client_secret: stage.platform.apiKey,
      grant_type: 'password',
      email,
      password,
    })

  describe('who comes in', () => {
    test('a visitor is led to sign in and back to the page of the link', async () => {
      const email = await stage.createPerson()
      const visitor = await stage.openBrowser()
      await visitor.goto(at(`staging/users?search=${email}`))
      await showsHeading(visitor, 'Sign in')
      await signIn(visitor, stage.owner.email)
      await visitor.getByRole('table').getByRole('link', { name: email }).waitFor()
      const { pathname, searchParams } = new URL(visitor.url())
      expect(pathname).toBe('/dashboard/staging/users')
      expect(searchParams.get('search')).toBe(email)
    })

    test('a user of the application is not let in', async () => {
      const email = await stage.createPerson()
      const visitor = await stage.openBrowser()
      await visitor.goto(at('staging/users'))
      await showsHeading(visitor, 'Sign in')
      expect(await visitor.getByRole('link', { name: 'Sign up' }).count()).toBe(0)
      await signIn(visitor, email)
      await visitor.getByRole('alert').filter({ hasText: 'is wrong' }).waitFor()
    })

    test('an owner who signs out has to sign in again', async () => {
      const visitor = await stage.openBrowser()
      await visitor.goto(at('staging'))
      await signIn(visitor, stage.owner.email)
      await showsRoom(visitor, 'Overview')
      await visitor.getByRole('button', { name: /^Account:/ }).click()
      await visitor.getByRole('menuitem', { name: 'Sign out' }).click()
      await showsHeading(visitor, 'Sign in')
      await visitor.goto(at('staging'))
      await showsHeading(visitor, 'Sign in')
    })
  })

  test('another environment opens in the same room, and shows nothing of the first', async () => {
    const email = await stage.createPerson()
    await openRoom(page, 'Users')
    await page.getByRole('link', { name: email }).waitFor()
    await page.getByRole('button', { name: /^Environment:/ }).click()
    await page.getByRole('menuitemradio', { name: 'Production' }).click()
    await page.getByText('No users yet').waitFor()
    expect(page.url()).toBe(at('production/users'))
    expect(await page.getByRole('link', { name: email }).count()).toBe(0)
    // The environment visited last is where the dashboard opens.
    await page.goto(`${stage.platform.url}/dashboard`)
    await page.waitForURL(at('production'))
  })

  test('whoever opens a room by keyboard begins at it, and hears and reads its name', async () => {
    for (const name of ['Users', 'Feature flags']) {
      const link = page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name })
      await link.press('Enter')
      await showsRoom(page, name)
      await page.getByRole('main', { name }).and(page.locator(':focus')).waitFor()
      expect(await page.title()).toBe(`${name} · Staging · Latchkey`)
    }
  })

  test('a notice lies on no act of the page below it once that is scrolled to its end', async () => {
    const { id } = await stage.platform.call('POST', '/organizations', { name: 'Elderberry' })
    await page.setViewportSize({ width: 1280, height: 560 })
    await page.goto(at(`staging/organizations/${id}`))
    await showsRoom(page, 'Elderberry')
    await page.getByRole('switch', { name: 'Members need an authenticator app' }).click()
    const words = 'Members set up an authenticator app at their next sign-in.'
    const notice = page.getByRole('status').filter({ hasText: words })
    // It stays for as long as it is pointed at.
    await notice.getByText(words).hover()
    const last = page.getByRole('button', { name: 'Delete organization' })
    const lastAct = await last.evaluate((button) => {
      scrollTo(0, document.documentElement.scrollHeight)
      return button.getBoundingClientRect().bottom
    })
    expect(lastAct).toBeLessThan((await notice.boundingBox())?.y ?? 0)
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  describe('API keys', () => {
    const rowOf = (name: string) => page.getByRole('row').filter({ hasText: name })
    const createKey = async (name: string) => {
      await page.getByRole('button', { name: 'Create API key' }).first().click()
      await dialog().getByLabel('Name').fill(name)
      await dialog().getByRole('button', { name: 'Create API key' }).click()
      await dialog().getByText(`“${name}” is ready`).waitFor()
      await dialog().getByRole('button', { name: 'Copy as a line of .env' }).click()
      await expect.poll(() => readClipboard(page)).toMatch(/^WORKOS_API_KEY='sk_\w+'$/)
      const [, value] = /'(.*)'/.exec(await readClipboard(page)) ?? []
      await dialog().getByRole('button', { name: 'Done' }).click()
      return value as string
    }

    test('a key of Staging is created, works, is shown again, and is revoked', async () => {
      await openRoom(page, 'API keys')
      const value = await createKey('Web server')
      expect(await usersWithKey(value)).toBe(200)
      await rowOf('Web server')
        .getByRole('button', { name: /^Reveal/ })
        .click()
      await rowOf('Web server').getByText(value).waitFor()
      await rowOf('Web server').getByRole('button', { name: 'Revoke Web server' }).click()
      await confirm('Revoke key')
      await showsNotice(page, '“Web server” was revoked.')
      await rowOf('Web server').waitFor({ state: 'detached' })
      expect(await usersWithKey(value)).toBe(401)
    })

    test('a key of Production is shown once', async () => {
      await page.goto(at('production/api-keys'))
      await showsRoom(page, 'API keys')
      const value = await createKey('Live server')
      expect(value).toMatch(/^sk_live_/)
      await rowOf('Live server').waitFor()
      expect(
        await rowOf('Live server')
          .getByRole('button', { name: /^Reveal/ })
          .count(),
      ).toBe(0)
      expect(await page.content()).not.toContain(value)
    })

    test('a key without a name is refused at the field', async () => {
      await openRoom(page, 'API keys')
      await page.getByRole('button', { name: 'Create API key' }).first().click()
      await dialog().getByRole('button', { name: 'Create API key' }).click()
      await dialog().getByRole('alert').waitFor()
      expect(await dialog().getByLabel('Name').getAttribute('aria-invalid')).toBe('true')
    })
  })

  describe('redirects', () => {
    beforeEach(() => openRoom(page, 'Redirects'))

    test.each([
      ['localhost/callback', 'Enter an absolute URI'],
      ['http://localhost:3000/call back', 'a space'],
      ['http://localhost:3000/callback#part', 'cannot have a fragment'],
      ['https://*.vercel.app/callback', 'Anybody can have a name under vercel.app'],
      ['https://app.*.example.com/callback', 'leftmost part of the host'],
      ['https://*.*.example.com/callback', 'one wildcard'],
      ['javascript:alert(1)', 'Enter an absolute URI'],
    ])('%s is refused at the field, which keeps what was typed', async (uri, words) => {
      const field = section(page, 'Redirect URIs').getByLabel('New redirect URI')
      await addRedirect(page, 'Redirect URIs', 'redirect URI', uri)
      await section(page, 'Redirect URIs').getByRole('alert').filter({ hasText: words }).waitFor()
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      expect(await field.inputValue()).toBe(uri)
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    })

    test('an address that is there already is refused at the field', async () => {
      await addRedirect(page, 'Redirect URIs', 'redirect URI', `${stage.example.url}/callback`)
      const refusal = section(page, 'Redirect URIs').getByRole('alert')
      await refusal.filter({ hasText: 'already exists' }).waitFor()
    })

    test('the default is not deleted, another entry is', async () => {
      const uri = 'https://deleted.example.com/callback'
      await addRedirect(page, 'Redirect URIs', 'redirect URI', uri)
      const byDefault = redirectEntry(page, 'Redirect URIs', `${stage.example.url}/callback`)
      await byDefault.getByRole('button', { name: /^Actions/ }).click()
      const remove = page.getByRole('menuitem', { name: 'Delete' })
      expect(await remove.getAttribute('aria-disabled')).toBe('true')
      await page.keyboard.press('Escape')
      const added = redirectEntry(page, 'Redirect URIs', uri)
      await added.getByRole('button', { name: /^Actions/ }).click()
      await remove.click()
      await confirm('Delete redirect URI')
      await added.waitFor({ state: 'detached' })
    })

    test('a CORS origin is added as browsers write it, and deleted', async () => {
      const add = (origin: string) => addRedirect(page, 'CORS origins', 'CORS origin', origin)
      const origins = section(page, 'CORS origins')
      await add('https://app.example.com/callback')
      const refusal = origins.getByRole('alert')
      await refusal.filter({ hasText: 'Here that is https://app.example.com.' }).waitFor()
      await add('https://app.example.com')
      const added = redirectEntry(page, 'CORS origins', 'https://app.example.com')
      await added.waitFor()
      await add('https://app.example.com')
      await refusal.filter({ hasText: 'already exists' }).waitFor()
      await added.getByRole('button', { name: /^Actions/ }).click()
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await confirm('Delete CORS origin')
      await added.waitFor({ state: 'detached' })
    })

    test('a sign-in endpoint that is no address is refused at the field, an empty one is taken away', async () => {
      const endpoint = section(page, 'Sign-in endpoint')
      const field = endpoint.getByLabel('Sign-in endpoint')
      await field.fill('login')
      await endpoint.getByRole('button', { name: 'Save' }).click()
      await endpoint.getByRole('alert').waitFor()
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      await field.fill('')
      await endpoint.getByRole('button', { name: 'Save' }).click()
      await showsNotice(page, 'Sign-in endpoint removed.')
      await page.reload()
      await showsRoom(page, 'Redirects')
      expect(await endpoint.getByLabel('Sign-in endpoint').inputValue()).toBe('')
    })
  })

  describe('users', () => {
    beforeEach(() => openRoom(page, 'Users'))

    test('a user is created, signs in with the password, and is deleted', async () => {
      const email = newEmail()
      await page.getByRole('button', { name: 'Create user' }).first().click()
      await dialog().getByLabel('Email', { exact: true }).fill(email)
      await dialog().getByLabel('First name').fill('Ada')
      await dialog().getByLabel('Last name').fill('Lovelace')
      await dialog().getByLabel('Password').fill(password)
      await dialog().getByRole('switch').click()
      await dialog().getByRole('button', { name: 'Create user' }).click()
      await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
      await page.getByText('Verified', { exact: true }).waitFor()
      expect((await signInByApi(email)).user.email).toBe(email)

      await page.getByRole('button', { name: 'Delete user' }).click()
      await confirm('Delete user')
      await showsNotice(page, `${email} was deleted.`)
      await showsRoom(page, 'Users')
      await page.getByRole('link', { name: email }).waitFor({ state: 'detached' })
      await expect(signInByApi(email)).rejects.toThrow('invalid_credentials')
    })

    test('wrong values of a new user are refused at their fields', async () => {
      await page.getByRole('button', { name: 'Create user' }).first().click()
      await dialog().getByLabel('Email', { exact: true }).fill('nobody')
      await dialog().getByRole('button', { name: 'Create user' }).click()
      await dialog().getByRole('alert').waitFor()
      const field = dialog().getByLabel('Email', { exact: true })
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      await field.fill(newEmail())
      await dialog().getByLabel('Password').fill('short')
      await dialog().getByRole('button', { name: 'Create user' }).click()
      await dialog().getByRole('alert').filter({ hasText: '10 characters' }).waitFor()
    })

    test('an address that is taken is refused', async () => {
      const email = await stage.createPerson()
      await page.getByRole('button', { name: 'Create user' }).first().click()
      await dialog().getByLabel('Email', { exact: true }).fill(email)
      await dialog().getByRole('button', { name: 'Create user' }).click()
      await dialog().getByRole('alert').filter({ hasText: 'not available' }).waitFor()
    })

    test('the search finds one of many, and a page holds its share of them', async () => {
      const email = await stage.createPerson()
      for (let count = 0; count < 26; count++) await stage.createPerson()
      await page.reload()
      await showsRoom(page, 'Users')
      const rows = page.getByRole('table').getByRole('link')
      const firstOfPage = await rows.first().textContent()
      await page.getByRole('button', { name: 'Next' }).click()
      await expect.poll(() => rows.first().textContent()).not.toBe(firstOfPage)
      await page.getByRole('button', { name: 'Previous' }).click()
      await expect.poll(() => rows.first().textContent()).toBe(firstOfPage)

      await page.getByRole('searchbox').fill(email)
      await expect.poll(() => rows.count()).toBe(1)
      await page.getByRole('link', { name: email }).waitFor()
      await page.getByRole('searchbox').fill('nobody-at-all')
      await page.getByText('No user matches “nobody-at-all”').waitFor()
    })

    test('sessions are revoked one by one and all at once', async () => {
      const email = await stage.createPerson()
      const sessions = [
        await signInByApi(email),
        await signInByApi(email),
        await signInByApi(email),
      ]
      const refresh = ({ refresh_token }: { refresh_token: string }) =>
        stage.platform.call('POST', '/user_management/authenticate', {
          client_id: stage.platform.clientId,
          client_secret: stage.platform.apiKey,
          grant_type: 'refresh_token',
          refresh_token,
        })
      await page.goto(at(`staging/users/${sessions[0].user.id}`))
      const list = section(page, 'Sessions')
      const revokes = list.getByRole('button', { name: /^Revoke the session/ })
      await expect.poll(() => revokes.count()).toBe(3)
      await revokes.first().click()
      await confirm('Revoke session')
      await expect.poll(() => revokes.count()).toBe(2)
      const outcomes = await Promise.allSettled(sessions.map(refresh))
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1)
      await list.getByRole('button', { name: 'Revoke all' }).click()
      await confirm('Revoke all sessions')
      await list.getByText('Not signed in anywhere.').waitFor()
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') continue
        await expect(refresh(outcome.value)).rejects.toThrow('invalid_grant')
      }
    })
  })

  describe('organizations', () => {
    const create = async (fields: object) => stage.platform.call('POST', '/organizations', fields)
    const read = async (id: string) => stage.platform.call('GET', `/organizations/${id}`)
    const idOnPage = () => page.url().split('/').at(-1) as string
    const open = async (organization: { id: string; name: string }) => {
      await page.goto(at(`staging/organizations/${organization.id}`))
      await showsRoom(page, organization.name)
    }

    test('an organization is created with a domain, edited, and deleted', async () => {
      await openRoom(page, 'Organizations')
      await page.getByRole('button', { name: 'Create organization' }).first().click()
      await dialog().getByLabel('Name').fill('Acme Inc.')
      await dialog().getByLabel('Domain').fill('acme.example.com')
      await dialog().getByRole('button', { name: 'Create organization' }).click()
      await showsRoom(page, 'Acme Inc.')
      await domainEntry(page, 'acme.example.com').getByText('Pending').waitFor()
      const id = idOnPage()

      await page.getByRole('button', { name: 'Edit' }).click()
      await dialog().getByLabel('Name').fill('Acme Ltd.')
      await dialog().getByLabel('External ID').fill('customer-1')
      for (const [index, [key, value]] of [
        ['tier', 'diamond'],
        ['seats', '12'],
      ].entries()) {
        await dialog().getByRole('button', { name: 'Add pair' }).click()
        await dialog()
          .getByLabel(`Key of pair ${index + 1}`)
          .fill(key as string)
        await dialog()
          .getByLabel(`Value of pair ${index + 1}`)
          .fill(value as string)
      }
      await dialog().getByRole('button', { name: 'Save changes' }).click()
      await showsRoom(page, 'Acme Ltd.')
      const edited = { name: 'Acme Ltd.', external_id: 'customer-1' }
      expect(await read(id)).toMatchObject({
        ...edited,
        metadata: { tier: 'diamond', seats: '12' },
      })

      await page.getByRole('button', { name: 'Edit' }).click()
      await dialog().getByRole('button', { name: 'Remove pair 1' }).click()
      await dialog().getByLabel('External ID').fill('')
      await dialog().getByRole('button', { name: 'Save changes' }).click()
      await dialog().waitFor({ state: 'detached' })
      expect(await read(id)).toMatchObject({ external_id: null })
      expect(Object.keys((await read(id)).metadata)).toHaveLength(1)

      await page.getByRole('button', { name: 'Delete organization' }).click()
      await confirm('Delete organization')
      await showsNotice(page, 'Acme Ltd. was deleted.')
      await showsRoom(page, 'Organizations')
      await expect(read(id)).rejects.toThrow('404')
    })

    test('wrong values of a new organization are refused at their fields', async () => {
      await page.goto(at('staging/organizations?create=true'))
      await dialog().getByLabel('Domain').fill('gmail.com')
      await dialog().getByRole('button', { name: 'Create organization' }).click()
      await dialog().getByRole('alert').first().waitFor()
      await dialog().getByLabel('Name').fill('Acme')
      await dialog().getByRole('button', { name: 'Create organization' }).click()
      await dialog().getByRole('alert').filter({ hasText: 'Anybody can have a mailbox' }).waitFor()
    })

    test('a domain is proven by the record that the page shows', async () => {
      const organization = await create({ name: 'Proves' })
      await open(organization)
      await addDomain(page, 'https://proves.example.com')
      await section(page, 'Domains').getByRole('alert').waitFor()
      await addDomain(page, 'proves.example.com')
      const entry = domainEntry(page, 'proves.example.com')
      await entry.getByRole('button', { name: 'Copy the name of the record' }).click()
      await expect.poll(() => readClipboard(page)).toMatch(/\.proves\.example\.com$/)
      const name = await readClipboard(page)
      await entry.getByRole('button', { name: 'Copy the value of the record' }).click()
      await expect.poll(() => readClipboard(page)).toMatch(/^\w{25}$/)
      const value = await readClipboard(page)

      await entry.getByRole('button', { name: 'Check now' }).click()
      await entry.getByText('No TXT record there yet').waitFor()
      dns.put('proves.example.com', 'something-else')
      await entry.getByRole('button', { name: 'Check now' }).click()
      await entry.getByText('something-else').waitFor()
      dns.put(name, value)
      await entry.getByRole('button', { name: 'Check now' }).click()
      await entry.getByText('by its DNS').waitFor()
      expect((await read(organization.id)).domains).toMatchObject([{ state: 'verified' }])
    })

    test('a domain is marked as verified, and deleted', async () => {
      const domain_data = [{ domain: 'vouched.example.com', state: 'pending' }]
      const organization = await create({ name: 'Vouches', domain_data })
      await open(organization)
      await chooseFor(page, 'vouched.example.com', 'Mark as verified')
      await confirm('Mark as verified')
      await domainEntry(page, 'vouched.example.com').getByText('by hand').waitFor()
      await chooseFor(page, 'vouched.example.com', 'Delete')
      await confirm('Delete domain')
      await page.getByText('No domain yet').waitFor()
      expect((await read(organization.id)).domains).toEqual([])
    })

    test('a search that ended is begun again', async () => {
      const domain_data = (state: string) => [{ domain: 'late.example.com', state }]
      const organization = await create({ name: 'Late', domain_data: domain_data('pending') })
      const first = await create({ name: 'First', domain_data: domain_data('verified') })
      await open(organization)
      await domainEntry(page, 'late.example.com').getByText('Failed').waitFor()
      await page.getByRole('button', { name: 'Start again' }).click()
      await page.getByText('already verified by another organization').waitFor()
      await stage.platform.call('DELETE', `/organizations/${first.id}`)
      await page.getByRole('button', { name: 'Start again' }).click()
      await domainEntry(page, 'late.example.com').getByText('Pending').waitFor()
    })

    test('the search finds one by its name or its domain, and a page holds its share', async () => {
      for (let count = 0; count < 26; count++) {
        const domain_data = [{ domain: `shop-${count}.example.com`, state: 'pending' }]
        await create({ name: `Shop ${count}`, domain_data })
      }
      await openRoom(page, 'Organizations')
      const rows = page.getByRole('table').getByRole('link')
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByRole('button', { name: 'Previous' }).and(page.locator(':enabled')).waitFor()
      expect(await rows.count()).toBeLessThan(25)
      for (const [typed, found] of [
        ['shop 17', 'Shop 17'],
        ['shop-3.example', 'Shop 3'],
      ] as const) {
        await page.getByRole('searchbox').fill(typed)
        await page.getByRole('link', { name: found, exact: true }).waitFor()
        await expect.poll(() => rows.count()).toBe(1)
      }
      await page.getByRole('searchbox').fill('nobody')
      await page.getByText('No organization matches').waitFor()
    })
  })

  describe('members of an organization', () => {
    const memberships = '/user_management/organization_memberships'
    const rowOf = (email: string) => page.getByRole('row').filter({ hasText: email })
    const statusOf = async (id: string) => stage.platform.call('GET', `${memberships}/${id}`)
    const open = async () => {
      const organization = await stage.platform.call('POST', '/organizations', { name: 'Birch' })
      await page.goto(at(`staging/organizations/${organization.id}/members`))
      await showsRoom(page, 'Birch')
      return organization.id as string
    }
    const add = async (email: string, role: string) => {
      await section(page, 'Members').getByRole('button', { name: 'Add member' }).click()
      await dialog().getByLabel('Email').fill(email)
      await dialog().getByRole('radio', { name: role }).click()
      await dialog().getByRole('button', { name: 'Add member' }).click()
    }

    test('a user is added, gets another role, is deactivated, reactivated and removed', async () => {
      const email = await stage.createPerson()
      const organization_id = await open()
      await page.getByText('Nobody yet').waitFor()
      await add(email, 'Admin')
      await showsNotice(page, `${email} was added to Birch.`)
      await rowOf(email).getByRole('cell', { name: 'Admin', exact: true }).waitFor()
      const query = `organization_id=${organization_id}`
      const { data } = await stage.platform.call('GET', `${memberships}?${query}`)
      const [{ id }] = data

      await chooseFor(page, email, 'Change roles')
      await dialog().getByRole('radio', { name: 'Member' }).click()
      await dialog().getByRole('button', { name: 'Save changes' }).click()
      await showsNotice(page, `The roles of ${email} were saved.`)
      expect(await statusOf(id)).toMatchObject({ status: 'active', roles: [{ slug: 'member' }] })

      await chooseFor(page, email, 'Deactivate')
      await confirm('Deactivate member')
      await rowOf(email).getByText('Inactive', { exact: true }).waitFor()
      expect(await statusOf(id)).toMatchObject({ status: 'inactive' })
      await chooseFor(page, email, 'Reactivate')
      await rowOf(email).getByText('Active', { exact: true }).waitFor()
      expect(await statusOf(id)).toMatchObject({ status: 'active' })

      await chooseFor(page, email, 'Remove')
      await confirm('Remove member')
      await page.getByText('Nobody yet').waitFor()
      await expect(statusOf(id)).rejects.toThrow('404')
    })

    test('an address of nobody, and of somebody who is in already, is refused at the field', async () => {
      const email = await stage.createPerson()
      await open()
      await add('nobody@example.com', 'Member')
      await dialog().getByRole('alert').filter({ hasText: 'No user of this environment' }).waitFor()
      await dialog().getByLabel('Email').fill(email)
      await dialog().getByRole('button', { name: 'Add member' }).click()
      await rowOf(email).waitFor()
      await add(email, 'Member')
      await dialog().getByRole('alert').filter({ hasText: 'already' }).waitFor()
      expect(await dialog().getByLabel('Email').getAttribute('aria-invalid')).toBe('true')
    })

    test('an organization has a role of its own, and its own default', async () => {
      const id = await open()
      await openPart(page, 'Roles')
      const roles = section(page, 'Roles')
      await roles.getByRole('button', { name: 'Create role' }).click()
      await dialog().getByLabel('Name').fill('Bookkeeper')
      await dialog().getByRole('button', { name: 'Create role' }).click()
      await showsNotice(page, 'Bookkeeper was created.')
      await chooseFor(page, 'Bookkeeper', 'Make default')
      await confirm('Make default')
      await roleEntry(page, 'Bookkeeper').getByText('Default').waitFor()
      const { id: user_id } = await stage.platform.call('POST', '/user_management/users', {
        email: newEmail(),
      })
      const member = await stage.platform.call('POST', memberships, {
        user_id,
        organization_id: id,
      })
      expect(member.role).toEqual({ slug: 'org-bookkeeper' })

      await chooseFor(page, 'Member', 'Make default')
      await confirm('Make default')
      await roleEntry(page, 'Member').getByText('Default').waitFor()
      await chooseFor(page, 'Bookkeeper', 'Delete')
      await confirm('Delete role')
      const refusal = page.getByRole('alertdialog').getByRole('alert')
      await refusal.filter({ hasText: 'Give them another one first' }).waitFor()
    })
  })

  describe('roles', () => {
    const rolesPath = '/authorization/roles'
    const orderOfRoles = async () => {
      const { data } = await stage.platform.call('GET', rolesPath)
      return data.map(({ slug }: { slug: string }) => slug)
    }
    beforeEach(() => openRoom(page, 'Roles'))

    test('a permission and a role that gives it are created, edited and deleted', async () => {
      const permissions = section(page, 'Permissions')
      await permissions.getByText('None of your own yet').waitFor()
      await permissions.getByRole('button', { name: 'Create permission' }).click()
      await dialog().getByLabel('Name').fill('Write documents')
      expect(await dialog().getByLabel('Slug').inputValue()).toBe('write-documents')
      await dialog().getByLabel('Slug').fill('documents:write')
      await dialog().getByRole('button', { name: 'Create permission' }).click()
      await showsNotice(page, 'Write documents was created.')

      await page.getByRole('button', { name: 'Create role' }).click()
      await dialog().getByLabel('Name').fill('Editor')
      await dialog().getByRole('checkbox', { name: 'Write documents' }).click()
      await dialog().getByRole('button', { name: 'Create role' }).click()
      await roleEntry(page, 'Editor').getByText('1 permission').waitFor()
      const read = () => stage.platform.call('GET', `${rolesPath}/editor`)
      expect(await read()).toMatchObject({ name: 'Editor', permissions: ['documents:write'] })

      await chooseFor(page, 'Editor', 'Edit')
      await dialog().getByLabel('Description').fill('Writes and publishes')
      await dialog().getByRole('checkbox', { name: 'Write documents' }).click()
      await dialog().getByRole('button', { name: 'Save changes' }).click()
      await roleEntry(page, 'Editor').getByText('No permissions').waitFor()
      expect(await read()).toMatchObject({ description: 'Writes and publishes', permissions: [] })

      await chooseFor(page, 'Editor', 'Delete')
      await page.getByRole('alertdialog').getByText('gets the default role, Member').waitFor()
      await confirm('Delete role')
      await showsNotice(page, 'Editor was deleted.')
      expect(await roleEntry(page, 'Editor').count()).toBe(0)
      await expect(read()).rejects.toThrow('404')
      await chooseFor(page, 'Write documents', 'Delete')
      await confirm('Delete permission')
      await permissions.getByText('None of your own yet').waitFor()
    })

    test('the keyboard moves a role, and stays with it', async () => {
      expect(await orderOfRoles()).toEqual(['admin', 'member'])
      const up = page.getByRole('button', { name: 'Move Member up' })
      await up.focus()
      await page.keyboard.press('Enter')
      await page.getByText('Member is number 1 of 2.').waitFor()
      await expect.poll(orderOfRoles).toEqual(['member', 'admin'])
      expect(await up.evaluate((element) => element === document.activeElement)).toBe(true)
      expect(await up.getAttribute('aria-disabled')).toBe('true')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Move Member down' }).press('Enter')
      await expect.poll(orderOfRoles).toEqual(['admin', 'member'])
    })

    test('slugs that are taken or not allowed are refused at the field', async () => {
      await page.getByRole('button', { name: 'Create role' }).click()
      await dialog().getByLabel('Name').fill('Admin')
      await dialog().getByRole('button', { name: 'Create role' }).click()
      await dialog().getByRole('alert').filter({ hasText: 'exists already' }).waitFor()
      await dialog().getByLabel('Slug').fill('Not a slug')
      await dialog().getByRole('button', { name: 'Create role' }).click()
      const alert = dialog().getByRole('alert')
      await alert.filter({ hasText: 'This must be made of a-z, 0-9 and _ : . * -.' }).waitFor()
      await expect.poll(() => dialog().getByLabel('Slug').getAttribute('aria-invalid')).toBe('true')
    })

    test('the default role and permissions of the system are not deleted', async () => {
      await page.getByRole('button', { name: 'Actions for Member' }).click()
      const remove = page.getByRole('menuitem', { name: 'Delete' })
      expect(await remove.getAttribute('aria-disabled')).toBe('true')
      await page.keyboard.press('Escape')
      const system = page.getByRole('row').filter({ hasText: 'widgets:sso:manage' })
      await system.getByText('System').waitFor()
      expect(await system.getByRole('button', { name: /^Actions/ }).count()).toBe(0)
    })

    test('members hold several roles once that is allowed', async () => {
      const email = await stage.createPerson()
      const organization = await stage.platform.call('POST', '/organizations', { name: 'Cedar' })
      const several = page.getByRole('switch', { name: /^A member can hold several roles/ })
      await several.click()
      await showsNotice(page, 'Members can hold several roles.')
      await page.goto(at(`staging/organizations/${organization.id}/members`))
      await showsRoom(page, 'Cedar')
      await section(page, 'Members').getByRole('button', { name: 'Add member' }).click()
      await dialog().getByLabel('Email').fill(email)
      await dialog().getByRole('checkbox', { name: 'Admin' }).click()
      await dialog().getByRole('button', { name: 'Add member' }).click()
      const row = page.getByRole('row').filter({ hasText: email })
      const roles = row.getByRole('cell').nth(1)
      await expect.poll(() => roles.textContent()).toBe('AdminMember')
      await openRoom(page, 'Roles')
      await several.click()
      await showsNotice(page, 'the highest that they hold')
    })
  })

  describe('the JWT template', () => {
    const template = '/user_management/jwt_template'
    const open = async () => {
      await page.goto(at('staging/authentication/jwt-template'))
      await showsRoom(page, 'JWT template')
    }
    const editor = () => page.getByLabel('Template', { exact: true })
    const save = () => page.getByRole('button', { name: 'Save template' }).click()

    test('is begun with an example, tried with a user, and saved for the next tokens', async () => {
      const email = await stage.createPerson()
      await openRoom(page, 'Authentication')
      await page.getByRole('link', { name: 'Edit the JWT template' }).click()
      await page.getByRole('button', { name: 'Start with this example' }).click()
      await page.getByText('"plan": "free"').waitFor()
      await page.getByLabel('User', { exact: true }).fill(email)
      await page.getByText(`"email": "${email}"`).waitFor()
      await save()
      await showsNotice(page, 'JWT template saved.')
      const { access_token } = await signInByApi(email)
      const claims = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString())
      expect(claims).toMatchObject({ email, plan: 'free' })
    })

    test('is deleted, and the next tokens do without it', async () => {
      await stage.platform.call('PUT', template, { content: '{"plan": "free"}' })
      await open()
      await page.getByRole('button', { name: 'Delete template' }).click()
      await confirm('Delete template')
      await showsNotice(page, 'JWT template deleted.')
      await page.getByText('No JWT template yet').waitFor()
      await expect(stage.platform.call('GET', template)).rejects.toThrow('404')
      const { access_token } = await signInByApi(await stage.createPerson())
      const claims = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString())
      expect(claims).not.toHaveProperty('plan')
    })

    test('is refused in the words of the server, and the one before is kept', async () => {
      await stage.platform.call('PUT', template, { content: '{"a": 1}' })
      await open()
      await editor().fill('{"sub": "somebody"}')
      await save()
      await page.getByRole('alert').filter({ hasText: 'Keys reserved (sub)' }).waitFor()
      expect(await editor().getAttribute('aria-invalid')).toBe('true')
      expect((await stage.platform.call('GET', template)).content).toBe('{"a": 1}')
    })

    test('takes a variable where the cursor is', async () => {
      await stage.platform.call('PUT', template, { content: '{"a": 1}' })
      await open()
      await editor().fill('{"who": }')
      await editor().press('End')
      await editor().press('ArrowLeft')
      await page.getByRole('button', { name: 'Insert user.email', exact: true }).click()
      expect(await editor().inputValue()).toBe('{"who": {{ user.email }}}')
      await page.keyboard.type(' ')
      expect(await editor().inputValue()).toBe('{"who": {{ user.email }} }')
    })

    test('is previewed in an organization of the user', async () => {
      await stage.platform.call('PUT', template, { content: '{"org": {{ organization.name }}}' })
      const email = await stage.createPerson()
      const organization = await stage.platform.call('POST', '/organizations', { name: 'Dogwood' })
      const { data } = await stage.platform.call('GET', `/user_management/users?email=${email}`)
      await stage.platform.call('POST', '/user_management/organization_memberships', {
        user_id: data[0].id,
        organization_id: organization.id,
      })
      await open()
      await page.getByLabel('User', { exact: true }).fill(email)
      await page.getByLabel('Organization', { exact: true }).selectOption('Dogwood')
      await page.getByText('"org": "Dogwood"').waitFor()
      await page.getByLabel('User', { exact: true }).fill('nobody@example.com')
      await page.getByRole('alert').filter({ hasText: 'No user' }).waitFor()
    })
  })

  test('a mail that is sent from a user’s page is read in the Emails room', async () => {
    const email = newEmail()
    const user = await stage.platform.call('POST', '/user_management/users', { email })
    await page.goto(at(`staging/users/${user.id}`))
    await page.getByRole('button', { name: 'Send verification mail' }).click()
    await showsNotice(page, `A verification code is on its way to ${email}.`)
    await section(page, 'Mails').getByRole('link', { name: 'Emails' }).click()
    await page.getByRole('list', { name: 'Emails' }).getByRole('link', { name: email }).click()
    const code = await stage.codeMailedTo(email)
    const mail = page.getByRole('article')
    await mail.frameLocator('iframe').getByText(code).first().waitFor()
    await mail.getByRole('radio', { name: 'Text' }).click()
    await mail.locator('pre').filter({ hasText: code }).waitFor()
    // The verification mail is not offered again once the address is verified.
    await stage.platform.call('PUT', `/user_management/users/${user.id}`, { email_verified: true })
    await page.goto(at(`staging/users/${user.id}`))
    await page.getByRole('button', { name: 'Send password reset' }).waitFor()
    expect(await page.getByRole('button', { name: 'Send verification mail' }).count()).toBe(0)
  })

  test('the authenticator app of somebody who lost it is deleted', async () => {
    const email = await stage.createPerson()
    const { data } = await stage.platform.call('GET', `/user_management/users?email=${email}`)
    const path = `/user_management/users/${data[0].id}/auth_factors`
    const totp_secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
    await stage.platform.call('POST', path, { type: 'totp', totp_secret })
    await expect(signInByApi(email)).rejects.toThrow('mfa_challenge')
    await page.goto(at(`staging/users/${data[0].id}`))
    const factors = section(page, 'Authentication factors')
    await factors.getByRole('button', { name: 'Delete the factor Authenticator app' }).click()
    await confirm('Delete factor')
    await showsNotice(page, 'Authentication factor deleted.')
    await factors.getByText('None. An authenticator app is set up at sign-in.').waitFor()
    await signInByApi(email)
  })

  describe('authentication settings', () => {
    beforeEach(() => openRoom(page, 'Authentication'))
    const createUser = (value: string) =>
      stage.platform.call('POST', '/user_management/users', { email: newEmail(), password: value })

    test('a password policy is saved, and applies at once', async () => {
      const passwords = section(page, 'Passwords')
      const save = passwords.getByRole('button', { name: 'Save changes' })
      expect(await save.isDisabled()).toBe(true)
      await passwords.getByLabel('Minimum length').fill('20')
      await save.click()
      await showsNotice(page, 'Password policy saved.')
      await expect(createUser('tidewater-plum-19x')).rejects.toThrow('password_too_short')
      await page.reload()
      await showsRoom(page, 'Authentication')
      expect(await passwords.getByLabel('Minimum length').inputValue()).toBe('20')
      await passwords.getByLabel('Minimum length').fill('10')
      await save.click()
      await showsNotice(page, 'Password policy saved.')
      await createUser('tidewater-plum-19x')
    })

    test.each(['0', '5000', ''])(
      'a minimum length of "%s" is refused at the field',
      async (length) => {
        const passwords = section(page, 'Passwords')
        await passwords.getByLabel('Minimum length').fill(length)
        await passwords.getByRole('button', { name: 'Save changes' }).click()
        await passwords.getByRole('alert').waitFor()
        const field = passwords.getByLabel('Minimum length')
        expect(await field.getAttribute('aria-invalid')).toBe('true')
      },
    )

    test('an authenticator app is required of everybody, until it is not', async () => {
      const everybody = page.getByRole('switch', { name: /^Everybody needs an authenticator app/ })
      const email = await stage.createPerson()
      await everybody.click()
      await showsNotice(page, 'Everybody sets up an authenticator app at the next sign-in.')
      await expect(signInByApi(email)).rejects.toThrow('mfa_enrollment')
      await everybody.click()
      await showsNotice(page, 'Only people who have an authenticator app are asked for its code.')
      await signInByApi(email)
    })

    test('an access token lives as long as it is set to', async () => {
      const sessions = section(page, 'Sessions')
      await sessions.getByLabel('Access token duration', { exact: true }).fill('1')
      await sessions.getByRole('button', { name: 'Save changes' }).click()
      await showsNotice(page, 'Session lifetimes saved.')
      const { access_token } = await signInByApi(await stage.createPerson())
      const { iat, exp } = JSON.parse(
        Buffer.from(access_token.split('.')[1], 'base64url').toString(),
      )
      expect(exp - iat).toBe(60)
    })

    test('sign-up is closed and opened again', async () => {
      const anyone = page.getByRole('switch', { name: /^Anyone can sign up/ })
      await anyone.click()
      await showsNotice(page, 'Only people you create or invite can sign in.')
      const visitor = await stage.openBrowser()
      await visitor.goto(stage.authorizeUrl({ screen_hint: 'sign-up' }))
      await showsHeading(visitor, 'Sign-up is closed')
      await anyone.click()
      await showsNotice(page, 'Anyone can sign up.')
      await visitor.goto(stage.authorizeUrl({ screen_hint: 'sign-up' }))
      await showsHeading(visitor, 'Sign up')
    })

    test('sign-up asks for names, and no longer', async () => {
      const names = page.getByRole('switch', { name: /^New people give their names/ })
      const visitor = await stage.openBrowser()
      const openSignUpPage = async () => {
        await visitor.goto(stage.authorizeUrl({ screen_hint: 'sign-up' }))
        await showsHeading(visitor, 'Sign up')
      }
      await names.click()
      await showsNotice(page, 'Sign-up asks for first and last name.')
      await openSignUpPage()
      await visitor.getByLabel('First name').waitFor()
      await names.click()
      await showsNotice(page, 'Sign-up asks for no names.')
      await openSignUpPage()
      expect(await visitor.getByLabel('First name').count()).toBe(0)
    })
  })

  test('a change that the server does not hear of is told, and can be tried again', async () => {
    await openRoom(page, 'Redirects')
    await page.route('**/user_management/redirect_uris', (route) => route.abort())
    const uri = 'https://later.example.com/callback'
    await addRedirect(page, 'Redirect URIs', 'redirect URI', uri)
    const failure = section(page, 'Redirect URIs').getByRole('alert')
    await failure.filter({ hasText: 'The redirect URI was not added' }).waitFor()
    await page.unroute('**/user_management/redirect_uris')
    await section(page, 'Redirect URIs').getByRole('button', { name: 'Add redirect URI' }).click()
    await redirectEntry(page, 'Redirect URIs', uri).waitFor()
  })
})
