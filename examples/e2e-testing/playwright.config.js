import { rmSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { appEnvironment, appUrl, platformCommand, platformUrl } from './settings.js'

// This file is read by every worker; only the first reader comes before the platform.
if (!process.env.TEST_WORKER_INDEX)
  rmSync('test-results/latchkey', { recursive: true, force: true })

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results/output',
  fullyParallel: true,
  reporter: process.env.CI ? 'line' : 'list',
  use: { baseURL: appUrl },
  webServer: [
    {
      command: platformCommand,
      url: `${platformUrl}/health`,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    },
    { command: 'node app.js', url: appUrl, env: appEnvironment },
  ],
})
