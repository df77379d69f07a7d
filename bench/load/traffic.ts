/** What one run of load sends, as data, so that it can travel to the process that sends it. */
export interface Load {
  /** Origin of the server under load. */
  origin: string
  connections: number
  seconds: number
  headers: Record<string, string>
  traffic: Traffic
}

export type Traffic =
  /** Every connection takes the next path of the list. */
  | { kind: 'get'; paths: string[] }
  /** Every connection takes the next body of the list. */
  | { kind: 'post'; path: string; bodies: object[] }
  /** Every connection continues a session of its own: each answer brings the next refresh token. */
  | { kind: 'refresh'; path: string; fields: object; refreshTokens: string[] }

/** What a run of load measured. */
export interface Measured {
  answersPerSecond: number
  /** One entry an answer, from the first byte sent to the last byte received. */
  latenciesMilliseconds: number[]
}

/** Speaks for one connection: what it sends next, told what it received. */
export interface Speaker {
  next(): string
  received(body: string): void
}

/** Returns a function that makes the speaker of each further connection. */
export function speakersOf({ origin, headers, traffic }: Load): (connection: number) => Speaker {
  const head = Object.entries({ host: new URL(origin).host, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  const get = (path: string) => `GET ${path} HTTP/1.1\r\n${head}\r\n`
  const post = (path: string, body: object) => {
    const text = JSON.stringify(body)
    const length = Buffer.byteLength(text)
    return `POST ${path} HTTP/1.1\r\n${head}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${text}`
  }
  switch (traffic.kind) {
    case 'get':
      return inTurn(traffic.paths.map(get))
    case 'post':
      return inTurn(traffic.bodies.map((body) => post(traffic.path, body)))
    case 'refresh':
      return (connection) => {
        let refreshToken = traffic.refreshTokens[connection]
        return {
          next: () => post(traffic.path, { ...traffic.fields, refresh_token: refreshToken }),
          received(body) {
            refreshToken = JSON.parse(body).refresh_token
          },
        }
      }
  }
}

/** All connections together go through the list, and begin again at its end. */
function inTurn(requests: string[]): () => Speaker {
  let position = 0
  const speaker: Speaker = {
    next: () => requests[position++ % requests.length] as string,
    received() {},
  }
  return () => speaker
}
