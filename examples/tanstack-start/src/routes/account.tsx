import { createFileRoute, redirect, useHydrated, useRouter } from '@tanstack/react-router'
import { getAuth } from '@workos/authkit-tanstack-react-start'
import { listOrganizations, switchOrganization } from '../organizations'

export const Route = createFileRoute('/account')({
  loader: async () => {
    const auth = await getAuth()
    if (!auth.user) throw redirect({ href: '/login?returnTo=/account', reloadDocument: true })
    // What is returned is part of the page: the access token stays on the server.
    const { user, organizationId, role, permissions } = auth
    const organizations = await listOrganizations()
    return { email: user.email, organizationId, role, permissions, organizations }
  },
  component: AccountPage,
})

function AccountPage() {
  const { email, organizationId, role, permissions, organizations } = Route.useLoaderData()
  const current = organizations.find(({ id }) => id === organizationId)
  const others = organizations.filter(({ id }) => id !== organizationId)

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
        <SwitchButton key={id} organizationId={id} name={name} />
      ))}
      <a className='button' href='/logout'>
        Sign out
      </a>
    </>
  )
}

function SwitchButton({ organizationId, name }: { organizationId: string; name: string }) {
  const router = useRouter()
  const isHydrated = useHydrated()

  const switchTo = async () => {
    try {
      await switchOrganization({ data: organizationId })
      await router.invalidate()
    } catch {
      // The organization may want more than this session has, such as single sign-on.
      window.location.assign(`/login?returnTo=/account&organizationId=${organizationId}`)
    }
  }

  return (
    <button type='button' disabled={!isHydrated} onClick={switchTo}>
      Switch to {name}
    </button>
  )
}
