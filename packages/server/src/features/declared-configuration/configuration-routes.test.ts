import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Answer, callApi, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { createPerson } from '../../../test/people.ts'
import { startTestServer, type TestEnvironment, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { createId } from '../../ids/ids.ts'
import { createApiKey } from '../api-keys/api-key.ts'
import { getEnvironmentOfKind } from '../environments/environment.ts'
import { apiKey, everyKind, organizationId, userId, webhookSecret } from './whole.fixture.ts'

let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>
const others: TestServer[] = []

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
})
afterAll(() => server?.stop())
afterEach(() => Promise.all(others.splice(0).map((other) => other.stop())))

const startOther = async () => {
  const other = await startTestServer()
  others.push(other)
  return other
}

const byKey = ({ apiKey: key }: TestEnvironment) => ({ authorization: `Bearer ${key}` })
const byOwner = async (on: TestServer) => (await signInOwner(on))(on.staging.environment)

interface Sending {
  on?: TestServer
  headers?: Record<string, string>
  query?: string
}

const apply = async (text: string, { on = server, headers, query = '' }: Sending = {}) =>
  read(
    await fetch(`${on.url}/latchkey/configuration${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/yaml', ...(headers ?? byKey(on.staging)) },
      body: text,
    }),
  )
const dryRun = (text: string, sending: Sending = {}) =>
  apply(text, { ...sending, query: '?dry_run=true' })
const exportFrom = async ({ on = server, headers, query = '' }: Sending = {}): Promise<Answer> =>
  read(
    await fetch(`${on.url}/latchkey/configuration${query}`, {
      headers: headers ?? byKey(on.staging),
    }),
  )

const inStaging = (lines: string) => `environments:\n  staging:\n${lines}`
const countEvents = async (on = server) =>
  Number(
    (
      await on.deps.db
        .selectFrom('events')
        .select((select) => select.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  )

describe('applying a configuration', () => {
  test('by an owner makes everything of every kind, in both environments', async () => {
    const on = await startOther()
    const headers = await byOwner(on)
    const { status, body } = await apply(everyKind, { on, headers })
    expect(status).toBe(200)
    expect(body).toMatchObject({ object: 'configuration_difference', dry_run: false })
    const made = body.changes.map(
      ({ environment, change, kind, key }: Record<string, string>) =>
        `${environment} ${change} ${kind} ${key}`,
    )
    expect(made).toEqual([
      'staging update application ',
      'staging update authentication_settings ',
      'staging create redirect_uri http://localhost:8080/callback',
      'staging create redirect_uri http://localhost:*/callback',
      'staging create sign_out_redirect http://localhost:8080',
      'staging create cors_origin http://localhost:8080',
      'staging create api_key CI',
      'staging create jwt_template ',
      'staging create webhook_endpoint http://localhost:8080/webhooks',
      'staging create action authentication',
      'staging create permission posts:write',
      'staging create permission posts:read',
      `staging create organization ${organizationId}`,
      `staging create organization_domain acme.example of ${organizationId}`,
      `staging create organization_domain acme.test of ${organizationId}`,
      'staging create role editor',
      `staging create role org-billing of ${organizationId}`,
      'staging update role_settings ',
      `staging update role_settings ${organizationId}`,
      'staging create user ada@example.com',
      'staging create user grace@example.com',
      `staging create organization_membership ada@example.com of ${organizationId}`,
      `staging create organization_membership grace@example.com of ${organizationId}`,
      'staging create feature_flag new-editor',
      'staging create feature_flag_target ada@example.com of new-editor',
      `staging create feature_flag_target ${organizationId} of new-editor`,
      'production update authentication_settings ',
      'production create redirect_uri https://acme.example.com/callback',
      'production update feature_flag new-editor',
    ])

    const show = async (path: string) =>
      (await callApi(on, 'GET', path, undefined, { apiKey })).body
    const memberships = await show(
      `/user_management/organization_memberships?organization_id=${organizationId}&statuses=active&statuses=inactive&order=asc`,
    )
    expect(memberships.data).toMatchObject([
      { user_id: userId, status: 'active', roles: [{ slug: 'org-billing' }, { slug: 'editor' }] },
      { status: 'inactive', roles: [{ slug: 'org-billing' }] },
    ])
    const organization = await show(`/organizations/${organizationId}`)
    expect(organization.domains).toMatchObject([
      { domain: 'acme.example', state: 'verified' },
      { domain: 'acme.test', state: 'pending' },
    ])
    expect((await show(`/user_management/users/${userId}/feature-flags`)).data).toMatchObject([
      { slug: 'new-editor' },
    ])
    expect((await show('/webhook_endpoints')).data).toMatchObject([
      { secret: webhookSecret, status: 'disabled' },
    ])
    expect(
      (await show('/authorization/roles')).data.map(({ slug }: { slug: string }) => slug),
    ).toEqual(['admin', 'editor', 'member'])
    expect((await getEnvironmentOfKind(on.deps, 'production')).settings.signUpEnabled).toBe(false)

    const events = await countEvents(on)
    expect((await apply(everyKind, { on, headers })).body.changes).toEqual([])
    expect(await countEvents(on)).toBe(events)
  })

  test('is rehearsed by a dry run, which finds the same and leaves no trace', async () => {
    const on = await startOther()
    const headers = await byOwner(on)
    const events = await countEvents(on)
    const before = (await exportFrom({ on })).body.replace(/as it was at .*/, '')
    const rehearsed = await dryRun(everyKind, { on, headers })
    expect(rehearsed.body.dry_run).toBe(true)
    expect(rehearsed.body.changes.length).toBeGreaterThan(20)
    expect((await exportFrom({ on })).body.replace(/as it was at .*/, '')).toBe(before)
    expect(await countEvents(on)).toBe(events)
    const applied = await apply(everyKind, { on, headers })
    expect(applied.body.changes).toEqual(rehearsed.body.changes)
  })

  test('tells what differs, field by field, and no secret', async () => {
    const file = (name: string, limit: number) =>
      inStaging(`    authentication_settings: { password: { minimum_length: ${limit} } }
    users:
      - { email: fields@example.com, first_name: ${name}, password: never to be told again }
`)
    const { body } = await apply(file('Ada', 11))
    expect(body.changes).toEqual([
      {
        environment: 'staging',
        kind: 'authentication_settings',
        key: '',
        change: 'update',
        fields: [{ field: 'password.minimum_length', from: 10, to: 11 }],
      },
      {
        environment: 'staging',
        kind: 'user',
        key: 'fields@example.com',
        change: 'create',
        fields: [],
      },
    ])
    const again = await apply(file('Grace', 11))
    expect(again.body.changes).toEqual([
      expect.objectContaining({ fields: [{ field: 'first_name', from: 'Ada', to: 'Grace' }] }),
    ])
    expect(JSON.stringify([body, again.body])).not.toContain('never to be told')
  })

  test('with an API key reaches the environment of the key alone', async () => {
    const file = `environments:
  staging:
    permissions: [{ slug: alone, name: Alone }]
  production:
    permissions: [{ slug: alone, name: Alone }]
`
    const { body } = await apply(file)
    expect(body.changes).toMatchObject([{ environment: 'staging', key: 'alone' }])
    const inProduction = await callApi(
      server,
      'GET',
      '/authorization/permissions/alone',
      undefined,
      server.production,
    )
    expect(inProduction.status).toBe(404)
    const others = await apply('environments:\n  production: {}\n')
    expect(others.status).toBe(422)
    expect(others.body.errors).toEqual([
      expect.objectContaining({
        line: 1,
        message: 'It declares nothing for staging, where this API key belongs.',
      }),
    ])
  })

  test('takes the first address without a wildcard as the default', async () => {
    const file = inStaging(
      '    sign_out_redirects: [http://localhost:*/bye, http://localhost:1/bye, http://localhost:2/bye]\n',
    )
    expect((await apply(file)).body.changes).toHaveLength(3)
    const { sign_out_redirects: exported } = parse((await exportFrom()).body).environments.staging
    expect(exported[0]).toBe('http://localhost:1/bye')
    expect((await apply(file)).body.changes).toEqual([])
    expect(
      (await dryRun(inStaging('    sign_out_redirects: [http://localhost:2/bye]\n'))).body.changes,
    ).toMatchObject([{ change: 'update', key: 'http://localhost:2/bye' }])
  })

  test('with a key of production leaves alone what only owners set there', async () => {
    const production = { authorization: `Bearer ${server.production.apiKey}` }
    const owners = [
      'application: { sign_in_endpoint: https://app.example.com/login }',
      'sign_out_redirects: [https://app.example.com/bye]',
      'authentication_settings: { mfa_policy: required }',
      'actions: [{ type: authentication, url: https://thief.example.com, enabled: true, failure_mode: allow, timeout_milliseconds: 1000 }]',
    ]
    for (const part of owners) {
      const file = `environments:\n  production:\n    ${part}\n`
      const { status, body } = await apply(file, { headers: production })
      expect({ part, status }).toEqual({ part, status: 422 })
      expect(body.errors[0]).toMatchObject({
        line: 3,
        message: expect.stringContaining('An API key does not change'),
      })
      const asOwner = { headers: ownerHeaders(server.production.environment) }
      expect((await apply(file, asOwner)).status).toBe(200)
      // What is so already needs no permission.
      expect(await apply(file, { headers: production })).toMatchObject({
        status: 200,
        body: { changes: [] },
      })
    }
    const uris = '[https://app.example.com/callback, https://app.example.com/in]'
    const file = `environments:\n  production:\n    redirect_uris: ${uris}\n`
    expect((await apply(file, { headers: production })).status).toBe(200)
  })

  test('with the key of an application chooses no ids in production, with that of an owner it does', async () => {
    const { deps } = server
    const production = await getEnvironmentOfKind(deps, 'production')
    const ofOwner = await createApiKey(deps, production, 'Terminal', { approvedBy: userId })
    const id = (prefix: 'user' | 'org') => createId(prefix, deps.clock.now())
    const parts = [
      `users: [{ id: ${id('user')}, email: chosen@example.com }]`,
      `organizations: [{ id: ${id('org')}, name: Chosen }]`,
    ]
    for (const part of parts) {
      const file = `environments:\n  production:\n    ${part}\n`
      const refused = await apply(file, { headers: byKey(server.production) })
      expect({ part, status: refused.status }).toEqual({ part, status: 422 })
      expect(refused.body.errors).toMatchObject([
        { line: 3, message: expect.stringContaining('chooses no ids in production') },
      ])
      const headers = { authorization: `Bearer ${ofOwner.value}` }
      expect((await apply(file, { headers })).status).toBe(200)
    }
    const unnamed = 'environments:\n  production:\n    users: [{ email: any@example.com }]\n'
    expect((await apply(unnamed, { headers: byKey(server.production) })).status).toBe(200)
  })

  test('with a key of production names the first redirect URI, and changes no default', async () => {
    const on = await startOther()
    await on.deps.db
      .deleteFrom('redirect_uris')
      .where('environment_id', '=', on.production.environment.id)
      .execute()
    const asApplication = { on, headers: byKey(on.production) }
    const uris = (...names: string[]) => {
      const lines = names.map((name) => `      - https://app.example.com/${name}\n`)
      return `environments:\n  production:\n    redirect_uris:\n${lines.join('')}`
    }
    const defaultOne = async () => {
      const { uri } = await on.deps.db
        .selectFrom('redirect_uris')
        .select('uri')
        .where('environment_id', '=', on.production.environment.id)
        .where('is_default', '=', true)
        .executeTakeFirstOrThrow()
      return uri
    }
    expect((await apply(uris('first', 'second'), asApplication)).status).toBe(200)
    expect(await defaultOne()).toBe('https://app.example.com/first')
    // One that is there, and one that is new.
    for (const name of ['second', 'third']) {
      const { status, body } = await apply(uris(name, 'first'), asApplication)
      expect({ status, body }).toMatchObject({
        status: 422,
        body: {
          errors: [
            {
              line: 4,
              message:
                'An API key does not change the default redirect of production. Name the present default first.',
            },
          ],
        },
      })
      expect(await defaultOne()).toBe('https://app.example.com/first')
    }
    expect((await apply(uris('first', 'third'), asApplication)).status).toBe(200)
    const asOwner = { on, headers: (await signInOwner(on))(on.production.environment) }
    expect((await apply(uris('third'), asOwner)).status).toBe(200)
    expect(await defaultOne()).toBe('https://app.example.com/third')
  })

  test('with an API key makes no other key', async () => {
    const file = inStaging(
      '    api_keys:\n      - { name: Second, value: sk_test_second0123456789 }\n',
    )
    const { status, body } = await apply(file)
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ line: 4, message: expect.stringContaining('An API key') }])
    expect((await apply(file, { headers: ownerHeaders(server.staging.environment) })).status).toBe(
      200,
    )
    expect((await apply(file)).body.changes).toEqual([])
  })

  test('with an API key makes flags, and describes none that other environments have, too', async () => {
    const file = (name: string) =>
      inStaging(
        `    feature_flags:\n      - slug: shared\n        enabled: true\n        name: ${name}\n`,
      )
    expect((await apply(file('Shared'))).status).toBe(200)
    const { status, body } = await apply(file('Renamed'))
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ line: 6, message: expect.stringContaining('an API key') }])
    const headers = ownerHeaders(server.staging.environment)
    expect((await apply(file('Renamed'), { headers })).status).toBe(200)
  })

  test('twenty times at once makes each thing once', async () => {
    const events = await countEvents()
    const file = inStaging(
      '    users:\n      - { email: once@example.com, password: all at the same time }\n',
    )
    const answers = await atOnce(() => apply(file), 20)
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(answers.filter(({ body }) => body.changes.length > 0)).toHaveLength(1)
    expect(await countEvents()).toBe(events + 1)
  })

  test('is for owners and keys alone', async () => {
    expect((await apply(everyKind, { headers: {} })).status).toBe(401)
    expect((await exportFrom({ headers: {} })).status).toBe(401)
    const foreign = { ...ownerHeaders(server.staging.environment), origin: 'https://evil.example' }
    expect((await apply(everyKind, { headers: foreign })).status).toBe(403)
  })

  test('changes what requests see at once', async () => {
    const name = (text: string) =>
      inStaging(`    authentication_settings: { sign_up_enabled: ${text} }\n`)
    await apply(name('false'))
    const { body } = await read(
      await fetch(`${server.url}/dashboard/api/authentication_settings`, {
        headers: ownerHeaders(server.staging.environment),
      }),
    )
    expect(body.sign_up_enabled).toBe(false)
    await apply(name('true'))
  })
})

describe('a configuration that the domain refuses', () => {
  const person = '{ email: here@example.com }'
  const organization = (lines: string) =>
    `    organizations:\n      - id: org_01K0000000000000000000000B\n        name: Refused\n${lines}`

  test.each<[string, string, number, string]>([
    [
      'a redirect URI without a scheme',
      '    redirect_uris:\n      - callback\n',
      4,
      'absolute URI',
    ],
    [
      'a weak password',
      '    users:\n      - email: weak@example.com\n        password: short\n',
      5,
      'characters or more',
    ],
    [
      'settings that contradict each other',
      '    authentication_settings:\n      sessions:\n        access_token_lifetime_seconds: 600\n        inactivity_timeout_seconds: 300\n',
      6,
      'inactivity timeout',
    ],
    ['a reserved claim', '    jwt_template: \'{ "sub": "me" }\'\n', 3, 'sub'],
    ['a template that is none', "    jwt_template: 'plan'\n", 3, 'must be JSON'],
    [
      'a permission that is not there',
      '    roles:\n      - slug: editor\n        name: Editor\n        permissions: [nobody:knows]\n',
      6,
      "Permission not found: 'nobody:knows'.",
    ],
    [
      'a change of what the system needs',
      '    permissions:\n      - { slug: "widgets:sso:manage", name: Mine }\n',
      4,
      'part of the system',
    ],
    [
      'another type of resource',
      '    roles:\n      - slug: member\n        name: Member\n        resource_type_slug: document\n',
      6,
      'resource types do not change',
    ],
    [
      'a default role that is not there',
      '    role_settings:\n      default_role_slug: nobody\n',
      4,
      "There is no role 'nobody'",
    ],
    [
      'a priority with a role that is not there',
      '    role_settings:\n      priority: [admin, nobody]\n',
      4,
      "There is no role 'nobody'",
    ],
    [
      'a member who is not declared and not there',
      organization('        memberships:\n          - user: nobody@example.com\n'),
      7,
      "There is no user 'nobody@example.com' here.",
    ],
    [
      'a member in a role that is not there',
      organization(
        `        memberships:\n          - user: here@example.com\n            roles: [nobody]\n    users: [${person}]\n`,
      ),
      8,
      "Role 'nobody' is not a valid role.",
    ],
    [
      'a member in several roles where they hold one',
      organization(
        `        memberships:\n          - user: here@example.com\n            roles: [admin, member]\n    users: [${person}]\n`,
      ),
      8,
      'Members hold one role',
    ],
    [
      'a domain that is none',
      organization(
        '        domains:\n          - domain: "not a domain"\n            state: verified\n',
      ),
      7,
      'Enter a domain',
    ],
    [
      'a target that is not there',
      '    feature_flags:\n      - slug: refused\n        name: Refused\n        targets:\n          - org_01K0000000000000000000000Z\n',
      7,
      'There is no organization',
    ],
    [
      'an event that is not there',
      '    webhook_endpoints:\n      - endpoint_url: http://localhost:1/\n        events: [user.created, user.sneezed]\n',
      5,
      "no event named 'user.sneezed'",
    ],
    [
      'an address of a webhook that is none',
      '    webhook_endpoints:\n      - endpoint_url: nowhere\n        events: [user.created]\n',
      4,
      'cannot be used',
    ],
    [
      'an address of an action that is none',
      '    actions:\n      - type: authentication\n        url: nowhere\n        enabled: true\n        failure_mode: deny\n        timeout_milliseconds: 1000\n',
      4,
      'cannot be used',
    ],
    [
      'a client id of another environment',
      '    application:\n      name: Acme\n      client_id: CLIENT_ID_OF_PRODUCTION\n',
      5,
      'Another environment has this client id.',
    ],
    [
      'two places that contradict each other',
      '    users:\n      - { id: user_01K0000000000000000000000B, email: one@example.com }\n      - { id: user_01K0000000000000000000000B, email: two@example.com }\n',
      4,
      'does not stay as it is declared',
    ],
    [
      'the same thing twice',
      '    users:\n      - email: two@example.com\n      - email: TWO@example.com\n',
      5,
      'is declared in line 4 already.',
    ],
    [
      'text that cannot be stored',
      '    users:\n      - email: nul@example.com\n        first_name: "\\0"\n',
      5,
      'cannot be stored',
    ],
    ['an alias that leads nowhere', '    users: *nowhere\n', 1, 'nowhere'],
  ])('%s is found by a dry run, with its line', async (_, lines, line, words) => {
    const text = lines.replace('CLIENT_ID_OF_PRODUCTION', server.production.clientId)
    const { status, body } = await dryRun(inStaging(text))
    expect(status).toBe(422)
    expect(body.code).toBe('invalid_configuration')
    expect(body.errors[0].line, body.errors[0].message).toBe(line)
    expect(body.errors[0].message).toContain(words)
  })

  test('is not applied in part: what comes before the refusal is taken back', async () => {
    const text = inStaging(
      '    permissions: [{ slug: in:part, name: In part }]\n    users:\n      - { email: weak@example.com, password: short }\n',
    )
    const [before, events] = [await exportFrom(), await countEvents()]
    const { status, body } = await apply(text)
    expect(status).toBe(422)
    expect(body).toEqual((await dryRun(text)).body)
    expect(parse((await exportFrom()).body)).toEqual(parse(before.body))
    expect(await countEvents()).toBe(events)
  })

  test('is told of every problem of a kind together', async () => {
    const { body } = await dryRun(
      inStaging(
        '    users:\n      - { email: nobody }\n      - { email: a@example.com }\n      - { email: noone }\n',
      ),
    )
    expect(body.errors.map(({ line }: { line: number }) => line)).toEqual([4, 6])
  })

  test('is refused for its form with every place', async () => {
    const { status, body } = await apply(
      inStaging('    usrs: []\n    authentication_settings:\n      mfa_policy: sometimes\n'),
    )
    expect(status).toBe(422)
    expect(body.errors).toEqual([
      { code: 'invalid', line: 3, column: 5, message: 'usrs is not known here.' },
      {
        code: 'invalid',
        line: 5,
        column: 7,
        message: 'environments.staging.authentication_settings.mfa_policy must be off or required.',
      },
    ])
    const { body: limits } = await apply(
      inStaging(
        '    authentication_settings: { sessions: { inactivity_timeout_seconds: 5 } }\n    users: [{ email: a@example.com, first_name: 7 }]\n',
      ),
    )
    expect(limits.errors.map(({ message }: { message: string }) => message)).toEqual([
      'environments.staging.authentication_settings.sessions.inactivity_timeout_seconds must be >= 300.',
      'environments.staging.users.0.first_name must be string or null.',
    ])
  })

  test.each([
    ['nesting without an end', `${'['.repeat(20_000)}`],
    [
      'aliases that multiply',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[...'bcdefg'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[index]}`).join(', ')}]`).join('\n')}\n`,
    ],
  ])('is refused, not suffered: %s', async (_, text) => {
    expect((await apply(text)).status).toBe(422)
  })
})

describe('exporting a configuration', () => {
  const withoutDate = (text: string) => text.replace(/^#.*\n/gm, '')

  test('gives a file that makes another installation the same', async () => {
    const [source, target] = [await startOther(), await startOther()]
    const owner = { on: source, headers: await byOwner(source) }
    expect((await apply(everyKind, owner)).status).toBe(200)
    const exported = await exportFrom({
      on: source,
      headers: { authorization: `Bearer ${apiKey}` },
    })
    expect(exported.status).toBe(200)
    expect(exported.headers.get('content-type')).toContain('application/yaml')
    const applied = await apply(exported.body, { on: target })
    expect(applied.body.errors).toBeUndefined()
    const again = await exportFrom({ on: target })
    expect(withoutDate(again.body)).toBe(withoutDate(exported.body))
    expect((await dryRun(exported.body, { on: source })).body.changes).toEqual([])
  })

  test('holds no secret, and says so', async () => {
    const on = await startOther()
    await apply(everyKind, { on, headers: await byOwner(on) })
    const { body } = await exportFrom({ on })
    for (const hidden of [apiKey, webhookSecret, on.staging.apiKey, '$argon2', 'correct horse']) {
      expect(body).not.toContain(hidden)
    }
    expect(body).toContain('# Secrets are not here')
    expect(body).toContain('"CI"')
  })

  test('leaves people out where they are not wanted', async () => {
    const on = await startOther()
    await apply(everyKind, { on, headers: await byOwner(on) })
    const { staging } = parse((await exportFrom({ on, query: '?people=false' })).body).environments
    expect(staging.users).toBeUndefined()
    expect(staging.organizations).toBeUndefined()
    expect(staging.feature_flags).toEqual([
      expect.not.objectContaining({ targets: expect.anything() }),
    ])
    expect(staging.roles).toHaveLength(3)
  })

  test('holds the environment that was asked for, and nothing of the other', async () => {
    const person = await createPerson(server)
    const { body } = await exportFrom({ headers: byKey(server.production) })
    expect(Object.keys(parse(body).environments)).toEqual(['production'])
    expect(body).not.toContain(person.email)
  })

  test('stands every name that people give', async () => {
    const name = 'line\nbreak: # \'quoted\' "twice" & *more'
    await callApi(server, 'POST', '/organizations', { name, metadata: { '#': ': yes' } })
    const { body } = await exportFrom()
    expect(parse(body).environments.staging.organizations).toContainEqual(
      expect.objectContaining({ name, metadata: { '#': ': yes' } }),
    )
    expect((await dryRun(body)).body.changes).toEqual([])
  })
})

test('editors are served the shape of the file', async () => {
  const { status, body } = await read(
    await fetch(`${server.url}/latchkey/configuration.schema.json`),
  )
  expect(status).toBe(200)
  expect(body.definitions.environment.properties).toHaveProperty('users')
})
