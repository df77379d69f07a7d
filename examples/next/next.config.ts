import type { NextConfig } from 'next'

const config: NextConfig = {
  // This folder is the project, also where lock files of others lie further up.
  turbopack: { root: import.meta.dirname },
}

export default config
