import { spawn } from 'node:child_process'
import { ensureDependencies } from './workspace/dependencies.mjs'
import { inRoot } from './workspace/paths.mjs'
import { findRuntime, toolPath } from './workspace/runtime.mjs'
import { main, workspaceEnvironment } from './workspace/step.mjs'

/** The server from its source, started again at every change, and the dashboard built at every change. */
await main(async () => {
  await ensureDependencies()
  const node = findRuntime()
  const start = (args, cwd) =>
    spawn(node, args, { cwd, env: workspaceEnvironment(), stdio: 'inherit' })

  const server = start(
    [
      toolPath('tsx', 'tsx'),
      'watch',
      '--clear-screen=false',
      `--tsconfig=${inRoot('packages', 'server', 'tsconfig.json')}`,
      inRoot('packages', 'server', 'src', 'main.ts'),
      ...process.argv.slice(2),
    ],
    inRoot(),
  )
  const dashboard = start(
    [toolPath('vite', 'vite', 'packages/dashboard'), 'build', '--watch', '--logLevel=warn'],
    inRoot('packages', 'dashboard'),
  )

  // Ctrl-C reaches both by itself; a signal to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      server.kill(signal)
      dashboard.kill(signal)
    })
  }
  server.on('exit', (code) => {
    dashboard.kill()
    process.exitCode = code ?? 1
  })
  dashboard.on('exit', (code) => {
    if (code) process.stderr.write('The dashboard is no longer rebuilt.\n')
  })
})
