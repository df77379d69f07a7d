import { createFileRoute } from '@tanstack/react-router'
import { getSignInUrl } from '@workos/authkit-tanstack-react-start'

/** `/login?returnTo=/account&organizationId=…`: where to go from here, and what to sign in to. */
export const Route = createFileRoute('/login')({
  server: {
    handlers: {
      GET: async ({ request }) => {
        const { searchParams } = new URL(request.url)
        const url = await getSignInUrl({
          data: {
            returnPathname: searchParams.get('returnTo') ?? '/',
            organizationId: searchParams.get('organizationId') ?? undefined,
          },
        })
        return new Response(null, { status: 307, headers: { location: url } })
      },
    },
  },
})
