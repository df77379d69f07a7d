import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { initInVain, surroundings, withPlatform } from '../../../test/agent/init-with-model.ts'
import { koa } from '../../../test/agent/projects.ts'
import { startScriptedModel, type Turn } from '../../../test/agent/scripted-model.ts'
import { makeFolder } from '../../../test/projects/project.ts'
import { snapshot } from '../../../test/projects/snapshot.ts'
import { jsonError, run } from '../../../test/run.ts'
import { type Command, defineCommand, group, lazy } from '../../command/command.ts'
import { install } from '../install.ts'
import { createAgentEngine } from './agent-engine.ts'
import { type Budget, defaultBudget } from './budget.ts'
import { chooseModel } from './model.ts'

withPlatform()

const write: Turn = [['create_file', { path: 'sign-in.js', text: 'export const signIn = 1\n' }]]

/** An installation whose model has less than the options take: whole minutes only. */
const installing = (budget: Partial<Budget>) =>
  group('A tree', {
    install: lazy('Installs', async () => ({
      command: defineCommand({
        examples: [],
        async run(context) {
          const chosen = chooseModel(context.environment, 'local/scripted')
          if (!chosen) throw new Error('No model was chosen.')
          await install(context, {}, async () =>
            createAgentEngine(chosen, { ...defaultBudget, ...budget }),
          )
          return undefined
        },
      }) as Command,
    })),
  })

async function installInVain(folder: string, turns: Turn[], budget: Partial<Budget>) {
  const before = snapshot(folder)
  const model = await startScriptedModel(turns)
  const result = await run(['install', '--json'], {
    root: installing(budget),
    cwd: folder,
    env: surroundings(model),
  })
  expect(snapshot(folder)).toEqual(before)
  return result
}

describe('when the minutes are over', () => {
  test('a model that does not answer is left', async () => {
    const turns: Turn[] = [write, 'never answer']
    const result = await installInVain(makeFolder(koa(3000)), turns, { minutes: 0.02 })
    expect(result.code).toBe(1)
    expect(jsonError(result)).toMatchObject({
      code: 'model_budget_spent',
      recovery: 'Nothing was changed. Allow more with --max-minutes.',
    })
  })

  test('one that is silent for too long is left before that, and said to be silent', async () => {
    const turns: Turn[] = [write, 'never answer']
    const result = await installInVain(makeFolder(koa(3000)), turns, { minutesAnAnswer: 0.02 })
    expect(result.code).toBe(1)
    expect(jsonError(result)).toMatchObject({
      code: 'model_silent',
      message: expect.stringContaining('local/scripted has not answered for'),
      recovery: expect.stringContaining('--model'),
    })
  })

  test('a script that does not end is ended, with what it started', async () => {
    const pidFile = join(tmpdir(), `latchkey-${process.pid}.pid`)
    onTestFinished(() => rmSync(pidFile, { force: true }))
    const folder = makeFolder({
      'package.json': { scripts: { test: 'node wait.cjs' } },
      'wait.cjs': `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))\nsetInterval(() => {}, 1000)`,
    })
    const result = await installInVain(folder, [write, [['run_script', { script: 'test' }]]], {
      minutes: 0.05,
    })
    expect(jsonError(result).code).toBe('model_budget_spent')
    expect(existsSync(pidFile)).toBe(true)
    await expect.poll(() => isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false)
  })
})

test('Ctrl-C ends a conversation at once and takes everything back', async () => {
  const stop = new AbortController()
  const { result } = await initInVain(makeFolder(koa(3000)), [write, 'never answer'], {
    environment: {
      signal: stop.signal,
      fetch: (...request) => {
        // While the model is asked for the second time.
        if (String(request[1]?.body).includes('Written.')) stop.abort()
        return fetch(...request)
      },
    },
  })
  expect(result.code).toBe(2)
  expect(result.stderr).toContain('Stopped.')
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
