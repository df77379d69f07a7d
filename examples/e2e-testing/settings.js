/** One place for what the tests, the application and the platform have to agree on. */
const platformPort = process.env.PLATFORM_PORT ?? '4100'
const appPort = process.env.APP_PORT ?? '3200'

export const platformUrl = `http://localhost:${platformPort}`
export const appUrl = `http://localhost:${appPort}`
export const apiKey = 'sk_test_0123456789abcdef'
export const password = 'correct horse battery staple'

export const appEnvironment = {
  PORT: appPort,
  LATCHKEY_URL: platformUrl,
  WORKOS_API_KEY: apiKey,
  WORKOS_CLIENT_ID: 'client_shop',
  WORKOS_COOKIE_PASSWORD: 'a cookie password for tests, long enough',
  WORKOS_REDIRECT_URI: `${appUrl}/callback`,
  SIGN_OUT_REDIRECT: `${appUrl}/`,
}

/** A folder a run: what one run leaves behind, the next does not find. */
export const platformCommand = [
  'npx latchkey start',
  `--port ${platformPort}`,
  '--data-dir test-results/latchkey',
  '--config latchkey.config.yaml',
].join(' ')
