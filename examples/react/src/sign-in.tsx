import { useAuth } from '@workos-inc/authkit-react'
import { useEffect } from 'react'

/** Leaves for the sign-in page, and comes back to `returnTo`. */
export function SignIn({ returnTo }: { returnTo: string }) {
  const { signIn } = useAuth()

  useEffect(() => {
    signIn({ state: { returnTo } })
  }, [signIn, returnTo])

  return null
}
