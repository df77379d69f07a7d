#!/usr/bin/env node
import module from 'node:module'

const oldest = [22, 12]
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(
    `latchkey needs Node ${oldest.join('.')} or newer. This is Node ${process.versions.node}. Install a newer one: https://nodejs.org\n`,
  )
  process.exitCode = 1
} else {
  module.enableCompileCache()
  const { main } = await import('../dist/main.mjs')
  await main()
}
