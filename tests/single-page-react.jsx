import { AuthKitProvider, useAuth } from '@workos-inc/authkit-react'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

/** The same as a React application: the official provider and its hook, buttons, and who is there. */

function App() {
  const [state, setState] = useState('')
  return (
    <AuthKitProvider
      {...globalThis.configuration}
      onRedirectCallback={({ state: given }) => setState(given?.from ?? '')}
    >
      <Account />
      <output>{state}</output>
    </AuthKitProvider>
  )
}

const from = { state: { from: 'the page + its "state"' } }

function Account() {
  const auth = useAuth()
  const [organizationId, setOrganizationId] = useState('')
  useEffect(() => {
    globalThis.authkit = auth
  })
  if (auth.isLoading) return <h1>Loading</h1>
  if (!auth.user) {
    return (
      <>
        <h1>Signed out</h1>
        <button type='button' onClick={() => auth.signIn(from)}>
          Sign in
        </button>
        <button type='button' onClick={() => auth.signUp(from)}>
          Sign up
        </button>
      </>
    )
  }
  return (
    <>
      <h1>Welcome, {auth.user.email}!</h1>
      <p>
        In {auth.organizationId ?? 'no organization'} as {auth.role ?? 'nobody'}
      </p>
      <label>
        Organization
        <input value={organizationId} onChange={({ target }) => setOrganizationId(target.value)} />
      </label>
      <button type='button' onClick={() => auth.switchToOrganization({ organizationId })}>
        Switch
      </button>
      <button type='button' onClick={() => auth.signOut()}>
        Sign out
      </button>
    </>
  )
}

createRoot(document.querySelector('main')).render(<App />)
