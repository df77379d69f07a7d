import { request } from 'node:http'

/** A request with exactly these headers: `fetch` has its own idea of some of them. */
export function send(
  url: string | URL,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, async (incoming) => {
      const received = new Headers()
      for (const [name, values] of Object.entries(incoming.headersDistinct)) {
        for (const value of values ?? []) received.append(name, value)
      }
      let body = ''
      for await (const chunk of incoming.setEncoding('utf8')) body += chunk
      resolve(new Response(body || null, { status: incoming.statusCode, headers: received }))
    })
    sent.on('error', reject)
    sent.end()
  })
}
