import { AuthKitProvider } from '@workos-inc/authkit-react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, isPage } from './app.tsx'
import './styles.css'

const settings = import.meta.env

/** After a sign-in, back to the page that asked for it. The state comes from an address: distrust it. */
function returnToPage({ state }: { state?: { returnTo?: unknown } | null }) {
  if (isPage(state?.returnTo)) window.history.replaceState(null, '', state.returnTo)
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <AuthKitProvider
      clientId={settings.VITE_WORKOS_CLIENT_ID}
      apiHostname={settings.VITE_WORKOS_API_HOSTNAME}
      port={Number(settings.VITE_WORKOS_API_PORT) || undefined}
      https={settings.VITE_WORKOS_API_HTTPS !== 'false'}
      onRedirectCallback={returnToPage}
    >
      <App />
    </AuthKitProvider>
  </StrictMode>,
)
