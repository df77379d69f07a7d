import type { World } from '../world.ts'
import type { Ask } from './case.ts'

/** The request of a case, over HTTP. */
export async function ask(
  world: World,
  operation: string,
  { at = [], query, body, text, headers, as = 'a backend' }: Ask,
  send: typeof fetch,
): Promise<Response> {
  const [method = '', template = ''] = operation.split(' ')
  const values = [...at]
  const path = template.replace(/\{\w+\}/g, () => encodeURIComponent(values.shift() ?? 'none'))
  const search = query ? `?${new URLSearchParams(query)}` : ''
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body))
  return send(world.server.url + path + search, {
    method,
    redirect: 'manual',
    headers: {
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...identify(world, as),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  })
}

function identify(
  { server, ownerHeaders }: World,
  as: NonNullable<Ask['as']>,
): Record<string, string> {
  if (as === 'nobody') return {}
  if (as === 'a backend') return { authorization: `Bearer ${server.staging.apiKey}` }
  return { ...ownerHeaders, 'sec-fetch-site': 'cross-site' }
}
