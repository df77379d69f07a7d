import { createFileRoute, redirect, useHydrated, useRouter } from '@tanstack/react-router'
import { useServerFn } from '@tanstack/react-start'
import { getAuth, signOut, switchToOrganization } from '@workos/authkit-tanstack-react-start'
import { listOrganizations } from '../organizations'

export const Route = createFileRoute('/account')({
  loader: async ({ location }) => {
    const auth = await getAuth()
    if (!auth.user) {
      throw redirect({ href: `/login?returnTo=${location.pathname}`, reloadDocument: true })
    }
    // What is returned is part of the page: the access token stays on the server.
    const { user, organizationId, role, permissions } = auth
    const organizations = await listOrganizations()
    return { email: user.email, organizationId, role, permissions, organizations }
  },
  component: AccountPage,
})

function AccountPage() {
  const { email, organizationId, role, permissions, organizations } = Route.useLoaderData()
  const router = useRouter()
  const leave = useServerFn(signOut)
  // Buttons that do nothing yet would be worse than buttons that wait.
  const isWaiting = !useHydrated()

  const current = organizations.find(({ id }) => id === organizationId)
  const others = organizations.filter(({ id }) => id !== organizationId)

  const switchTo = async (id: string) => {
    await switchToOrganization({ data: { organizationId: id } })
    await router.invalidate()
  }

  return (
    <>
      <h1>Your account</h1>
      <dl>
        <dt>Email address</dt>
        <dd>{email}</dd>
        <dt>Organization</dt>
        <dd>{current?.name ?? 'None'}</dd>
        <dt>Role</dt>
        <dd>{role ?? 'None'}</dd>
        <dt>Permissions</dt>
        <dd>{permissions?.join(', ') || 'None'}</dd>
      </dl>
      {others.map(({ id, name }) => (
        <button key={id} type='button' disabled={isWaiting} onClick={() => switchTo(id)}>
          Switch to {name}
        </button>
      ))}
      <button type='button' disabled={isWaiting} onClick={() => leave()}>
        Sign out
      </button>
    </>
  )
}
