import { setTimeout as wait } from 'node:timers/promises'
import { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import { noPlatform, type Refusal, refusalError } from './explain.ts'
import type { OwnKey } from './own-key.ts'
import { reachingFetch } from './reaching-fetch.ts'

/** What a person needs to approve it in a browser, on this machine or another. */
export interface DeviceSignIn {
  deviceCode: string
  userCode: string
  /** With the code in it. */
  address: string
  /** Without: for typing. */
  shortAddress: string
  intervalSeconds: number
}

/** The key that an owner approved. */
export type GrantedKey = OwnKey & { value: string }

/** Asks the platform for a key of this machine's own (RFC 8628, with an API key in place of tokens). */
export async function beginDeviceSignIn(
  environment: Environment,
  url: string,
  hostName: string,
): Promise<DeviceSignIn> {
  const { status, body } = await post(environment, url, '/latchkey/cli_sign_ins', {
    host_name: hostName,
  })
  if (status !== 201) throw refusalError(status, body, '')
  return {
    deviceCode: body.device_code,
    userCode: readUserCode(body.user_code),
    address: readAddress(url, body.verification_uri_complete),
    shortAddress: readAddress(url, body.verification_uri),
    intervalSeconds: body.interval,
  }
}

/** It is shown to a person who compares it: nothing else may stand in its place. */
function readUserCode(code: unknown): string {
  if (typeof code === 'string' && /^[A-Z]{4}-[A-Z]{4}$/.test(code)) return code
  throw new CommandError('invalid_answer', 'The platform answered with a code that is none.', {
    recovery: 'Check the address: --url, LATCHKEY_URL or latchkey env list.',
  })
}

/** A browser opens it, and an owner trusts what it shows: no other site than the platform's own. */
function readAddress(url: string, address: unknown): string {
  const parsed = URL.canParse(String(address)) ? new URL(String(address)) : undefined
  if (parsed?.origin === url) return parsed.href
  const where = parsed ? ` of ${parsed.origin}` : ' that is none'
  throw new CommandError(
    'address_of_another_site',
    `The platform at ${url} asks to approve it at an address${where}.`,
    { recovery: 'If the platform is yours, give the address that it is configured with: --url.' },
  )
}

/** Waits until an owner has decided. Ctrl-C ends it; nothing is left behind. */
export async function waitForKey(
  environment: Environment,
  url: string,
  { deviceCode, intervalSeconds }: DeviceSignIn,
): Promise<GrantedKey> {
  for (;;) {
    const { status, body } = await post(environment, url, '/latchkey/cli_sign_ins/redeem', {
      device_code: deviceCode,
    })
    if (status === 200) return body as GrantedKey
    const { error } = body as Refusal
    if (error !== 'authorization_pending') {
      throw refusals[error ?? '']?.() ?? refusalError(status, body, '')
    }
    await wait(intervalSeconds * 1000, undefined, { signal: environment.signal })
  }
}

const refusals: Record<string, () => CommandError> = {
  access_denied: () =>
    new CommandError('access_denied', 'The request was denied in the browser.', {
      recovery: 'Begin again with latchkey login, and approve it.',
    }),
  expired_token: () =>
    new CommandError('expired_token', 'Nobody approved it within five minutes.', {
      recovery: 'Begin again with latchkey login.',
    }),
}

async function post(environment: Environment, url: string, path: string, body: object) {
  const response = await reachingFetch(environment, url)(url + path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
    // What it would lead to is another site, or no route of a platform.
    redirect: 'manual',
  })
  const answer = await response.json().catch((error) => {
    throw environment.signal.aborted ? error : noPlatform(response.status)
  })
  return { status: response.status, body: answer }
}
