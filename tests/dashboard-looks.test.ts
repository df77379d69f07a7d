import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DnsServer, startDnsServer } from '../packages/server/test/dns-server.ts'
import { type Receiver, startReceiver } from '../packages/server/test/receiver.ts'
import { excessWidth, expectGoodLooks } from './accessibility.ts'
import { launchBrowser, openPage } from './browser.ts'
import { addDomain, addRedirect, openRoom, section, showsRoom } from './dashboard-rooms.ts'
import { password } from './hosted-forms.ts'
import { createOwner, type Owner } from './owner.ts'
import { type Platform, startPlatform } from './platform.ts'

/** Every room, first empty and then full, on a phone and on a desk, light and dark, under axe's rules. */
describe('the looks of the dashboard', () => {
  let platform: Platform
  let dns: DnsServer
  let receiver: Receiver
  let browser: Awaited<ReturnType<typeof launchBrowser>>
  let page: Page
  let owner: Owner
  let userId: string
  let organizationId: string
  let groupId: string

  beforeAll(async () => {
    dns = await startDnsServer()
    receiver = await startReceiver()
    dns.put('acme.example.org', 'v=spf1 include:_spf.example.com -all', 'token-of-another-product')
    const settings = { LATCHKEY_DNS_SERVERS: dns.address }
    ;[platform, browser] = await Promise.all([startPlatform(settings), launchBrowser()])
    page = await openPage(browser, { viewport: { width: 1280, height: 800 } })
    owner = await createOwner(page, platform)
  })
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
    await dns?.stop()
    await receiver?.close()
  })

  const look = (name: string) => expectGoodLooks(page, `dashboard ${name}`, { widths: [390, 1280] })
  const visit = async (path: string, name: string) => {
    await page.goto(`${platform.url}/dashboard/staging${path}`)
    await showsRoom(page, name)
  }
  const dialog = () => page.getByRole('dialog')
  const create = (email: string, more = {}) =>
    platform.call('POST', '/user_management/users', { email, ...more })

  describe('while there is nothing yet', () => {
    test.each([
      ['', 'Overview'],
      ['/users', 'Users'],
      ['/organizations', 'Organizations'],
      ['/invitations', 'Invitations'],
      ['/roles', 'Roles'],
      ['/feature-flags', 'Feature flags'],
      ['/emails', 'Emails'],
      ['/events', 'Events'],
      ['/webhooks', 'Webhooks'],
      ['/actions', 'Actions'],
      ['/authentication', 'Authentication'],
      ['/authentication/jwt-template', 'JWT template'],
      ['/redirects', 'Redirects'],
      ['/api-keys', 'API keys'],
    ])('the room at %s/ looks good and teaches what it is for', async (path, name) => {
      await visit(path, name)
      await look(`${name} empty`)
    })

    test.each(['staging/no-such-room', 'no-such-environment'])(
      'the address %s, which nothing has, looks good',
      async (path) => {
        await page.goto(`${platform.url}/dashboard/${path}`)
        await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
        await look(path)
      },
    )
  })

  describe('with everything in it', () => {
    beforeAll(async () => {
      await platform.call('POST', '/user_management/redirect_uris', {
        uri: 'http://localhost:3000/callback',
      })
      await platform.call('POST', '/user_management/redirect_uris', {
        uri: 'https://a-rather-long-name-of-a-preview-*-team.deployments.example.com/auth/callback',
      })
      const grace = { first_name: 'Grace', last_name: 'Hopper', email_verified: true, password }
      const { id } = await create('grace@example.com', grace)
      userId = id
      await create(`${'a-rather-long-mailbox-name-'.repeat(2)}x@subdomain.example.com`)
      for (let count = 0; count < 12; count++) await create(`user-${count}@example.com`)
      for (const grant of [1, 2]) {
        await platform.call('POST', '/user_management/authenticate', {
          client_id: platform.clientId,
          client_secret: platform.apiKey,
          grant_type: 'password',
          email: 'grace@example.com',
          password,
          ip_address: `192.0.2.${grant}`,
          user_agent:
            'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
        })
      }
      const organization = (fields: object) => platform.call('POST', '/organizations', fields)
      const long = 'a-rather-long-name-of-a-customer'
      await organization({ name: 'Birch & Sons' })
      await organization({
        name: 'The Worshipful Company of Makers of Rather Long Names of Organizations',
        external_id: `${long}-${long}`,
        domain_data: [{ domain: `${long}.subdomain.of.example.com`, state: 'verified' }],
      })
      await organization({
        name: 'First',
        domain_data: [{ domain: 'taken.example.com', state: 'pending' }],
      })
      const acme = await organization({
        name: 'Acme Inc.',
        external_id: 'customer-1',
        metadata: { tier: 'diamond', 'account manager': 'Grace Hopper' },
        domain_data: [
          { domain: 'acme.example.com', state: 'verified' },
          { domain: 'acme.example.org', state: 'pending' },
          { domain: 'taken.example.com', state: 'pending' },
        ],
      })
      organizationId = acme.id
      await organization({
        name: 'Cedar',
        domain_data: [{ domain: 'taken.example.com', state: 'verified' }],
      })
      for (const [slug, name, description] of [
        ['documents:write', 'Write documents', 'Create, change and publish documents'],
        ['invoices:read', 'Read invoices', null],
        ['a-rather-long-slug:of-a-permission:that-wraps', 'Approve what others have written', null],
      ]) {
        await platform.call('POST', '/authorization/permissions', { slug, name, description })
      }
      const role = (path: string, fields: object) =>
        platform.call('POST', `/authorization${path}/roles`, fields)
      await role('', { slug: 'editor', name: 'Editor', description: 'Writes documents' })
      await role('', {
        slug: 'a-rather-long-slug-of-a-role-that-has-to-wrap',
        name: 'Reviewer of everything that others have written',
      })
      await role(`/organizations/${organizationId}`, { slug: 'org-auditor', name: 'Auditor' })
      await platform.call('PUT', '/authorization/roles/editor/permissions', {
        permissions: ['documents:write', 'invoices:read'],
      })
      const member = (user_id: string, role_slug: string) =>
        platform.call('POST', '/user_management/organization_memberships', {
          user_id,
          organization_id: organizationId,
          role_slug,
        })
      const { id: graceMembershipId } = await member(userId, 'editor')
      await platform.call('POST', '/user_management/password_reset', { email: 'grace@example.com' })
      const unverified = await create('ada@example.com')
      const { id: membershipId } = await member(unverified.id, 'org-auditor')
      const memberships = '/user_management/organization_memberships'
      await platform.call('PUT', `${memberships}/${membershipId}/deactivate`)
      const path = `/user_management/users/${unverified.id}/email_verification/send`
      await platform.call('POST', path, {})

      const invite = (email: string, more = {}) =>
        platform.call('POST', '/user_management/invitations', { email, ...more })
      await invite('barbara@example.com')
      const long_address = `${'a-rather-long-mailbox-name-'.repeat(2)}y@subdomain.example.com`
      const invited = { organization_id: organizationId, inviter_user_id: userId }
      await invite(long_address, { ...invited, role_slug: 'org-auditor' })
      const revoked = await invite('katherine@example.com', invited)
      await platform.call('POST', `/user_management/invitations/${revoked.id}/revoke`)

      const groups = `/organizations/${organizationId}/groups`
      const description = 'Everybody who talks to customers, in all the countries that we sell to'
      const group = await platform.call('POST', groups, { name: 'Sales', description })
      groupId = group.id
      await platform.call('POST', groups, { name: 'a-rather-long-name-of-a-group-'.repeat(3) })
      for (const organization_membership_id of [graceMembershipId, membershipId]) {
        await platform.call('POST', `${groups}/${groupId}/organization-memberships`, {
          organization_membership_id,
        })
      }

      const key = { name: 'Nightly export', permissions: ['documents:write', 'invoices:read'] }
      await platform.call('POST', `/organizations/${organizationId}/api_keys`, key)
      const keyOfUser = {
        ...key,
        organization_id: organizationId,
        expires_at: '2099-01-01T00:00:00Z',
      }
      await platform.call('POST', `/user_management/users/${userId}/api_keys`, keyOfUser)

      const flag = (slug: string, name: string, more = {}) =>
        owner.call('POST', '/feature-flags', { slug, name, ...more })
      await flag('invoices', 'Invoices')
      await flag('a-rather-long-slug-of-a-flag-that-has-to-wrap-somewhere', 'Comments', {
        tags: ['collaboration', 'a-rather-long-tag-that-wraps-as-well'],
      })
      await flag('new-editor', 'New editor', {
        description: 'Writing side by side, with comments',
        tags: ['beta', 'editor'],
      })
      await platform.call('PUT', '/feature-flags/new-editor/enable')
      await platform.call('PUT', '/feature-flags/invoices/enable')
      await owner.call('PUT', '/feature-flags/invoices', { default_value: true })
      for (const target of [userId, organizationId]) {
        await platform.call('POST', `/feature-flags/new-editor/targets/${target}`)
      }
    })

    test('the overview half-way, with the API key in the clear', async () => {
      await visit('', 'Overview')
      await page.getByRole('button', { name: 'Reveal the API key' }).click()
      await page.getByRole('definition').filter({ hasText: platform.apiKey }).waitFor()
      await look('Overview half-way')
    })

    test('the list of users, and what a search does not find', async () => {
      await visit('/users', 'Users')
      await look('Users')
      await visit('/users?search=nobody', 'Users')
      await page.getByText('No user matches').waitFor()
      await look('Users not found')
    })

    test('the form for a new user, with its refusals', async () => {
      await visit('/users', 'Users')
      await page.getByRole('button', { name: 'Create user' }).first().click()
      await dialog().waitFor()
      await look('Users create')
      await dialog().getByLabel('Email', { exact: true }).fill('nobody')
      await dialog().getByRole('button', { name: 'Create user' }).click()
      await dialog().getByRole('alert').waitFor()
      await look('Users create refused')
    })

    test('the page of a user, with sessions, and the question before they are deleted', async () => {
      await visit(`/users/${userId}`, 'Grace Hopper')
      await section(page, 'Sessions').getByRole('row').nth(1).waitFor()
      await look('User')
      await page.getByRole('button', { name: 'Delete user' }).click()
      await page.getByRole('alertdialog').waitFor()
      await look('User delete')
      await visit('/users/user_unknown', 'User')
      await page.getByText('There is no such user').waitFor()
      await look('User unknown')
    })

    test('the list of organizations, and what a search does not find', async () => {
      await visit('/organizations', 'Organizations')
      await look('Organizations')
      await visit('/organizations?search=nobody', 'Organizations')
      await page.getByText('No organization matches').waitFor()
      await look('Organizations not found')
    })

    test('the form for a new organization, with its refusals', async () => {
      await visit('/organizations', 'Organizations')
      await page.getByRole('button', { name: 'Create organization' }).first().click()
      await dialog().waitFor()
      await look('Organizations create')
      await dialog().getByLabel('Domain').fill('gmail.com')
      await dialog().getByRole('button', { name: 'Create organization' }).click()
      await dialog().getByRole('alert').first().waitFor()
      await look('Organizations create refused')
    })

    test.each([
      ['organizations', 'Organizations'],
      ['api-keys', 'API keys'],
      ['feature-flags', 'Feature flags'],
    ])('the page of a user at %s/', async (part, name) => {
      await visit(`/users/${userId}/${part}`, 'Grace Hopper')
      await section(page, name).getByRole('row').nth(1).waitFor()
      await look(`User ${part}`)
    })

    test.each([
      ['members', 'Members'],
      ['invitations', 'Invitations'],
      ['groups', 'Groups'],
      ['api-keys', 'API keys'],
      ['feature-flags', 'Feature flags'],
    ])('the page of an organization at %s/', async (part, name) => {
      await visit(`/organizations/${organizationId}/${part}`, 'Acme Inc.')
      await section(page, name).getByRole('row').nth(1).waitFor()
      await look(`Organization ${part}`)
    })

    test('the page of an organization that invited nobody', async () => {
      const { id } = await platform.call('POST', '/organizations', { name: 'Dogwood' })
      await visit(`/organizations/${id}/invitations`, 'Dogwood')
      await look('Organization no invitations')
    })

    test('a group, the form for its members, and one that is gone', async () => {
      const groups = `/organizations/${organizationId}/groups`
      await visit(`${groups}/${groupId}`, 'Acme Inc.')
      await look('Group')
      await page.getByRole('button', { name: 'Add to group' }).click()
      await dialog().getByRole('button', { name: 'Add to group' }).click()
      await dialog().getByRole('alert').waitFor()
      await look('Group add refused')
      await visit(`${groups}/group_unknown`, 'Acme Inc.')
      await page.getByText('There is no such group').waitFor()
      await look('Group unknown')
    })

    test('the form for an API key of a user, and the key', async () => {
      await visit(`/users/${userId}/api-keys`, 'Grace Hopper')
      await page.getByRole('button', { name: 'Create API key' }).click()
      await dialog().getByLabel('Name').fill('Nightly export')
      await look('Customer API key create')
      await dialog().getByRole('button', { name: 'Create API key' }).click()
      await dialog().getByText('is ready').waitFor()
      await look('Customer API key created')
    })

    test('the list of invitations, what a filter does not find, and the form', async () => {
      await visit('/invitations', 'Invitations')
      await look('Invitations')
      await visit('/invitations?search=nobody&state=expired', 'Invitations')
      await page.getByText('No expired invitation').waitFor()
      await look('Invitations not found')
      await page.getByRole('button', { name: 'Send invitation' }).click()
      await dialog().getByLabel('Email').fill('grace@example.com')
      await dialog().getByLabel('Organization').fill('Acme Inc.')
      await dialog().getByLabel('Role').waitFor()
      await dialog().getByRole('button', { name: 'Send invitation' }).click()
      await dialog().getByRole('alert').waitFor()
      await look('Invitations send refused')
    })

    test('a list that is refused says why, under which request, and can be tried again', async () => {
      const refusal = { message: 'Too many requests.', code: 'rate_limit_exceeded' }
      const list = '**/feature-flags?limit=*'
      await page.route(list, (route) =>
        route.fulfill({ status: 429, json: refusal, headers: { 'x-request-id': 'req_1' } }),
      )
      await visit('/feature-flags', 'Feature flags')
      await page.getByRole('alert').filter({ hasText: 'req_1' }).waitFor()
      await look('Feature flags refused')
      await page.unroute(list)
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByRole('link', { name: 'New editor' }).waitFor()
    })

    test('the list of feature flags, and the form for one', async () => {
      await visit('/feature-flags', 'Feature flags')
      await look('Feature flags')
      await page.getByRole('button', { name: 'Create feature flag' }).click()
      await dialog().getByLabel('Name').fill('Invoices')
      await dialog().getByRole('button', { name: 'Create feature flag' }).click()
      await dialog().getByRole('alert').waitFor()
      await look('Feature flags create refused')
    })

    test('a feature flag with its targets, the form for one, and a flag that is gone', async () => {
      await visit('/feature-flags/new-editor', 'New editor')
      await section(page, 'Targets').getByRole('row').nth(2).waitFor()
      await look('Feature flag')
      await page.getByRole('button', { name: 'Add target' }).click()
      await dialog().getByLabel('Email').fill('nobody@example.com')
      await dialog().getByRole('button', { name: 'Add target' }).click()
      await dialog().getByRole('alert').waitFor()
      await look('Feature flag add target refused')
      await visit('/feature-flags/comments', 'Feature flag')
      await page.getByText('There is no such feature flag').waitFor()
      await look('Feature flag unknown')
    })

    test('the form for a user', async () => {
      await visit(`/users/${userId}`, 'Grace Hopper')
      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await dialog().getByRole('button', { name: 'Add pair' }).click()
      await look('User edit')
    })

    test('the page of an organization, with domains in every state', async () => {
      await visit(`/organizations/${organizationId}`, 'Acme Inc.')
      await addDomain(page, 'co.uk')
      await section(page, 'Domains').getByRole('alert').waitFor()
      await page.getByRole('button', { name: 'Check now' }).first().click()
      await page.getByText('Not this value yet').waitFor()
      await look('Organization')
      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await dialog().waitFor()
      await look('Organization edit')
      await dialog().getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('button', { name: 'Delete organization' }).click()
      await page.getByRole('alertdialog').waitFor()
      await look('Organization delete')
      await visit('/organizations/org_unknown', 'Organization')
      await page.getByText('There is no such organization').waitFor()
      await look('Organization unknown')
    })

    test('the forms for the members and the own roles of an organization', async () => {
      await visit(`/organizations/${organizationId}/members`, 'Acme Inc.')
      await section(page, 'Members').getByRole('button', { name: 'Add member' }).click()
      await dialog().getByLabel('Email').fill('nobody@example.com')
      await dialog().getByRole('button', { name: 'Add member' }).click()
      await dialog().getByRole('alert').waitFor()
      await look('Organization add member refused')
      await visit(`/organizations/${organizationId}/roles`, 'Acme Inc.')
      await look('Organization roles')
      await section(page, 'Roles').getByRole('button', { name: 'Create role' }).click()
      await dialog().getByLabel('Name').fill('Bookkeeper')
      await look('Organization create role')
    })

    test('the roles, the form for one, and the question before it is deleted', async () => {
      await visit('/roles', 'Roles')
      await look('Roles')
      const choose = async (act: string) => {
        await page.getByRole('button', { name: 'Actions for Editor' }).click()
        await page.getByRole('menuitem', { name: act }).click()
      }
      await choose('Edit')
      await dialog().getByLabel('Name').fill('')
      await dialog().getByRole('button', { name: 'Save changes' }).click()
      await dialog().getByRole('alert').waitFor()
      await look('Roles edit refused')
      await dialog().getByRole('button', { name: 'Cancel' }).click()
      await choose('Delete')
      await page.getByRole('alertdialog').waitFor()
      await look('Roles delete')
    })

    test('the editor of the JWT template, with a preview and a refusal', async () => {
      await visit('/authentication/jwt-template', 'JWT template')
      await page.getByRole('button', { name: 'Start with this example' }).click()
      await page.getByLabel('User', { exact: true }).fill('grace@example.com')
      await page.getByLabel('Organization', { exact: true }).selectOption('Acme Inc.')
      await page.getByText('"customer": "customer-1"').waitFor()
      await look('JWT template')
      await page.getByRole('textbox', { name: 'Template' }).fill('{"plan": {{ user.plan }}}')
      await page.getByRole('button', { name: 'Save template' }).click()
      await page.getByRole('alert').waitFor()
      await page.getByText('Invalid path').nth(1).waitFor()
      await look('JWT template refused')
      await page
        .getByRole('textbox', { name: 'Template' })
        .fill('{"plan": {{ user.metadata.plan }}}')
      await page.getByRole('button', { name: 'Save template' }).click()
      await page.getByRole('button', { name: 'Delete template' }).waitFor()
      await look('JWT template saved')
    })

    test('the inbox, and a mail in it', async () => {
      await visit('/emails', 'Emails')
      await look('Emails')
      await page.getByRole('link', { name: 'ada@example.com' }).click()
      await page.getByRole('article').frameLocator('iframe').getByRole('heading').first().waitFor()
      await look('Email')
    })

    test('the log of events, one of them, and what a filter does not find', async () => {
      await visit('/events', 'Events')
      await look('Events')
      await page.getByRole('button', { name: 'All events' }).click()
      await page.getByRole('checkbox', { name: 'user.created', exact: true }).waitFor()
      await look('Events filter by name')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'All organizations' }).click()
      await page.getByRole('button', { name: 'Acme Inc.' }).waitFor()
      await look('Events filter by organization')
      await page.keyboard.press('Escape')
      const list = page.getByRole('list', { name: 'Events' })
      await list.getByRole('link', { name: 'organization_membership.created' }).first().click()
      await page.getByRole('article').getByText('"organization_membership"').waitFor()
      await page.getByText('It was not sent to any webhook endpoint.').waitFor()
      await look('Event')
      await visit('/events/event_unknown?range=custom', 'Events')
      await page.getByText('There is no such event').waitFor()
      await look('Event unknown')
      await visit(`/events?names=${JSON.stringify(['vault.kek.created'])}`, 'Events')
      await page.getByText('No event matches').waitFor()
      await look('Events not found')
    })

    test('the webhook endpoints, the form for one, and its refusals', async () => {
      const url = `${receiver.url}/hooks`
      const events = ['user.created', 'user.updated', 'organization_membership.created']
      await platform.call('POST', '/webhook_endpoints', { endpoint_url: url, events })
      const long = 'https://a-rather-long-name-of-a-preview-team.deployments.example.com/webhooks'
      const { id } = await platform.call('POST', '/webhook_endpoints', {
        endpoint_url: `${long}/of/the/application`,
        events: [],
      })
      await platform.call('PATCH', `/webhook_endpoints/${id}`, { status: 'disabled' })
      await visit('/webhooks', 'Webhooks')
      await look('Webhooks')
      await page.getByRole('button', { name: 'Create endpoint' }).click()
      await dialog().getByLabel('Endpoint URL').fill(url)
      await dialog().getByLabel('Find an event').fill('group')
      await dialog().getByRole('button', { name: 'Choose all found' }).click()
      await dialog().getByRole('button', { name: 'Create endpoint' }).click()
      await dialog().getByRole('alert').waitFor()
      await look('Webhooks create refused')
      await visit(`/webhooks/${id}`, `${long}/of/the/application`)
      await look('Webhook endpoint disabled')
      await visit('/webhooks/we_unknown', 'Webhook endpoint')
      await page.getByText('There is no such webhook endpoint').waitFor()
      await look('Webhook endpoint unknown')
    })

    test('a webhook endpoint with deliveries in every state, and one of them', async () => {
      receiver.answer(({ body }) =>
        body.includes('fails')
          ? { status: 500, body: '{"error":"The database of this application is down."}' }
          : 200,
      )
      const { data } = await platform.call('GET', '/webhook_endpoints')
      const url = `${receiver.url}/hooks`
      const { id } = data.find((one: { endpoint_url: string }) => one.endpoint_url === url)
      await create('received@example.com')
      await create('fails@example.com')
      await visit(`/webhooks/${id}`, url)
      await page.getByRole('row').filter({ hasText: 'Delivered' }).waitFor()
      const failure = page.getByRole('row').filter({ hasText: 'Pending' })
      await failure.waitFor()
      await page.getByRole('button', { name: 'Reveal the signing secret' }).click()
      await look('Webhook endpoint')
      for (const [name, picture] of [
        ['Send test event', 'test'],
        ['Rotate secret', 'rotate'],
      ] as const) {
        await page.getByRole('button', { name }).click()
        await page.locator('[role=dialog], [role=alertdialog]').waitFor()
        await look(`Webhook endpoint ${picture}`)
        await page.keyboard.press('Escape')
      }
      await failure.getByRole('link').click()
      await page.getByText('HTTP 500').first().waitFor()
      await look('Webhook delivery')
      await visit(`/webhooks/${id}/deliveries/webhook_delivery_unknown`, 'Webhook delivery')
      await page.getByText('There is no such delivery').waitFor()
      await look('Webhook delivery unknown')
    })

    test('an action, its log, and the form for it with its refusal', async () => {
      await visit('/actions', 'Actions')
      await page.getByRole('button', { name: 'Set up' }).first().click()
      await dialog().getByLabel('Endpoint URL').fill('example.com')
      await dialog().getByRole('button', { name: 'Set up endpoint' }).click()
      await dialog().getByRole('alert').waitFor()
      await look('Actions set up refused')
      const settings = { enabled: false, failure_mode: 'allow', timeout_milliseconds: 2_000 }
      const url = `${receiver.url}/actions/user-registration`
      const fields = { type: 'user_registration', url, ...settings }
      await owner.call('POST', '/action_endpoints', fields)
      await visit('/actions', 'Actions')
      await look('Actions')
      await visit('/actions/user_registration', 'User registration')
      await look('Action without a log')
      await page.getByRole('button', { name: 'Test' }).click()
      await page.getByRole('row').filter({ hasText: 'No answer, allowed' }).waitFor()
      await look('Action')
      await visit('/actions/authentication', 'Authentication')
      await page.getByText('There is no endpoint for this action').waitFor()
      await look('Action unknown')
    })

    test('the redirects, and a refused one', async () => {
      await visit('/redirects', 'Redirects')
      await page.getByText('How wildcards match').click()
      await addRedirect(page, 'Redirect URIs', 'redirect URI', 'https://*.vercel.app/callback')
      await section(page, 'Redirect URIs').getByRole('alert').waitFor()
      await look('Redirects')
    })

    test('the API keys, and a new one', async () => {
      await visit('/api-keys', 'API keys')
      await look('API keys')
      await page.getByRole('button', { name: 'Create API key' }).first().click()
      await dialog().getByLabel('Name').fill('Web server')
      await look('API keys create')
      await dialog().getByRole('button', { name: 'Create API key' }).click()
      await dialog().getByText('is ready').waitFor()
      await look('API keys created')
    })

    test('the authentication settings with a refused value', async () => {
      await visit('/authentication', 'Authentication')
      await section(page, 'Passwords').getByLabel('Minimum length').fill('2')
      await section(page, 'Passwords').getByRole('button', { name: 'Save changes' }).click()
      await section(page, 'Passwords').getByRole('alert').waitFor()
      await look('Authentication refused')
    })
  })

  describe('what opens above the rooms', () => {
    test('the menu of commands', async () => {
      await visit('', 'Overview')
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('user')
      await look('command menu')
      await page.keyboard.press('Escape')
    })

    test.each(['Account', 'Environment'])('the menu “%s”', async (name) => {
      await visit('', 'Overview')
      await page.getByRole('button', { name: new RegExp(`^${name}:`) }).click()
      await page.getByRole('menu').waitFor()
      const within = '[role=menu]'
      await expectGoodLooks(page, `dashboard menu ${name}`, { widths: [1280], within })
    })

    test('the navigation of a phone', async () => {
      await page.setViewportSize({ width: 390, height: 800 })
      await visit('', 'Overview')
      await page.getByRole('button', { name: 'Open the navigation' }).click()
      await dialog().waitFor()
      await expectGoodLooks(page, 'dashboard phone navigation', { widths: [390] })
      await dialog().getByRole('link', { name: 'Users' }).click()
      await showsRoom(page, 'Users')
      expect(await dialog().count()).toBe(0)
      await page.setViewportSize({ width: 1280, height: 800 })
    })
  })

  const rooms = [
    'Overview',
    'Users',
    'Organizations',
    'Invitations',
    'Roles',
    'Feature flags',
    'Emails',
    'Events',
    'Webhooks',
    'Actions',
    'Authentication',
    'Redirects',
    'API keys',
  ]
  test('no room has to be scrolled sideways on the narrowest phone', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    for (const name of rooms) {
      await page.getByRole('button', { name: 'Open the navigation' }).click()
      await openRoom(page, name)
      expect(await excessWidth(page), name).toBe(0)
    }
  })
})
