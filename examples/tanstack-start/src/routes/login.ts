import { createFileRoute } from '@tanstack/react-router'
import { getSignInUrl } from '@workos/authkit-tanstack-react-start'

/** `/login?returnTo=/account` leads to that page after the sign-in. */
export const Route = createFileRoute('/login')({
  server: {
    handlers: {
      GET: async ({ request }) => {
        const returnTo = new URL(request.url).searchParams.get('returnTo') ?? '/'
        const url = await getSignInUrl({ data: { returnPathname: returnTo } })
        return new Response(null, { status: 307, headers: { location: url } })
      },
    },
  },
})
