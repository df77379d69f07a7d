import { setTimeout as wait } from 'node:timers/promises'

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code'

/** Asks for a code that the person confirms in a browser, on this machine or another. RFC 8628 §3.1. */
export async function beginSignIn({ latchkeyUrl, clientId }) {
  const response = await post(`${latchkeyUrl}/user_management/authorize/device`, {
    client_id: clientId,
  })
  if (!response.ok) throw new Error(`Sign-in cannot begin: ${await reasonOf(response)}`)
  return response.json()
}

/** Waits until the person has decided. RFC 8628 §3.4. */
export async function finishSignIn({ latchkeyUrl, clientId }, { device_code, interval }) {
  let seconds = interval
  for (;;) {
    await wait(seconds * 1000)
    const response = await post(`${latchkeyUrl}/user_management/authenticate`, {
      client_id: clientId,
      grant_type: GRANT_TYPE,
      device_code,
    })
    const answer = await response.json()
    if (response.ok) return answer
    // RFC 8628 §3.5: these two mean "not yet"; everything else ends the wait.
    if (answer.error === 'slow_down') seconds += 5
    else if (answer.error !== 'authorization_pending') throw refusal(answer)
  }
}

/** New tokens for the refresh token, which is used up by it. */
export async function refresh({ latchkeyUrl, clientId }, refreshToken) {
  const response = await post(`${latchkeyUrl}/user_management/authenticate`, {
    client_id: clientId,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  })
  return response.ok ? response.json() : null
}

function refusal({ error, error_description }) {
  if (error === 'access_denied') return new Error('You refused the sign-in in the browser.')
  if (error === 'expired_token') return new Error('The code has expired. Run `notes login` again.')
  return new Error(error_description ?? error)
}

const post = (url, body) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

async function reasonOf(response) {
  const { error_description, message } = await response.json().catch(() => ({}))
  return error_description ?? message ?? `status ${response.status}`
}
