import { withAuth } from '@workos-inc/authkit-nextjs'
import Link from 'next/link'

export default async function HomePage({ searchParams }: PageProps<'/'>) {
  const { user } = await withAuth()
  if (user) {
    return (
      <>
        <h1>Hello, {user.firstName ?? user.email}</h1>
        <p>You are signed in.</p>
        <p>
          <Link className='primary button' href='/account'>
            Your account
          </Link>
        </p>
      </>
    )
  }

  const { failed } = await searchParams
  return (
    <>
      <h1>Next.js with AuthKit</h1>
      <p>Sign in, see a page that is yours alone, and switch between organizations.</p>
      {failed !== undefined && <p role='alert'>You could not be signed in. Try again.</p>}
      <p>
        {/* Not a <Link>: that would fetch ahead, and so begin sign-ins that nobody asked for. */}
        <a className='primary button' href='/login'>
          Sign in
        </a>
      </p>
    </>
  )
}
