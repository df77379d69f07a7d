/**
 * The application of the quick start in its final state. It differs from the guide only where it
 * tells the SDK which host to talk to.
 */
export const installLine = 'npm install @workos-inc/node express cookie-parser dotenv'

export const runLine = 'node server.js'

export function dotEnv(values: { apiKey: string; clientId: string; cookiePassword: string }) {
  return `WORKOS_API_KEY='${values.apiKey}'
WORKOS_CLIENT_ID='${values.clientId}'
WORKOS_COOKIE_PASSWORD='${values.cookiePassword}'`
}

/** The SDK's options that name a host: its defaults are https and no port. */
export function hostOptions(baseUrl: string): string[] {
  const { hostname, port, protocol } = new URL(baseUrl)
  return [
    `apiHostname: '${hostname}'`,
    ...(port ? [`port: ${port}`] : []),
    ...(protocol === 'http:' ? ['https: false'] : []),
  ]
}

interface ServerValues {
  baseUrl: string
  redirectUri: string | undefined
}

export function serverJs({
  baseUrl,
  redirectUri = 'http://localhost:3000/callback',
}: ServerValues) {
  const callback = new URL(redirectUri)
  const port = callback.port || '3000'
  return `require('dotenv').config();

const fs = require('fs');
const path = require('path');
const express = require('express');
const cookieParser = require('cookie-parser');
const { WorkOS } = require('@workos-inc/node');

const app = express();
app.use(cookieParser());

const workos = new WorkOS(process.env.WORKOS_API_KEY, {
  clientId: process.env.WORKOS_CLIENT_ID,
  // Latchkey instead of api.workos.com
${hostOptions(baseUrl)
  .map((option) => `  ${option},`)
  .join('\n')}
});

const cookiePassword = process.env.WORKOS_COOKIE_PASSWORD;
const cookieOptions = {
  path: '/',
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
};

function loadSession(req) {
  return workos.userManagement.loadSealedSession({
    sessionData: req.cookies['wos-session'],
    cookiePassword,
  });
}

app.get('/', async (req, res) => {
  const { authenticated, user } = await loadSession(req).authenticate();
  const html = fs.readFileSync(path.join(__dirname, 'index.html'), 'utf8');
  const welcome = authenticated ? \`<p>Welcome, \${user.email}!</p>\` : '';
  res.send(html.replace('{{USER_DATA}}', welcome));
});

// This is the sign-in endpoint of the Redirects page.
app.get('/login', (req, res) => {
  res.redirect(
    workos.userManagement.getAuthorizationUrl({
      provider: 'authkit',
      redirectUri: '${redirectUri}',
      clientId: process.env.WORKOS_CLIENT_ID,
    }),
  );
});

app.get('${callback.pathname}', async (req, res) => {
  const code = req.query.code;
  if (!code) return res.status(400).send('No code provided');

  try {
    const { sealedSession } = await workos.userManagement.authenticateWithCode({
      clientId: process.env.WORKOS_CLIENT_ID,
      code,
      session: { sealSession: true, cookiePassword },
    });
    res.cookie('wos-session', sealedSession, cookieOptions);
    return res.redirect('/');
  } catch (error) {
    return res.redirect('/login');
  }
});

// Protects a route: a session that has expired is refreshed, anything else signs in.
async function withAuth(req, res, next) {
  const session = loadSession(req);
  const { authenticated, reason } = await session.authenticate();
  if (authenticated) return next();
  if (reason === 'no_session_cookie_provided') return res.redirect('/login');

  try {
    const { authenticated, sealedSession } = await session.refresh();
    if (!authenticated) return res.redirect('/login');
    res.cookie('wos-session', sealedSession, cookieOptions);
    return res.redirect(req.originalUrl);
  } catch (error) {
    res.clearCookie('wos-session');
    return res.redirect('/login');
  }
}

app.get('/dashboard', withAuth, async (req, res) => {
  const { user } = await loadSession(req).authenticate();
  res.send(\`<p>Only \${user.email} can see this.</p>\`);
});

app.get('/logout', async (req, res) => {
  const url = await loadSession(req).getLogoutUrl();
  res.clearCookie('wos-session');
  res.redirect(url);
});

app.listen(${port}, () => {
  console.log('Server running on ${callback.origin}');
});
`
}

export const indexHtml = `<!doctype html>
<html lang="en">
  <head>
    <title>AuthKit example</title>
  </head>
  <body>
    <h1>AuthKit example</h1>
    {{USER_DATA}}
    <p><a href="/login">Sign in</a></p>
    <p><a href="/logout">Sign out</a></p>
  </body>
</html>
`
