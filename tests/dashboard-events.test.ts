import { WorkOS } from '@workos-inc/node'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Receiver, startReceiver } from '../packages/server/test/receiver.ts'
import { launchBrowser, openPage } from './browser.ts'
import { openRoom, readClipboard, section, showsNotice, showsRoom } from './dashboard-rooms.ts'
import { password } from './hosted-forms.ts'
import { createOwner, type Owner } from './owner.ts'
import { type Platform, startPlatform } from './platform.ts'
import { newEmail } from './stage.ts'

/** What happened, whom it was told, and who has the last word: the rooms Events, Webhooks and Actions. */
describe('the dashboard', () => {
  let platform: Platform
  let browser: Awaited<ReturnType<typeof launchBrowser>>
  let owner: Owner
  let page: Page
  let receiver: Receiver

  beforeAll(async () => {
    ;[platform, browser, receiver] = await Promise.all([
      startPlatform(),
      launchBrowser(),
      startReceiver(),
    ])
    page = await openPage(browser, { viewport: { width: 1280, height: 800 } })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    owner = await createOwner(page, platform)
  })
  beforeEach(async () => {
    receiver.received.length = 0
    receiver.answer(200)
    await page.goto(at(''))
    await showsRoom(page, 'Overview')
  })
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
    await receiver?.close()
  })

  const at = (path: string) => `${platform.url}/dashboard/staging${path}`
  const dialog = () => page.getByRole('dialog')
  const confirm = (name: string) =>
    page.getByRole('alertdialog').getByRole('button', { name }).click()
  const createUser = (email = newEmail()) =>
    platform.call('POST', '/user_management/users', { email, password, email_verified: true })

  describe('events', () => {
    const list = () => page.getByRole('list', { name: 'Events' })
    const eventAbout = (subject: string) =>
      list().getByRole('link').filter({ hasText: subject }).first()

    test('show up as they happen, until that is paused', async () => {
      await createUser()
      await openRoom(page, 'Events')
      const [first, second] = [newEmail(), newEmail()]
      await createUser(first)
      await eventAbout(first).waitFor()
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.getByRole('status').filter({ hasText: 'Paused' }).waitFor()
      // What was asked for before is still answered.
      await page.waitForLoadState('networkidle')
      let asked = 0
      page.on('request', (request) => {
        if (new URL(request.url()).pathname === '/events') asked++
      })
      await createUser(second)
      await page.waitForTimeout(4_000)
      expect(asked).toBe(0)
      expect(await eventAbout(second).count()).toBe(0)
      await page.getByRole('button', { name: 'Resume' }).click()
      await eventAbout(second).waitFor()
    })

    test('are read one by one, copied, and lead to what they are about', async () => {
      const user = await createUser()
      await openRoom(page, 'Events')
      await eventAbout(user.email).click()
      const article = page.getByRole('article', { name: 'user.created' })
      await article.getByText('It was not sent to any webhook endpoint.').waitFor()
      await article.getByRole('button', { name: 'Copy Payload' }).click()
      await expect.poll(() => readClipboard(page)).toContain(user.id)
      expect(JSON.parse(await readClipboard(page))).toMatchObject({
        object: 'event',
        event: 'user.created',
        data: { id: user.id, email: user.email },
      })
      await article.getByRole('link', { name: 'Open the user' }).click()
      await showsRoom(page, user.email)
      expect(page.url()).toBe(at(`/users/${user.id}`))
    })

    test('are narrowed to names, an organization and a time, and stay so while they are read', async () => {
      const organization = await platform.call('POST', '/organizations', { name: 'Birch' })
      const other = await platform.call('POST', '/organizations', { name: 'Cedar' })
      const user = await createUser()
      for (const organization_id of [organization.id, other.id]) {
        const membership = { user_id: user.id, organization_id }
        await platform.call('POST', '/user_management/organization_memberships', membership)
      }
      await openRoom(page, 'Events')
      await page.getByRole('button', { name: 'All events' }).click()
      await page.getByLabel('Find an event').fill('membership.created')
      await page
        .getByRole('checkbox', { name: 'organization_membership.created', exact: true })
        .click()
      await page.keyboard.press('Escape')
      await expect.poll(() => list().getByRole('link').count()).toBe(2)
      await page.getByRole('button', { name: 'All organizations' }).click()
      await page.getByLabel('Find an organization').fill('Bir')
      await page.getByRole('list', { name: 'Organizations' }).getByText('Cedar').waitFor({
        state: 'detached',
      })
      await page.getByRole('button', { name: 'Birch' }).click()
      await expect.poll(() => list().getByRole('link').count()).toBe(1)
      await page.getByLabel('Range').selectOption('Last hour')
      await list().getByRole('link').click()
      await page.getByRole('article').getByText(organization.id).first().waitFor()
      await page.reload()
      await page.getByRole('article').waitFor()
      await page.getByRole('button', { name: 'organization_membership.created' }).waitFor()
      await page.getByRole('button', { name: 'Birch' }).waitFor()
      await expect.poll(() => list().getByRole('link').count()).toBe(1)
      await page.getByLabel('Range').selectOption('Between…')
      await page.getByLabel('to', { exact: true }).fill('2020-01-01T00:00')
      await page.getByText('No event matches').waitFor()
      await page.getByLabel('From').fill('2021-01-01T00:00')
      await page.getByRole('alert').filter({ hasText: 'ends before it begins' }).waitFor()
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await eventAbout('Cedar').waitFor()
      await page.goto(at(`/organizations/${organization.id}`))
      await page.getByRole('main').getByRole('link', { name: 'Events' }).click()
      await eventAbout('Birch').waitFor()
      await expect.poll(() => list().getByRole('link').count()).toBe(2)
    })

    test('go back page by page within a range, and forth to the newest', async () => {
      for (let count = 0; count < 65; count++) {
        const slug = `paged-${String(count).padStart(2, '0')}`
        await platform.call('POST', '/authorization/permissions', { slug, name: slug })
      }
      const names = encodeURIComponent(JSON.stringify(['permission.created']))
      await page.goto(at(`/events?names=${names}&range=hour`))
      await eventAbout('paged-64').waitFor()
      const shown = () => list().getByRole('link').count()
      const firstShown = () => list().getByRole('link').first().textContent()
      expect(await shown()).toBe(30)
      await page.getByRole('button', { name: 'Next' }).click()
      await expect.poll(firstShown).toContain('paged-34')
      await page.getByRole('button', { name: 'Next' }).click()
      await expect.poll(firstShown).toContain('paged-04')
      expect(await shown()).toBe(5)
      expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true)
      await page.getByRole('button', { name: 'Previous' }).click()
      await expect.poll(firstShown).toContain('paged-34')
      await page.getByRole('button', { name: 'Newest' }).click()
      await expect.poll(firstShown).toContain('paged-64')
      await page.getByRole('button', { name: 'Pause' }).waitFor()
    })

    test('are gone through with the keyboard, which stays in the list', async () => {
      const [older, newer] = [await createUser(), await createUser()]
      await openRoom(page, 'Events')
      await eventAbout(newer.email).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('article').getByText(newer.id).first().waitFor()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('article').getByText(older.id).first().waitFor()
    })
  })

  describe('webhooks', () => {
    const rowOf = (text: string) => page.getByRole('row').filter({ hasText: text }).first()
    let hooks = 0
    afterEach(async () => {
      const { data } = await platform.call('GET', '/webhook_endpoints?limit=100')
      for (const { id } of data) await platform.call('DELETE', `/webhook_endpoints/${id}`)
    })

    /** An endpoint that is told of new users, open on the page. */
    const openEndpoint = async (fields: object = {}) => {
      const body = {
        endpoint_url: `${receiver.url}/hooks/${++hooks}`,
        events: ['user.created'],
        ...fields,
      }
      const endpoint = await platform.call('POST', '/webhook_endpoints', body)
      await page.goto(at(`/webhooks/${endpoint.id}`))
      await showsRoom(page, endpoint.endpoint_url)
      return endpoint
    }
    const read = async (id: string) => owner.call('GET', `/webhook_endpoints/${id}`)

    test('an endpoint is created, edited, disabled, enabled and deleted', async () => {
      await openRoom(page, 'Webhooks')
      await page.getByText('No webhook endpoints yet').waitFor()
      await page.getByRole('button', { name: 'Create endpoint' }).first().click()
      await dialog().getByLabel('Endpoint URL').fill('example.com/hook')
      await dialog().getByRole('button', { name: 'Create endpoint' }).click()
      await dialog().getByRole('alert').filter({ hasText: 'begins with https' }).waitFor()
      const url = `${receiver.url}/hooks/made`
      await dialog().getByLabel('Endpoint URL').fill(url)
      await dialog().getByLabel('Find an event').fill('organization_role')
      await dialog().getByRole('button', { name: 'Choose all found' }).click()
      await dialog().getByRole('button', { name: 'Create endpoint' }).click()
      await showsRoom(page, url)
      const id = page.url().split('/').at(-1) as string
      const roleEvents = ['created', 'deleted', 'updated'].map((act) => `organization_role.${act}`)
      expect(await read(id)).toMatchObject({ endpoint_url: url, events: roleEvents })

      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await dialog().getByRole('checkbox', { name: 'organization_role.deleted' }).click()
      await dialog().getByRole('button', { name: 'Save changes' }).click()
      await dialog().waitFor({ state: 'detached' })
      expect((await read(id)).events).toEqual([roleEvents[0], roleEvents[2]])

      await page.getByRole('button', { name: 'Disable', exact: true }).click()
      await confirm('Disable endpoint')
      await showsNotice(page, 'The endpoint is disabled.')
      expect(await read(id)).toMatchObject({ status: 'disabled' })
      expect(await page.getByRole('button', { name: 'Send test event' }).count()).toBe(0)
      await page.getByRole('button', { name: 'Enable', exact: true }).click()
      await showsNotice(page, 'The endpoint is enabled.')
      expect(await read(id)).toMatchObject({ status: 'enabled' })

      await page.getByRole('button', { name: 'Delete endpoint' }).click()
      await confirm('Delete endpoint')
      await page.getByText('No webhook endpoints yet').waitFor()
      await expect(read(id)).rejects.toThrow('entity_not_found')
    })

    test('the signing secret is shown, copied and rotated', async () => {
      const { id, secret } = await openEndpoint()
      const signing = section(page, 'Signing secret')
      expect(await page.content()).not.toContain(secret)
      await signing.getByRole('button', { name: 'Reveal the signing secret' }).click()
      await signing.getByText(secret).waitFor()
      await signing.getByRole('button', { name: 'Rotate secret' }).click()
      await confirm('Rotate secret')
      await showsNotice(page, 'The signing secret is a new one.')
      const rotated = (await read(id)).secret
      expect(rotated).not.toBe(secret)
      await signing.getByRole('button', { name: 'Copy the signing secret' }).click()
      await expect.poll(() => readClipboard(page)).toBe(rotated)
      expect(await page.content()).not.toContain(rotated)
    })

    test('a delivery that failed is looked into, and sent again alone', async () => {
      receiver.answer(() => ({ status: 500, body: 'The database is down.' }))
      const { endpoint_url } = await openEndpoint()
      const user = await createUser()
      await rowOf('Pending').getByRole('link', { name: 'user.created' }).click()
      await showsRoom(page, 'user.created')
      const attempts = page.getByRole('list', { name: 'Attempts' })
      await attempts.getByText('HTTP 500').first().waitFor()
      await attempts.getByText('The database is down.').first().waitFor()
      await section(page, 'Request').getByText(user.id).waitFor()
      receiver.answer(200)
      await page.getByRole('button', { name: 'Redeliver' }).click()
      await attempts.getByText('HTTP 200').waitFor()
      await page.getByRole('definition').filter({ hasText: 'Delivered' }).waitFor()

      // From the delivery to its event, and back by what is said there of its way.
      await page.getByRole('link', { name: /^event_/ }).click()
      await page.getByRole('article', { name: 'user.created' }).getByText('Delivered').waitFor()
      await page.getByRole('article').getByRole('link', { name: endpoint_url }).click()
      await showsRoom(page, 'user.created')
    })

    test('everything that failed is sent again at once', async () => {
      receiver.answer(503)
      await openEndpoint()
      await createUser()
      await createUser()
      // Staging gives up after seven attempts, within half an hour.
      await expect
        .poll(async () => {
          await platform.advanceClock(3_600)
          return page.getByRole('row').filter({ hasText: 'Failed' }).count()
        })
        .toBe(2)
      await page.getByRole('radio', { name: 'Delivered' }).click()
      await page.getByText('No delivery is in this state.').waitFor()
      receiver.answer(200)
      await page.getByRole('button', { name: 'Redeliver failed' }).click()
      await confirm('Redeliver failed')
      await showsNotice(page, '2 deliveries are sent again.')
      await expect
        .poll(() => page.getByRole('row').filter({ hasText: 'Delivered' }).count())
        .toBe(2)
    })

    test('a test event is sent with data of one’s own, and only if it is an object', async () => {
      const { secret } = await openEndpoint()
      await page.getByRole('button', { name: 'Send test event' }).click()
      await dialog().getByLabel('Event', { exact: true }).selectOption('group.created')
      await dialog().getByLabel('Data').fill('[1]')
      await dialog().getByRole('button', { name: 'Send test event' }).click()
      await dialog().getByRole('alert').filter({ hasText: 'no JSON object' }).waitFor()
      await dialog().getByLabel('Data').fill('')
      await dialog().getByRole('button', { name: 'Send test event' }).click()
      await dialog()
        .getByRole('alert')
        .filter({ hasText: 'No group.created has happened' })
        .waitFor()
      await dialog().getByLabel('Data').fill('{"object":"group","name":"Ours"}')
      await dialog().getByRole('button', { name: 'Send test event' }).click()
      await showsNotice(page, 'The test event is on its way.')
      await rowOf('group.created').getByText('Test', { exact: true }).waitFor()
      await expect.poll(() => receiver.received.length).toBe(1)
      const [{ body, headers }] = receiver.received as [(typeof receiver.received)[0]]
      const sigHeader = headers['workos-signature'] as string
      const { webhooks } = new WorkOS('sk_test')
      const event = await webhooks.constructEvent({ payload: JSON.parse(body), sigHeader, secret })
      expect(event).toMatchObject({ event: 'group.created', data: { name: 'Ours' } })
    })
  })

  describe('actions', () => {
    const { actions } = new WorkOS('sk_test')
    const endpointOf = async (type: string) => {
      const { data } = await owner.call('GET', '/action_endpoints')
      return data.find((endpoint: { type: string }) => endpoint.type === type)
    }

    test('an endpoint is set up, tested, asked, read about, edited and deleted', async () => {
      await openRoom(page, 'Actions')
      const authentication = section(page, 'Authentication')
      await authentication.getByText('Not set up').waitFor()
      await authentication.getByRole('button', { name: 'Set up' }).click()
      await dialog().getByLabel('Endpoint URL').fill('example.com')
      await dialog().getByRole('button', { name: 'Set up endpoint' }).click()
      await dialog().getByRole('alert').filter({ hasText: 'cannot be used' }).waitFor()
      const url = `${receiver.url}/actions`
      await dialog().getByLabel('Endpoint URL').fill(url)
      await dialog()
        .getByRole('radio', { name: /^Refuse them/ })
        .click()
      await dialog().getByLabel('Seconds to wait').fill('2.5')
      await dialog().getByRole('button', { name: 'Set up endpoint' }).click()
      await authentication.getByRole('link').filter({ hasText: url }).click()
      await showsRoom(page, 'Authentication')
      const endpoint = await endpointOf('authentication')
      expect(endpoint).toMatchObject({
        url,
        enabled: true,
        failure_mode: 'deny',
        timeout_milliseconds: 2_500,
      })

      receiver.answer(async () => {
        const verdict = {
          type: 'authentication' as const,
          verdict: 'Deny' as const,
          errorMessage: 'Come back on Monday.',
        }
        const answer = await actions.signResponse(verdict, endpoint.secret)
        return { status: 200, body: JSON.stringify(answer) }
      })
      await page.getByRole('button', { name: 'Test' }).click()
      await showsNotice(page, 'The endpoint said “deny”')
      const rows = page.getByRole('row')
      const tested = rows.filter({ hasText: 'example@example.com' })
      await tested.getByText('“Come back on Monday.”').waitFor()
      const user = await createUser()
      const signIn = platform.call('POST', '/user_management/authenticate', {
        client_id: platform.clientId,
        client_secret: platform.apiKey,
        grant_type: 'password',
        email: user.email,
        password,
      })
      await expect(signIn).rejects.toThrow('Come back on Monday.')
      await rows.filter({ hasText: user.email }).getByText('Denied').waitFor()
      await page.getByRole('radio', { name: 'Allowed' }).click()
      await page.getByText('Nobody got this verdict.').waitFor()

      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await dialog()
        .getByRole('radio', { name: /^Let them in/ })
        .click()
      await dialog()
        .getByRole('switch', { name: /^Enabled/ })
        .click()
      await dialog().getByRole('button', { name: 'Save changes' }).click()
      await showsNotice(page, 'The endpoint was saved.')
      expect(await endpointOf('authentication')).toMatchObject({
        enabled: false,
        failure_mode: 'allow',
        secret: endpoint.secret,
      })
      receiver.answer(500)
      await page.getByRole('button', { name: 'Test' }).click()
      await showsNotice(page, 'The endpoint gave no verdict. It answered with the status 500.')

      await section(page, 'Signing secret').getByRole('button', { name: 'Rotate secret' }).click()
      await confirm('Rotate secret')
      await showsNotice(page, 'The signing secret is a new one.')
      expect((await endpointOf('authentication')).secret).not.toBe(endpoint.secret)
      await page.getByRole('button', { name: 'Delete endpoint' }).click()
      await confirm('Delete endpoint')
      await authentication.getByText('Not set up').waitFor()
      expect(await endpointOf('authentication')).toBeUndefined()
    })
  })
})
