import { withAuth } from '@workos-inc/authkit-nextjs'
import { leave, switchOrganization } from './actions'
import { listOrganizations } from './organizations'

export default async function AccountPage() {
  // Whoever is not signed in goes to the sign-in page, and comes back here.
  const { user, organizationId, role, permissions } = await withAuth({ ensureSignedIn: true })
  const organizations = await listOrganizations(user.id)
  const current = organizations.find(({ id }) => id === organizationId)
  const others = organizations.filter(({ id }) => id !== organizationId)

  return (
    <>
      <h1>Your account</h1>
      <dl>
        <dt>Email address</dt>
        <dd>{user.email}</dd>
        <dt>Organization</dt>
        <dd>{current?.name ?? 'None'}</dd>
        <dt>Role</dt>
        <dd>{role ?? 'None'}</dd>
        <dt>Permissions</dt>
        <dd>{permissions?.join(', ') || 'None'}</dd>
      </dl>
      {others.map(({ id, name }) => (
        <form key={id} action={switchOrganization.bind(null, id)}>
          <button type='submit'>Switch to {name}</button>
        </form>
      ))}
      <form action={leave}>
        <button type='submit'>Sign out</button>
      </form>
    </>
  )
}
