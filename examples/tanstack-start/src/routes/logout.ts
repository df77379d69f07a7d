import { createFileRoute } from '@tanstack/react-router'
import { signOut } from '@workos/authkit-tanstack-react-start'

/** To be visited, not called: the way leads through AuthKit, which answers no scripts of other sites. */
export const Route = createFileRoute('/logout')({
  server: { handlers: { GET: () => signOut() } },
})
