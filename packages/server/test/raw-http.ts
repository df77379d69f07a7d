import { type IncomingHttpHeaders, request } from 'node:http'
import type { TestServer } from './server.ts'

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/**
 * A request whose target and headers go out exactly as written: `fetch` and `URL` tidy them first,
 * and what they tidy is what attackers send.
 */
export function requestRaw(
  server: TestServer,
  target: string,
  cookies: ReadonlyMap<string, string> = new Map(),
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<RawAnswer> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: 'localhost',
        port: server.port,
        path: target,
        method: options.method ?? 'GET',
        headers: { accept: 'text/html', ...(cookie ? { cookie } : {}), ...options.headers },
      },
      (incoming) => {
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('error', reject)
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(parts).toString(),
          }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(options.body)
  })
}
