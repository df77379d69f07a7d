import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'postcss'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const server = 'http://localhost:4000'

/**
 * Radix Themes writes `@breakpoints` around the rules that its own build repeats once per screen
 * width, for responsive props. The dashboard has none, so only the rules themselves are kept.
 */
const withoutResponsiveVariants: Plugin = {
  postcssPlugin: 'without-responsive-variants',
  AtRule: {
    breakpoints: (breakpoints) => {
      breakpoints.replaceWith(breakpoints.nodes ?? [])
    },
  },
}

export default defineConfig({
  base: '/dashboard/',
  plugins: [react()],
  resolve: {
    // Two dependencies of Radix write <style> elements at run time, which the dashboard's content
    // security policy refuses. These stand-ins do the same work without one.
    alias: {
      'react-style-singleton': here('./src/theme/adopted-style-singleton.ts'),
      '@radix-ui/react-scroll-area': here('./src/theme/native-scroll-area.tsx'),
    },
  },
  css: { postcss: { plugins: [withoutResponsiveVariants] } },
  build: {
    outDir: here('../server/dist/dashboard'),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // An inlined asset would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/dashboard/api': server,
      '/dashboard/sign-in': server,
      '/user_management': server,
    },
  },
})
