import type { IncomingMessage, ServerResponse } from 'node:http'
import { WorkOS } from '@workos-inc/node'
import { createRemoteJWKSet, jwtVerify } from 'jose'

/** `GET /api/organizations`: those of the user whose access token it is. */
export function organizationsApi(settings: Record<string, string>) {
  const clientId = settings.VITE_WORKOS_CLIENT_ID ?? ''
  const { userManagement } = new WorkOS(settings.WORKOS_API_KEY, {
    clientId,
    apiHostname: settings.VITE_WORKOS_API_HOSTNAME,
    port: Number(settings.VITE_WORKOS_API_PORT) || undefined,
    https: settings.VITE_WORKOS_API_HTTPS !== 'false',
  })
  const keys = createRemoteJWKSet(new URL(userManagement.getJwksUrl(clientId)))

  /** The id of the user, or null when the token is none of ours or has expired. */
  async function userOf({ headers }: IncomingMessage) {
    const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? []
    if (!token) return null
    const verified = await jwtVerify(token, keys, { requiredClaims: ['sub', 'exp'] }).catch(
      () => null,
    )
    return verified?.payload.sub ?? null
  }

  return async (request: IncomingMessage, response: ServerResponse) => {
    const userId = await userOf(request)
    if (!userId) return answer(response, 401, { message: 'Send a valid access token.' })
    const { data } = await userManagement.listOrganizationMemberships({
      userId,
      statuses: ['active'],
    })
    const organizations = data.map(({ organizationId, organizationName }) => ({
      id: organizationId,
      name: organizationName,
    }))
    answer(response, 200, organizations)
  }
}

function answer(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
