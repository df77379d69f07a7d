import { type User, useAuth } from '@workos-inc/authkit-react'
import { useOrganizations } from './use-organizations.ts'

export function AccountPage({ user }: { user: User }) {
  const { organizationId, role, permissions, switchToOrganization, signOut } = useAuth()
  const { organizations, hasFailed } = useOrganizations()
  const current = organizations.find(({ id }) => id === organizationId)
  const others = organizations.filter(({ id }) => id !== organizationId)

  return (
    <>
      <h1>Your account</h1>
      <dl>
        <dt>Email address</dt>
        <dd>{user.email}</dd>
        <dt>Organization</dt>
        <dd>{current?.name ?? organizationId ?? 'None'}</dd>
        <dt>Role</dt>
        <dd>{role ?? 'None'}</dd>
        <dt>Permissions</dt>
        <dd>{permissions.join(', ') || 'None'}</dd>
      </dl>
      {hasFailed && <p role='alert'>Your organizations could not be loaded. Reload the page.</p>}
      {others.map(({ id, name }) => (
        <button key={id} type='button' onClick={() => switchToOrganization({ organizationId: id })}>
          Switch to {name}
        </button>
      ))}
      <button type='button' onClick={() => signOut()}>
        Sign out
      </button>
    </>
  )
}
