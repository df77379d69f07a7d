import { createOrganization } from '../src/features/organizations/organization.ts'
import { type Answer, callApi } from './api.ts'
import { createPerson, type Person } from './people.ts'
import type { TestEnvironment, TestServer } from './server.ts'

export interface Member {
  person: Person
  /** As the API answered when it was made. */
  membership: Answer['body']
}

/** The id of a new organization. */
export async function newOrganization(
  server: TestServer,
  name = 'Acme',
  environment: TestEnvironment = server.staging,
): Promise<string> {
  const organization = await createOrganization(server.deps, environment.environment.id, { name })
  return organization.id
}

/** Somebody new who belongs to an organization. */
export async function newMember(
  server: TestServer,
  organizationId: string,
  roles: { role_slug?: string; role_slugs?: string[] } = {},
): Promise<Member> {
  const person = await createPerson(server)
  const { status, body } = await callApi(
    server,
    'POST',
    '/user_management/organization_memberships',
    {
      user_id: person.user.id,
      organization_id: organizationId,
      ...roles,
    },
  )
  if (status !== 201) throw new Error(JSON.stringify(body))
  return { person, membership: body }
}

export interface RecordedEvent {
  event: string
  organization_id: string | null
  data: Record<string, unknown>
}

/** Events, oldest first, whose data contains this text, such as an id. */
export async function eventsAbout(server: TestServer, text: string): Promise<RecordedEvent[]> {
  const rows = await server.deps.db
    .selectFrom('events')
    .select(['event', 'organization_id', 'data'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.filter(({ data }) =>
    JSON.stringify(data).includes(text),
  ) as unknown as RecordedEvent[]
}

/** Asks as the dashboard of a signed-in owner does. */
export const asOwner =
  (server: TestServer, headers: Record<string, string>) =>
  async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(server.url + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: text === '' ? text : JSON.parse(text),
      headers: response.headers,
    }
  }
