import { authKit } from '@latchkey/node/express'
import express from 'express'

const { login, callback, logout, withAuth, optionalAuth } = authKit({
  // Where people land after they signed out: registered in latchkey.config.yaml.
  logoutReturnTo: process.env.SIGN_OUT_REDIRECT,
})
const app = express()
const port = process.env.PORT ?? 3200

app.get('/login', login)
app.get('/callback', callback)
app.get('/logout', logout)

app.get('/', optionalAuth, (req, res) => {
  res.send(page(req.auth ? '<a href="/logout">Sign out</a>' : '<a href="/login">Sign in</a>'))
})

app.get('/account', withAuth, (req, res) => {
  const { user, organizationId, role } = req.auth
  const membership = organizationId
    ? `<p>You are ${escapeHtml(role)} of ${escapeHtml(organizationId)}.</p>`
    : ''
  res.send(
    page(
      `<p>Signed in as ${escapeHtml(user.email)}</p>${membership}<a href="/logout">Sign out</a>`,
    ),
  )
})

app.listen(port, () => console.log(`The application runs on http://localhost:${port}`))

const page = (content) =>
  `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>${content}`

const escapeHtml = (text) =>
  String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
