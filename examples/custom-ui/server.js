import { WorkOS } from '@latchkey/node'
import cookieParser from 'cookie-parser'
import express from 'express'
import { nextStep, wordsFor } from './next-step.js'
import {
  accountPage,
  challengePage,
  forgotPasswordPage,
  magicAuthEmailPage,
  magicAuthPage,
  page,
  signInPage,
  signUpPage,
  verifyEmailPage,
} from './pages.js'

const workos = new WorkOS({ clientId: process.env.WORKOS_CLIENT_ID })
const { userManagement } = workos
const cookiePassword = process.env.WORKOS_COOKIE_PASSWORD
const port = process.env.PORT ?? 3000
const app = express()

app.use(express.urlencoded({ extended: false }), cookieParser(), onlyOwnForms)

app.get('/', (_req, res) => res.redirect('/account'))
app.get('/sign-in', (_req, res) => res.send(signInPage()))
app.get('/sign-up', (_req, res) => res.send(signUpPage()))
app.get('/forgot-password', (_req, res) => res.send(forgotPasswordPage()))

app.post('/sign-in', (req, res) => {
  const { email = '', password = '' } = req.body
  return authenticate(
    res,
    (client) => userManagement.authenticateWithPassword({ ...client, email, password }),
    {
      refused: (problem) => signInPage({ email, problem }),
    },
  )
})

/** Whoever signed up is asked for the code of the mail: that is the next step of their first sign-in. */
app.post('/sign-up', async (req, res) => {
  const { email = '', password = '' } = req.body
  const refused = (problem) => signUpPage({ email, problem })
  try {
    await userManagement.createUser({ email, password })
  } catch (error) {
    return res.status(422).send(refused(wordsFor(error)))
  }
  return authenticate(
    res,
    (client) => userManagement.authenticateWithPassword({ ...client, email, password }),
    { refused },
  )
})

app.post('/verify-email', (req, res) => {
  const { email, token, code = '' } = req.body
  return authenticate(
    res,
    (client) =>
      userManagement.authenticateWithEmailVerification({
        ...client,
        code,
        pendingAuthenticationToken: token,
      }),
    { refused: (problem) => verifyEmailPage({ email, token, problem }) },
  )
})

app.post('/magic-auth', async (req, res) => {
  const { email } = req.body
  if (!email) return res.send(magicAuthEmailPage())
  try {
    await userManagement.createMagicAuth({ email })
    res.send(magicAuthPage({ email }))
  } catch (error) {
    res.status(422).send(signInPage({ email, problem: wordsFor(error) }))
  }
})

app.post('/magic-auth/code', (req, res) => {
  const { email = '', code = '' } = req.body
  return authenticate(
    res,
    (client) => userManagement.authenticateWithMagicAuth({ ...client, email, code }),
    {
      refused: (problem) => magicAuthPage({ email, problem }),
    },
  )
})

app.post('/totp', (req, res) => {
  const { token, challengeId, code = '' } = req.body
  return authenticate(
    res,
    (client) =>
      userManagement.authenticateWithTotp({
        ...client,
        code,
        authenticationChallengeId: challengeId,
        pendingAuthenticationToken: token,
      }),
    { refused: (problem) => challengePage({ token, challengeId, problem }) },
  )
})

app.post('/organization', (req, res) => {
  const { token, organizationId } = req.body
  return authenticate(
    res,
    (client) =>
      userManagement.authenticateWithOrganizationSelection({
        ...client,
        organizationId,
        pendingAuthenticationToken: token,
      }),
    { refused: (problem) => signInPage({ problem }) },
  )
})

/** Says the same whether or not there is an account: a stranger learns nothing. */
app.post('/forgot-password', async (req, res) => {
  const { email = '' } = req.body
  try {
    await userManagement.createPasswordReset({ email })
  } catch (error) {
    if (error.status !== 404 && error.status !== 429) throw error
  }
  res.send(page('Check your email', '<p>If there is an account, a link is on its way.</p>'))
})

app.get('/account', async (req, res) => {
  const session = loadSession(req)
  const current = await session.authenticate()
  if (current.authenticated) return res.send(accountPage(current))
  const renewed = await session.refresh()
  if (!renewed.authenticated) return res.redirect('/sign-in')
  keepSession(res, renewed.sealedSession)
  res.send(accountPage(renewed))
})

app.post('/sign-out', async (req, res) => {
  const current = await loadSession(req).authenticate()
  if (current.authenticated) {
    await userManagement.revokeSession({ sessionId: current.sessionId })
  }
  res.clearCookie('wos-session').redirect(303, '/sign-in')
})

app.use((error, _req, res, _next) => {
  console.error(error.message)
  res.status(500).send(page('That did not work', '<p>Begin again.</p>'))
})

app.listen(port, () => console.log(`Server running on http://localhost:${port}`))

/** One way for all of them: signed in, one step further, or the form again with what was wrong. */
async function authenticate(res, call, { refused }) {
  const client = {
    clientId: process.env.WORKOS_CLIENT_ID,
    session: { sealSession: true, cookiePassword },
  }
  try {
    const { sealedSession } = await call(client)
    keepSession(res, sealedSession)
    res.redirect(303, '/account')
  } catch (error) {
    const step = await nextStep(workos, error)
    res.status(step ? 200 : 422).send(step ?? refused(wordsFor(error)))
  }
}

function loadSession(req) {
  return userManagement.loadSealedSession({
    sessionData: req.cookies['wos-session'] ?? '',
    cookiePassword,
  })
}

function keepSession(res, sealedSession) {
  const secure = process.env.NODE_ENV === 'production'
  res.cookie('wos-session', sealedSession, { path: '/', httpOnly: true, secure, sameSite: 'lax' })
}

/** Another site must not sign anybody in or out here. */
function onlyOwnForms(req, res, next) {
  const { origin, host } = req.headers
  const isOwn = req.method === 'GET' || (origin && new URL(origin).host === host)
  if (isOwn) next()
  else res.status(403).send(page('Not from here', '<p>This form belongs to another site.</p>'))
}
