import { tanstackStart } from '@tanstack/react-start/plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  // Another port than the registered one would be of no use: better to hear that it is taken.
  server: { port: Number(process.env.PORT ?? 3000), strictPort: true },
  plugins: [tanstackStart(), react()],
})
