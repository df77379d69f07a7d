import { handleAuth } from '@workos-inc/authkit-nextjs'
import { NextResponse } from 'next/server'

// Without `onError`, people whose sign-in fails read JSON.
export const GET = handleAuth({
  onError: ({ request }) => NextResponse.redirect(new URL('/?failed', request.url)),
})
