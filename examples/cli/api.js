import { createServer } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { readSettings } from './settings.js'

const { latchkeyUrl, apiUrl, clientId } = await readSettings()
const keys = createRemoteJWKSet(new URL(`/sso/jwks/${clientId}`, latchkeyUrl))

/** By user, for as long as this process runs: the example is about who asks, not about storage. */
const notesOf = new Map()

createServer(async (request, response) => {
  const user = await userOf(request)
  if (!user) return answer(response, 401, { message: 'Give an access token: notes login' })
  const notes = notesOf.get(user) ?? []
  if (request.method === 'GET') return answer(response, 200, { notes })
  const note = await readNote(request)
  if (!note)
    return answer(response, 400, { message: 'Send {"note": "…"} of up to 1,000 characters.' })
  notesOf.set(user, [...notes, note])
  answer(response, 201, { notes: notesOf.get(user) })
}).listen(Number(new URL(apiUrl).port), () => console.log(`The API runs on ${apiUrl}`))

/** The id of the user whose access token it is, or null when it is none of ours or has expired. */
async function userOf({ headers }) {
  const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? []
  if (!token) return null
  try {
    const { payload } = await jwtVerify(token, keys, { requiredClaims: ['sub', 'sid', 'exp'] })
    return payload.sub
  } catch {
    return null
  }
}

async function readNote(request) {
  let text = ''
  for await (const chunk of request) {
    text += chunk
    if (text.length > 4000) return null
  }
  try {
    const { note } = JSON.parse(text)
    return typeof note === 'string' && note.trim() && note.length <= 1000 ? note : null
  } catch {
    return null
  }
}

function answer(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
