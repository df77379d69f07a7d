#!/usr/bin/env node
import { decodeJwt } from 'jose'
import { beginSignIn, finishSignIn, refresh } from './device-flow.js'
import { readSettings } from './settings.js'
import { readTokens, removeTokens, writeTokens } from './token-file.js'

const commands = { login, logout, whoami, list, add }

const [name = 'help', ...words] = process.argv.slice(2)
try {
  if (Object.hasOwn(commands, name)) await commands[name](words.join(' '))
  else console.log(`Usage: notes ${Object.keys(commands).join(' | notes ')}`)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

async function login() {
  const settings = await readSettings()
  const device = await beginSignIn(settings)
  console.log(`Your code is ${device.user_code}. Confirm it in a browser:`)
  console.log(device.verification_uri_complete)
  const tokens = await finishSignIn(settings, device)
  await writeTokens(tokens)
  console.log(`Signed in as ${tokens.user.email}.`)
}

/** Ends the session at Latchkey, too: the tokens are worth nothing afterwards. */
async function logout() {
  const tokens = await readTokens()
  await removeTokens()
  if (tokens) {
    const { latchkeyUrl } = await readSettings()
    const { sid } = decodeJwt(tokens.access_token)
    const url = new URL('/user_management/sessions/logout', latchkeyUrl)
    url.searchParams.set('session_id', sid)
    await fetch(url, { redirect: 'manual' }).catch(() => null)
  }
  console.log('Signed out.')
}

async function whoami() {
  const { user } = await signedIn()
  console.log(user.email)
}

async function list() {
  const { notes } = await callApi('GET')
  for (const note of notes) console.log(`- ${note}`)
  if (notes.length === 0) console.log('No notes yet. Add one: notes add Buy milk')
}

async function add(note) {
  if (note === '') throw new Error('Say what to note: notes add Buy milk')
  await callApi('POST', { note })
  console.log('Noted.')
}

async function signedIn() {
  const tokens = await readTokens()
  if (!tokens) throw new Error('You are not signed in. Run: notes login')
  return tokens
}

/** Calls the API; an access token that it no longer takes is renewed once. */
async function callApi(method, body) {
  const settings = await readSettings()
  const tokens = await signedIn()
  let response = await send(settings, tokens.access_token, method, body)
  if (response.status === 401) {
    const renewed = await refresh(settings, tokens.refresh_token)
    if (!renewed) throw new Error('Your session has ended. Run: notes login')
    await writeTokens(renewed)
    response = await send(settings, renewed.access_token, method, body)
  }
  if (!response.ok) throw new Error(`The API answers with status ${response.status}.`)
  return response.json()
}

async function send({ apiUrl }, accessToken, method, body) {
  try {
    return await fetch(`${apiUrl}/notes`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    })
  } catch {
    throw new Error(`The API does not answer at ${apiUrl}. Start it: npm start`)
  }
}
