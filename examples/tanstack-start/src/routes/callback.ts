import { createFileRoute } from '@tanstack/react-router'
import { handleCallbackRoute } from '@workos/authkit-tanstack-react-start'

export const Route = createFileRoute('/callback')({
  server: {
    // Without an address for errors, people whose sign-in fails read JSON.
    handlers: { GET: handleCallbackRoute({ errorRedirectUrl: '/?failed' }) },
  },
})
