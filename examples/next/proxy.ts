import { authkitProxy } from '@workos-inc/authkit-nextjs'

// Renews access tokens that have expired, tells the pages who is signed in, and sends everybody else
// to the sign-in page, from where they come back to the page that they wanted.
export default authkitProxy({
  middlewareAuth: { enabled: true, unauthenticatedPaths: ['/', '/login', '/callback'] },
})

// Every page and route. The files that Next.js makes need no look at the session.
export const config = {
  matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'],
}
