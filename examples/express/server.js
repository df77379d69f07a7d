require('dotenv').config({ quiet: true })

const fs = require('node:fs')
const path = require('node:path')
const cookieParser = require('cookie-parser')
const express = require('express')
const { WorkOS } = require('@workos-inc/node')

const port = Number(process.env.PORT ?? 3000)
const appUrl = `http://localhost:${port}`

const app = express()
app.use(cookieParser())

const workos = new WorkOS(process.env.WORKOS_API_KEY, {
  clientId: process.env.WORKOS_CLIENT_ID,
  // Where Latchkey runs: these three are all that differs from an application on WorkOS.
  apiHostname: process.env.WORKOS_API_HOSTNAME,
  port: Number(process.env.WORKOS_API_PORT) || undefined,
  https: process.env.WORKOS_API_HTTPS !== 'false',
})

// The flags with which the session is stored, and with which it is removed.
const cookieFlags = {
  path: '/',
  httpOnly: true,
  // Chrome, Edge and Firefox treat http://localhost as secure. Safari does not.
  secure: true,
  sameSite: 'lax',
}

app.get('/', async (req, res) => {
  let user = null

  try {
    const authResult = await loadSession(req).authenticate()
    if (authResult.authenticated) {
      user = authResult.user
    }
  } catch {
    // Not authenticated, user stays null
  }

  const html = fs.readFileSync(path.join(__dirname, 'index.html'), 'utf8')
  const greeting = user ? `<p>Welcome, ${escapeHtml(user.email)}!</p>` : ''
  // A function, because "$&" and its like have a meaning in a replacement text.
  res.send(html.replace('{{USER_DATA}}', () => greeting))
})

// This `/login` endpoint should be registered as the sign-in endpoint
// on the "Redirects" page of the dashboard.
app.get('/login', (req, res) => {
  const authorizationUrl = workos.userManagement.getAuthorizationUrl({
    // Specify that we'd like AuthKit to handle the authentication flow
    provider: 'authkit',
    // The callback endpoint that AuthKit will redirect to after a user authenticates
    redirectUri: `${appUrl}/callback`,
    clientId: process.env.WORKOS_CLIENT_ID,
    state: req.query.again === undefined ? undefined : 'again',
  })

  // Redirect the user to the AuthKit sign-in page
  res.redirect(authorizationUrl)
})

app.get('/callback', async (req, res) => {
  // The authorization code returned by AuthKit
  const code = req.query.code

  if (!code) {
    return res.status(400).send('No code provided')
  }

  try {
    const { sealedSession } = await workos.userManagement.authenticateWithCode({
      clientId: process.env.WORKOS_CLIENT_ID,
      code,
      session: {
        sealSession: true,
        cookiePassword: process.env.WORKOS_COOKIE_PASSWORD,
      },
    })

    // Store the session in a cookie
    res.cookie('wos-session', sealedSession, cookieFlags)

    // Redirect the user to the homepage
    return res.redirect('/')
  } catch (error) {
    // Whoever is still signed in to AuthKit comes straight back from /login. What fails the second
    // time (a wrong API key, say) would go round in circles, so then it is told.
    if (req.query.state === 'again') {
      console.error(error)
      return res.status(500).send('Sign-in failed. The terminal of this application says why.')
    }
    return res.redirect('/login?again')
  }
})

// Auth middleware function
async function withAuth(req, res, next) {
  const session = loadSession(req)

  const { authenticated, reason } = await session.authenticate()

  if (authenticated) {
    return next()
  }

  // If the cookie is missing, redirect to login
  if (!authenticated && reason === 'no_session_cookie_provided') {
    return res.redirect('/login')
  }

  // If the session is invalid, attempt to refresh
  try {
    const { authenticated, sealedSession } = await session.refresh()

    if (!authenticated) {
      return res.redirect('/login')
    }

    // Update the cookie
    res.cookie('wos-session', sealedSession, cookieFlags)

    // Redirect to the same route to ensure the updated cookie is used
    return res.redirect(req.originalUrl)
  } catch {
    // Failed to refresh access token, redirect user to login page
    // after deleting the cookie
    res.clearCookie('wos-session', cookieFlags)
    res.redirect('/login')
  }
}

// The `withAuth` middleware protects this route: only signed-in users see it
app.get('/dashboard', withAuth, async (req, res) => {
  const { user } = await loadSession(req).authenticate()

  console.log(`User ${user.firstName ?? user.email} is signed in`)

  res.send(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Dashboard</title>
  </head>
  <body>
    <h1>Dashboard</h1>
    <p>Only signed-in users see this page. You are ${escapeHtml(user.email)}.</p>
    <p>
      <a href="/">Home</a>
    </p>
    <p>
      <a href="/logout">Sign out</a>
    </p>
  </body>
</html>
`)
})

app.get('/logout', async (req, res) => {
  const session = loadSession(req)
  res.clearCookie('wos-session', cookieFlags)

  try {
    // The logout URL is read from the access token, which may have expired
    const { authenticated } = await session.authenticate()
    if (!authenticated) await session.refresh()

    res.redirect(await session.getLogoutUrl())
  } catch {
    // Nobody is signed in any more
    res.redirect('/')
  }
})

app.listen(port, () => {
  console.log(`Server running on ${appUrl}`)
})

function loadSession(req) {
  return workos.userManagement.loadSealedSession({
    sessionData: req.cookies['wos-session'],
    cookiePassword: process.env.WORKOS_COOKIE_PASSWORD,
  })
}

function escapeHtml(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => entities[character])
}
