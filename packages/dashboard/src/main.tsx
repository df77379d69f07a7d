import './theme/radix.css'
import './theme/tokens.css'
import './theme/base.css'
import { Theme } from '@radix-ui/themes'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './api/query-client.ts'
import { createDashboardRouter } from './router.tsx'
import { followAppearance } from './theme/appearance.ts'

followAppearance()

const queryClient = createQueryClient()
const router = createDashboardRouter(queryClient)
const root = document.getElementById('root')
if (!root) throw new Error('The page has no element to render into.')

createRoot(root).render(
  <StrictMode>
    <Theme accentColor='gold' grayColor='gray' panelBackground='solid' radius='large'>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Theme>
  </StrictMode>,
)
