import { createFileRoute, Link } from '@tanstack/react-router'
import { getAuth } from '@workos/authkit-tanstack-react-start'

export const Route = createFileRoute('/')({
  validateSearch: (search): { failed?: boolean } => ('failed' in search ? { failed: true } : {}),
  loader: async () => {
    const { user } = await getAuth()
    return { name: user && (user.firstName ?? user.email) }
  },
  component: HomePage,
})

function HomePage() {
  const { name } = Route.useLoaderData()
  const { failed } = Route.useSearch()

  if (name) {
    return (
      <>
        <h1>Hello, {name}</h1>
        <p>You are signed in.</p>
        <p>
          <Link className='primary button' to='/account'>
            Your account
          </Link>
        </p>
      </>
    )
  }
  return (
    <>
      <h1>TanStack Start with AuthKit</h1>
      <p>Sign in, see a page that is yours alone, and switch between organizations.</p>
      {failed && <p role='alert'>You could not be signed in. Try again.</p>}
      <p>
        {/* Not a <Link>: a route without a page can only be visited. */}
        <a className='primary button' href='/login'>
          Sign in
        </a>
      </p>
    </>
  )
}
