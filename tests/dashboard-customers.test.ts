import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  chooseFor,
  openPart,
  openRoom,
  readClipboard,
  section,
  showsNotice,
  showsRoom,
} from './dashboard-rooms.ts'
import { password } from './hosted-forms.ts'
import { newEmail, prepareStage, type Stage } from './stage.ts'

/** What belongs to the users and organizations of the application, and how it is given to them. */
describe('customers in the dashboard', () => {
  let stage: Stage
  let page: Page

  beforeAll(async () => {
    stage = await prepareStage()
    page = stage.owner.page
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  })
  beforeEach(async () => {
    await page.goto(at('staging'))
    await showsRoom(page, 'Overview')
  })
  afterAll(() => stage?.stop())

  const at = (path: string) => `${stage.platform.url}/dashboard/${path}`
  const call = (method: string, path: string, body?: unknown) =>
    stage.platform.call(method, path, body)
  const dialog = () => page.getByRole('dialog')
  const submit = (name: string) => dialog().getByRole('button', { name }).click()
  const confirm = (name: string) =>
    page.getByRole('alertdialog').getByRole('button', { name }).click()
  const rowOf = (text: string) => page.getByRole('row').filter({ hasText: text })
  const userOf = async (email: string) =>
    (await call('GET', `/user_management/users?email=${email}`)).data[0]
  const createOrganization = (name: string) => call('POST', '/organizations', { name })
  const join = (user_id: string, organization_id: string) =>
    call('POST', '/user_management/organization_memberships', { user_id, organization_id })

  describe('invitations', () => {
    const path = '/user_management/invitations'
    const send = async (email: string) => {
      await page.getByRole('button', { name: 'Send invitation' }).first().click()
      await dialog().getByLabel('Email').fill(email)
    }
    const invite = (email: string, organization_id?: string) =>
      call('POST', path, { email, organization_id })

    test('one to an organization promises a role, its link is copied, and it is seen accepted', async () => {
      const organization = await createOrganization('Alder')
      const email = newEmail()
      await openRoom(page, 'Invitations')
      await send(email)
      await dialog().getByLabel('Organization').fill('Alder')
      await dialog().getByLabel('Role').selectOption('Admin')
      await dialog().getByLabel('Days until it expires').fill('30')
      await submit('Send invitation')
      await showsNotice(page, `An invitation is on its way to ${email}.`)
      await rowOf(email).getByRole('link', { name: 'Alder' }).waitFor()
      await rowOf(email)
        .getByRole('cell', { name: /^Pending.*expires in/ })
        .waitFor()

      await chooseFor(page, email, 'Copy accept link')
      await showsNotice(page, 'The accept link is copied.')
      const [invitation] = (await call('GET', `${path}?email=${email}`)).data
      expect(await readClipboard(page)).toBe(invitation.accept_invitation_url)
      await call('POST', '/user_management/users', { email })
      await call('POST', `${path}/${invitation.id}/accept`)
      await page.reload()
      await rowOf(email)
        .getByRole('cell', { name: /^Accepted/ })
        .waitFor()
      expect(await rowOf(email).getByRole('button').count()).toBe(0)
      const query = `organization_id=${organization.id}`
      const { data } = await call('GET', `/user_management/organization_memberships?${query}`)
      expect(data).toMatchObject([{ user: { email }, status: 'active', role: { slug: 'admin' } }])
    })

    test('one is mailed again and revoked on the page of its organization', async () => {
      const { id } = await createOrganization('Beech')
      const email = newEmail()
      await page.goto(at(`staging/organizations/${id}`))
      await showsRoom(page, 'Beech')
      await openPart(page, 'Invitations')
      await page.getByText('Nobody is invited.').waitFor()
      await send(email)
      await submit('Send invitation')
      await rowOf(email).waitFor()

      await chooseFor(page, email, 'Resend')
      await showsNotice(page, `The invitation is on its way to ${email} again.`)
      const mails = async () => (await stage.platform.mailsTo(email)).length
      await expect.poll(mails).toBe(2)
      await chooseFor(page, email, 'Revoke')
      await confirm('Revoke invitation')
      await showsNotice(page, `The invitation of ${email} was revoked.`)
      await rowOf(email)
        .getByRole('cell', { name: /^Revoked/ })
        .waitFor()
      const { data } = await call('GET', `${path}?email=${email}`)
      expect(data).toMatchObject([{ state: 'revoked', organization_id: id }])
    })

    test('they are found by how the address begins and by their state', async () => {
      const [first, second] = [newEmail(), newEmail()]
      await invite(first)
      const { id } = await invite(second)
      await call('POST', `${path}/${id}/revoke`)
      await openRoom(page, 'Invitations')
      await page.getByRole('searchbox').fill(first.slice(0, 12))
      await expect.poll(() => page.getByRole('row').count()).toBe(2)
      await rowOf(first).waitFor()
      await page.getByLabel('State').selectOption('Revoked')
      await page.getByText('No revoked invitation matches').waitFor()
      await page.getByRole('button', { name: 'Show all invitations' }).click()
      await page.getByLabel('State').selectOption('Revoked')
      await rowOf(second).waitFor()
      await rowOf(first).waitFor({ state: 'detached' })
      // The address of the page finds the same again.
      await page.reload()
      await rowOf(second).waitFor()
      expect(await rowOf(first).count()).toBe(0)
    })

    test('what cannot be sent is refused at its field', async () => {
      const [email, second] = [newEmail(), newEmail()]
      await invite(email)
      await openRoom(page, 'Invitations')
      await send(email)
      const refusal = (words: string) => dialog().getByRole('alert').filter({ hasText: words })
      await submit('Send invitation')
      await refusal('is invited already').waitFor()
      const field = dialog().getByLabel('Email')
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
      await field.fill(second)
      for (const [days, words] of [
        ['31', '30 days at most'],
        ['soon', 'Enter a number of days'],
        ['0', '1 day at least'],
      ] as const) {
        await dialog().getByLabel('Days until it expires').fill(days)
        await submit('Send invitation')
        await refusal(words).waitFor()
      }
      await dialog().getByLabel('Days until it expires').fill('7')
      await dialog().getByLabel('Organization').fill('Nowhere')
      await submit('Send invitation')
      await refusal('No organization of this environment is named “Nowhere”').waitFor()
      await createOrganization('Twin')
      await createOrganization('Twin')
      await dialog().getByLabel('Organization').fill('Twin')
      await submit('Send invitation')
      await refusal('Several organizations have this name').waitFor()
      expect((await call('GET', `${path}?email=${second}`)).data).toEqual([])
    })
  })

  describe('groups', () => {
    test('one is created, filled, renamed and deleted', async () => {
      const { id } = await createOrganization('Cherry')
      const email = await stage.createPerson()
      const outsider = await stage.createPerson()
      await join((await userOf(email)).id, id)
      await page.goto(at(`staging/organizations/${id}`))
      await showsRoom(page, 'Cherry')
      await openPart(page, 'Groups')
      await page.getByText('No group yet.').waitFor()
      await page.getByRole('button', { name: 'Create group' }).click()
      await submit('Create group')
      await dialog().getByRole('alert').waitFor()
      await dialog().getByLabel('Name').fill('Sales')
      await submit('Create group')
      await page.getByRole('link', { name: 'Sales' }).click()

      const members = section(page, 'Group members')
      const add = async (address: string) => {
        await members.getByRole('button', { name: 'Add to group' }).click()
        await dialog().getByLabel('Email').fill(address)
        await submit('Add to group')
      }
      await members.getByText('Nobody yet.').waitFor()
      await add(outsider)
      await dialog().getByRole('alert').filter({ hasText: 'is no member of Cherry' }).waitFor()
      await submit('Cancel')
      await add(email)
      await showsNotice(page, `${email} was added to Sales.`)
      const groups = `/organizations/${id}/groups`
      const [group] = (await call('GET', groups)).data
      const membersPath = `${groups}/${group.id}/organization-memberships`
      expect((await call('GET', membersPath)).data).toHaveLength(1)
      await members.getByRole('button', { name: `Remove ${email}` }).click()
      await confirm('Remove from group')
      await members.getByText('Nobody yet.').waitFor()
      expect((await call('GET', membersPath)).data).toEqual([])

      await page.getByRole('button', { name: 'Edit group' }).click()
      await dialog().getByLabel('Name').fill('Support')
      await dialog().getByLabel('Description').fill('Answers')
      await submit('Save changes')
      await page.getByRole('heading', { name: 'Support' }).waitFor()
      const renamed = { name: 'Support', description: 'Answers' }
      expect(await call('GET', `${groups}/${group.id}`)).toMatchObject(renamed)
      // The page of a group has an address, and no notice above its buttons then.
      await page.reload()
      await page.getByRole('button', { name: 'Delete group' }).click()
      await confirm('Delete group')
      await page.getByText('No group yet.').waitFor()
      expect((await call('GET', groups)).data).toEqual([])
    })
  })

  describe('API keys of customers', () => {
    const validate = async (value: string) =>
      (await call('POST', '/api_keys/validations', { value })).api_key
    const create = async (name: string) => {
      await page.getByRole('button', { name: 'Create API key' }).click()
      await dialog().getByLabel('Name').fill(name)
    }
    const readNewKey = async () => {
      await dialog().getByText('is ready').waitFor()
      await dialog().getByRole('button', { name: 'Copy API key' }).click()
      await expect.poll(() => readClipboard(page)).toMatch(/^sk_/)
      await submit('Done')
      return readClipboard(page)
    }

    test('a key of an organization is created with permissions, works, and is revoked', async () => {
      const { id } = await createOrganization('Elm')
      await call('POST', '/authorization/permissions', {
        slug: 'reports:read',
        name: 'Read reports',
      })
      await page.goto(at(`staging/organizations/${id}`))
      await showsRoom(page, 'Elm')
      await openPart(page, 'API keys')
      await create('Nightly export')
      await dialog().getByRole('checkbox', { name: 'Read reports' }).click()
      await submit('Create API key')
      const value = await readNewKey()
      expect(await validate(value)).toMatchObject({
        name: 'Nightly export',
        owner: { type: 'organization', id },
        permissions: ['reports:read'],
        expires_at: expect.any(String),
      })
      expect(await page.content()).not.toContain(value)
      await rowOf('Nightly export').getByText('reports:read').waitFor()
      await page.getByRole('button', { name: 'Revoke Nightly export' }).click()
      await confirm('Revoke key')
      await page.getByText('No key yet.').waitFor()
      expect(await validate(value)).toBeNull()
    })

    test('a key of a user acts in one of their organizations, without which there is none', async () => {
      const { id: userId } = await userOf(await stage.createPerson())
      const visit = async () => {
        await page.goto(at(`staging/users/${userId}/api-keys`))
        await section(page, 'API keys').waitFor()
      }
      await visit()
      await page.getByText('an active member of none').waitFor()
      expect(await page.getByRole('button', { name: 'Create API key' }).isDisabled()).toBe(true)
      const { id } = await createOrganization('Fir')
      await join(userId, id)
      await visit()
      await create('Laptop')
      await dialog().getByLabel('Organization').selectOption('Fir')
      await dialog().getByLabel('Expires').selectOption('Never')
      await submit('Create API key')
      expect(await validate(await readNewKey())).toMatchObject({
        owner: { type: 'user', id: userId, organization_id: id },
        expires_at: null,
      })
      await rowOf('Laptop').getByText('In Fir').waitFor()
    })
  })

  describe('feature flags', () => {
    const read = (slug: string) => call('GET', `/feature-flags/${slug}`)
    const make = (slug: string, name: string) =>
      stage.owner.call('POST', '/feature-flags', { slug, name })
    const open = async (slug: string, name: string) => {
      await page.goto(at(`staging/feature-flags/${slug}`))
      await showsRoom(page, name)
    }
    const flagsIn = async (email: string): Promise<string[]> => {
      const { access_token } = await call('POST', '/user_management/authenticate', {
        client_id: stage.platform.clientId,
        client_secret: stage.platform.apiKey,
        grant_type: 'password',
        email,
        password,
      })
      const claims = Buffer.from(access_token.split('.')[1], 'base64url').toString()
      return JSON.parse(claims).feature_flags ?? []
    }

    test('one is created, described, turned on for everybody, and deleted', async () => {
      await openRoom(page, 'Feature flags')
      await page.getByText('No feature flags yet').waitFor()
      await page.getByRole('button', { name: 'Create feature flag' }).first().click()
      await dialog().getByLabel('Name').fill('New editor')
      expect(await dialog().getByLabel('Slug').inputValue()).toBe('new-editor')
      await submit('Create feature flag')
      await showsRoom(page, 'New editor')
      expect(await read('new-editor')).toMatchObject({ enabled: false, default_value: false })

      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await dialog().getByLabel('Description').fill('Side by side')
      await dialog().getByLabel('Tags').fill('beta, editor,')
      await submit('Save changes')
      await page.getByText('Side by side').waitFor()
      expect(await read('new-editor')).toMatchObject({ tags: ['beta', 'editor'] })

      const email = await stage.createPerson()
      await page.getByRole('switch', { name: /^On for everybody/ }).click()
      await showsNotice(page, 'New editor is meant for everybody in Staging.')
      expect(await flagsIn(email)).toEqual([])
      await page.getByRole('switch', { name: /^Enabled/ }).click()
      await showsNotice(page, 'New editor is enabled in Staging.')
      await page.getByRole('definition').getByText('On for everybody').waitFor()
      expect(await flagsIn(email)).toEqual(['new-editor'])

      // Another environment has the flag, and its own state.
      await page.goto(at('production/feature-flags/new-editor'))
      await page.getByRole('definition').getByText('Off', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Delete feature flag' }).click()
      await page.getByRole('alertdialog').getByText('This is the production environment').waitFor()
      await confirm('Delete feature flag')
      await page.getByText('No feature flags yet').waitFor()
      await expect(read('new-editor')).rejects.toThrow('404')
    })

    test('users and organizations are made targets, and taken away again', async () => {
      await make('comments', 'Comments')
      await call('PUT', '/feature-flags/comments/enable')
      const email = await stage.createPerson()
      const { id } = await createOrganization('Ginkgo')
      await open('comments', 'Comments')
      const targets = section(page, 'Targets')
      await targets.getByRole('button', { name: 'Add target' }).click()
      await dialog().getByLabel('Email').fill(email)
      await submit('Add target')
      await targets.getByRole('link', { name: email }).waitFor()
      expect(await flagsIn(email)).toEqual(['comments'])
      await targets.getByRole('button', { name: 'Add target' }).click()
      await dialog().getByRole('radio', { name: 'An organization and its members' }).click()
      await dialog().getByLabel('Organization', { exact: true }).fill('ginkgo')
      await submit('Add target')
      await targets.getByRole('link', { name: 'Ginkgo' }).waitFor()
      const ofOrganization = `/organizations/${id}/feature-flags`
      expect((await call('GET', ofOrganization)).data).toMatchObject([{ slug: 'comments' }])
      for (const name of [email, 'Ginkgo']) {
        await targets.getByRole('button', { name: `Remove ${name}` }).click()
        await showsNotice(page, `${name} is no target any more.`)
      }
      await targets.getByText('No target yet.').waitFor()
      expect(await flagsIn(email)).toEqual([])
    })

    test('are added on the page of a user and of an organization', async () => {
      await make('exports', 'Exports')
      await make('later', 'Later')
      await call('PUT', '/feature-flags/exports/enable')
      const email = await stage.createPerson()
      const { id } = await createOrganization('Hazel')
      const addTo = async (path: string, flag: string) => {
        await page.goto(at(path))
        await section(page, 'Feature flags').getByText('No flag is on.').waitFor()
        await page.getByRole('button', { name: 'Add to flag' }).click()
        await dialog().getByLabel('Feature flag').selectOption(flag)
        await submit('Add to flag')
      }
      await addTo(`staging/users/${(await userOf(email)).id}/feature-flags`, 'Exports')
      await showsNotice(page, `Exports is on for ${email}.`)
      await rowOf('exports').getByRole('link').waitFor()
      await addTo(`staging/organizations/${id}/feature-flags`, 'Later (off)')
      await showsNotice(page, 'Hazel is a target of Later, which is off as yet.')
      await open('later', 'Later')
      await section(page, 'Targets').getByRole('link', { name: 'Hazel' }).waitFor()
    })

    test('a slug that is taken or not allowed is refused at its field', async () => {
      await make('taken', 'Taken')
      await page.goto(at('staging/feature-flags?create=true'))
      await dialog().getByLabel('Name').fill('Taken')
      await submit('Create feature flag')
      await dialog().getByRole('alert').filter({ hasText: 'exists already' }).waitFor()
      const slug = dialog().getByLabel('Slug')
      await slug.fill('Not a slug')
      await submit('Create feature flag')
      await dialog().getByRole('alert').filter({ hasNotText: 'exists already' }).waitFor()
      expect(await slug.getAttribute('aria-invalid')).toBe('true')
    })
  })

  describe('a user', () => {
    test('gets an external id and metadata, and loses them', async () => {
      const email = await stage.createPerson()
      const { id } = await userOf(email)
      await page.goto(at(`staging/users/${id}`))
      await showsRoom(page, email)
      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await dialog().getByLabel('External ID').fill('person-1')
      await dialog().getByRole('button', { name: 'Add pair' }).click()
      await dialog().getByLabel('Key of pair 1').fill('plan')
      await dialog().getByLabel('Value of pair 1').fill('team')
      await submit('Save changes')
      await page.getByText('metadata.plan').waitFor()
      const saved = { external_id: 'person-1', metadata: { plan: 'team' }, email_verified: true }
      expect(await userOf(email)).toMatchObject(saved)
      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await dialog().getByLabel('External ID').fill('')
      await dialog().getByRole('button', { name: 'Remove pair 1' }).click()
      await submit('Save changes')
      await page.getByText('metadata.plan').waitFor({ state: 'detached' })
      expect(await userOf(email)).toMatchObject({ external_id: null, metadata: {} })
    })

    test('joins an organization, gets another role, is deactivated and reactivated there, and removed', async () => {
      const email = await stage.createPerson()
      const { id } = await userOf(email)
      await createOrganization('Juniper')
      await page.goto(at(`staging/users/${id}`))
      await showsRoom(page, email)
      await openPart(page, 'Organizations')
      await page.getByRole('button', { name: 'Add to organization' }).click()
      await dialog().getByLabel('Organization').fill('Nowhere')
      await submit('Add to organization')
      await dialog().getByRole('alert').filter({ hasText: 'named “Nowhere”' }).waitFor()
      await dialog().getByLabel('Organization').fill('Juniper')
      await dialog().getByLabel('Role').selectOption('Admin')
      await submit('Add to organization')
      await showsNotice(page, `${email} was added to Juniper.`)
      await rowOf('Juniper').getByRole('cell', { name: 'admin', exact: true }).waitFor()
      await chooseFor(page, 'Juniper', 'Change roles')
      await dialog().getByRole('radio', { name: 'Member' }).click()
      await submit('Save changes')
      await rowOf('Juniper').getByRole('cell', { name: 'member', exact: true }).waitFor()
      await chooseFor(page, 'Juniper', 'Deactivate')
      await confirm('Deactivate member')
      await rowOf('Juniper').getByText('Inactive', { exact: true }).waitFor()
      await chooseFor(page, 'Juniper', 'Reactivate')
      await rowOf('Juniper').getByText('Active', { exact: true }).waitFor()
      await chooseFor(page, 'Juniper', 'Remove')
      await confirm('Remove member')
      await page.getByText('People join an organization').waitFor()
      const query = `user_id=${id}`
      const { data } = await call('GET', `/user_management/organization_memberships?${query}`)
      expect(data).toEqual([])
    })
  })

  test('an organization asks its members for a second factor, and no longer', async () => {
    const { id } = await createOrganization('Maple')
    const email = await stage.createPerson()
    await join((await userOf(email)).id, id)
    const signIn = () =>
      fetch(`${stage.platform.url}/user_management/authenticate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          client_id: stage.platform.clientId,
          client_secret: stage.platform.apiKey,
          grant_type: 'password',
          email,
          password,
        }),
      }).then((response) => response.json())
    await page.goto(at(`staging/organizations/${id}`))
    const required = page.getByRole('switch', { name: /^Members need an authenticator app/ })
    await required.click()
    await showsNotice(page, 'Members set up an authenticator app at their next sign-in.')
    expect(await signIn()).toMatchObject({ code: 'mfa_enrollment' })
    await required.click()
    await showsNotice(page, 'Members are asked for what the environment asks of everybody.')
    expect(await signIn()).toMatchObject({ organization_id: id })
  })

  test('the keyboard alone creates a flag, and turns it on', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('feature flag')
    await page.getByRole('option', { name: /^Create a feature flag/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await dialog().getByLabel('Name').waitFor()
    await page.keyboard.type('By keys')
    await page.keyboard.press('Enter')
    await showsRoom(page, 'By keys')
    const enabled = page.getByRole('switch', { name: /^Enabled/ })
    while (!(await enabled.evaluate((element) => element === document.activeElement))) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Space')
    await showsNotice(page, 'By keys is enabled in Staging.')
    expect(await call('GET', '/feature-flags/by-keys')).toMatchObject({ enabled: true })
  })

  test('on a phone, the open part of an organization is in view', async () => {
    const { id } = await createOrganization('Larch')
    const phone = await page.context().newPage()
    await phone.setViewportSize({ width: 390, height: 800 })
    await phone.goto(at(`staging/organizations/${id}/feature-flags`))
    await section(phone, 'Feature flags').waitFor()
    const tab = phone.getByRole('link', { name: 'Feature flags', exact: true })
    const rightEdge = async () => {
      const box = await tab.boundingBox()
      return box ? box.x + box.width : Number.POSITIVE_INFINITY
    }
    await expect.poll(rightEdge).toBeLessThanOrEqual(390)
    await phone.close()
  })
})
