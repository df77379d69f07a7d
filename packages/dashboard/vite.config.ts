import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'postcss'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const server = 'http://localhost:4000'

const colors = ['gold', 'gray', 'green', 'orange', 'red']
const otherColor = new RegExp(`^\\[data-(accent|gray)-color='(?!(${colors.join('|')})')\\w+'\\]$`)

/** Leaves out what the dashboard never uses of the sources of Radix Themes. */
const lighterRadix: Plugin = {
  postcssPlugin: 'lighter-radix',
  AtRule: {
    // Around rules that Radix's own build repeats once per screen width, for responsive props.
    breakpoints: (breakpoints) => {
      breakpoints.replaceWith(breakpoints.nodes ?? [])
    },
  },
  Rule: (rule) => {
    if (otherColor.test(rule.selector)) rule.remove()
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
  css: { postcss: { plugins: [lighterRadix] } },
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
      '/organizations': server,
      '/organization_domains': server,
      '/authorization': server,
      '/events': server,
      '/webhook_endpoints': server,
    },
  },
})
