/** Pages and forms. They work without JavaScript; everything that people typed is escaped. */

export const page = (title, content, problem) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${escapeHtml(title)}</title>
    <style>
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
      body { max-width: 24rem; margin: 3rem auto; padding: 0 1rem }
      label { display: block; margin: 1rem 0 0 }
      input, button { font: inherit; padding: 0.6rem; width: 100%; box-sizing: border-box }
      button { margin: 1rem 0 0 }
      [role=alert] { border-left: 3px solid; padding-left: 0.75rem }
      img { width: 12rem; background: #fff }
    </style>
  </head>
  <body>
    <h1>${escapeHtml(title)}</h1>
    ${problem ? `<p role="alert">${escapeHtml(problem)}</p>` : ''}
    ${content}
  </body>
</html>`

export const signInPage = ({ email = '', problem } = {}) =>
  page(
    'Sign in',
    `${form('/sign-in', emailField(email) + passwordField('current-password'), 'Sign in')}
    ${form('/magic-auth', `<input type="hidden" name="email" value="${escapeHtml(email)}">`, 'Email me a code instead', 'formnovalidate')}
    <p><a href="/sign-up">Sign up</a> · <a href="/forgot-password">Forgot your password?</a></p>`,
    problem,
  )

export const signUpPage = ({ email = '', problem } = {}) =>
  page(
    'Sign up',
    `${form('/sign-up', emailField(email) + passwordField('new-password'), 'Sign up')}
    <p><a href="/sign-in">Sign in</a></p>`,
    problem,
  )

export const magicAuthEmailPage = () =>
  page('Sign in with a code', form('/magic-auth', emailField(''), 'Send the code'))

export const magicAuthPage = ({ email, problem }) =>
  page(
    'Check your email',
    `<p>We sent a code to ${escapeHtml(email)}.</p>
    ${form('/magic-auth/code', hidden({ email }) + codeField(), 'Continue')}`,
    problem,
  )

export const verifyEmailPage = ({ email, token, problem }) =>
  page(
    'Verify your email address',
    `<p>We sent a code to ${escapeHtml(email)}.</p>
    ${form('/verify-email', hidden({ email, token }) + codeField(), 'Continue')}`,
    problem,
  )

export const enrollPage = ({ token, challengeId, qrCode, secret, problem }) =>
  page(
    'Set up a second factor',
    `<p>Scan this with an authenticator app, or type the key.</p>
    <img src="${escapeHtml(qrCode)}" alt="QR code of the key below">
    <p><code id="secret">${escapeHtml(secret)}</code></p>
    ${form('/totp', hidden({ token, challengeId }) + codeField(), 'Continue')}`,
    problem,
  )

export const challengePage = ({ token, challengeId, problem }) =>
  page(
    'Enter the code of your app',
    form('/totp', hidden({ token, challengeId }) + codeField(), 'Continue'),
    problem,
  )

export const organizationPage = ({ token, organizations, problem }) =>
  page(
    'Choose an organization',
    organizations
      .map(({ id, name }) => form('/organization', hidden({ token, organizationId: id }), name))
      .join(''),
    problem,
  )

export const forgotPasswordPage = () =>
  page('Forgot your password?', form('/forgot-password', emailField(''), 'Send the link'))

export const accountPage = ({ user, organizationId }) =>
  page(
    'Your account',
    `<p>Signed in as ${escapeHtml(user.email)}.</p>
    ${organizationId ? `<p>Organization: ${escapeHtml(organizationId)}</p>` : ''}
    ${form('/sign-out', '', 'Sign out')}`,
  )

const form = (action, fields, button, more = '') =>
  `<form method="post" action="${action}">${fields}<button ${more}>${escapeHtml(button)}</button></form>`

const emailField = (email) =>
  `<label>Email address
    <input type="email" name="email" value="${escapeHtml(email)}" autocomplete="username" required>
  </label>`

const passwordField = (autocomplete) =>
  `<label>Password <input type="password" name="password" autocomplete="${autocomplete}" required></label>`

const codeField = () =>
  `<label>Code
    <input name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus>
  </label>`

/** What the next step needs to know. It goes through the page, never through an address. */
const hidden = (values) =>
  Object.entries(values)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('')

const escapeHtml = (text) =>
  String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
