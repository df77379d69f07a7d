import { WorkOS } from '@latchkey/node'
import { authKit } from '@latchkey/node/express'
import express from 'express'
import { choicePage, page, teamPage, welcomePage } from './pages.js'

const workos = new WorkOS()
const { login, callback, logout, withAuth, optionalAuth } = authKit({ workos })
const app = express()
const port = process.env.PORT ?? 3000

app.use(express.urlencoded({ extended: false }))

// `/login?organizationId=…` signs in to that organization: this is how people switch.
app.get('/login', login)
app.get('/callback', callback)
app.get('/logout', logout)

app.get('/', optionalAuth, (req, res) => {
  if (!req.auth) return res.send(welcomePage())
  res.redirect(req.auth.organizationId ? '/team' : '/organizations')
})

app.get('/organizations', withAuth, async (req, res) => {
  const { user } = req.auth
  const { data } = await workos.userManagement.listOrganizationMemberships({
    userId: user.id,
    statuses: ['active'],
  })
  const organizations = data.map(({ organizationId, organizationName }) => ({
    id: organizationId,
    name: organizationName,
  }))
  res.send(choicePage(user, organizations))
})

/** Whoever makes a team owns it, and goes on in it. */
app.post('/organizations', withAuth, async (req, res) => {
  const name = String(req.body?.name ?? '').trim()
  if (name === '') return res.status(400).send(page('Name missing', '<p>A team needs a name.</p>'))
  const organization = await workos.organizations.createOrganization({ name })
  await workos.userManagement.createOrganizationMembership({
    organizationId: organization.id,
    userId: req.auth.user.id,
    roleSlug: 'owner',
  })
  res.redirect(303, `/login?organizationId=${organization.id}`)
})

app.get('/team', withAuth, inOrganization, async (req, res) => {
  const { organizationId, permissions, featureFlags } = req.auth
  const [organization, members] = await Promise.all([
    workos.organizations.getOrganization(organizationId),
    membersOf(organizationId),
  ])
  res.send(
    teamPage({
      organization,
      members,
      auth: req.auth,
      canManage: permissions?.includes('members:manage'),
      canReport: permissions?.includes('reports:read') && featureFlags?.includes('reports'),
    }),
  )
})

/** Latchkey mails the link. Who accepts it is a member, with this role. */
app.post('/invitations', withAuth, inOrganization, may('members:manage'), async (req, res) => {
  const { email, role } = req.body ?? {}
  await workos.userManagement.sendInvitation({
    email: String(email ?? ''),
    organizationId: req.auth.organizationId,
    inviterUserId: req.auth.user.id,
    roleSlug: role === 'owner' ? 'owner' : 'member',
  })
  res.redirect(303, '/team')
})

app.get('/reports', withAuth, inOrganization, may('reports:read'), (req, res) => {
  if (!req.auth.featureFlags?.includes('reports'))
    return res.status(404).send(page('Not found', ''))
  res.send(page('Reports', '<p>Nothing to report.</p>'))
})

app.use((error, _req, res, _next) => {
  res.status(error.status ?? 500).send(page('That did not work', `<p>${error.status ?? ''}</p>`))
})

app.listen(port, () => console.log(`Server running on http://localhost:${port}`))

/** What follows is about a team: the one that the access token names. */
function inOrganization(req, res, next) {
  if (req.auth.organizationId) next()
  else res.redirect('/organizations')
}

/** The access token carries the permissions of the person's roles in this organization. */
function may(permission) {
  return (req, res, next) => {
    if (req.auth.permissions?.includes(permission)) next()
    else res.status(403).send(page('Not allowed', `<p>You may not do this: ${permission}</p>`))
  }
}

async function membersOf(organizationId) {
  const [{ data: memberships }, { data: users }] = await Promise.all([
    workos.userManagement.listOrganizationMemberships({ organizationId, limit: 100 }),
    workos.userManagement.listUsers({ organizationId, limit: 100 }),
  ])
  const emailOf = new Map(users.map(({ id, email }) => [id, email]))
  return memberships.map(({ userId, role }) => ({ email: emailOf.get(userId), role: role.slug }))
}
