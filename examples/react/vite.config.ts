import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'
import { organizationsApi } from './api/organizations.ts'

export default defineConfig(({ mode }) => ({
  // Another port than the registered one would be of no use: better to hear that it is taken.
  server: { port: Number(process.env.PORT ?? 5173), strictPort: true },
  plugins: [
    react(),
    {
      // Your API is a program of its own. This one runs inside of Vite, so that there is one to start.
      name: 'api',
      configureServer({ middlewares }) {
        const settings = loadEnv(mode, import.meta.dirname, ['WORKOS_', 'VITE_WORKOS_'])
        middlewares.use('/api/organizations', organizationsApi(settings))
      },
    },
  ],
}))
