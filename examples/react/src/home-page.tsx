import { useAuth } from '@workos-inc/authkit-react'

export function HomePage() {
  const { user, signIn } = useAuth()

  if (user) {
    return (
      <>
        <h1>Hello, {user.firstName ?? user.email}</h1>
        <p>You are signed in.</p>
        <p>
          <a className='primary button' href='/account'>
            Your account
          </a>
        </p>
      </>
    )
  }
  return (
    <>
      <h1>React with AuthKit</h1>
      <p>Sign in, see a page that is yours alone, and switch between organizations.</p>
      <button className='primary' type='button' onClick={() => signIn()}>
        Sign in
      </button>
    </>
  )
}
