import { contractFetch } from './contract.ts'
import type { TestEnvironment, TestServer } from './server.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the tests find out.
export type Body = any

export interface Answer {
  status: number
  body: Body
  headers: Headers
}

/** One request of the REST API with the key of an environment, held against the published contract. */
export async function callApi(
  server: TestServer,
  method: string,
  path: string,
  body?: unknown,
  { apiKey }: Pick<TestEnvironment, 'apiKey'> = server.staging,
): Promise<Answer> {
  return read(
    await contractFetch(server.url + path, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  return {
    status: response.status,
    body: isJson ? JSON.parse(text) : text,
    headers: response.headers,
  }
}

/** A request to the authenticate endpoint as a backend makes it; `undefined` leaves a parameter out. */
export async function authenticate(
  server: TestServer,
  parameters: Record<string, unknown>,
  environment: TestEnvironment = server.staging,
): Promise<Answer> {
  return read(
    await contractFetch(`${server.url}/user_management/authenticate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Backend/1.0' },
      body: JSON.stringify({
        client_id: environment.clientId,
        client_secret: environment.apiKey,
        ...parameters,
      }),
    }),
  )
}

/** A device that begins to sign in. */
export async function authorizeDevice(
  server: TestServer,
  body: object = { client_id: server.staging.clientId },
): Promise<Answer> {
  return read(
    await contractFetch(`${server.url}/user_management/authorize/device`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Device/1.0' },
      body: JSON.stringify(body),
    }),
  )
}
