import { describe, expect, test } from 'vitest'
import { run } from '../../test/run.ts'
import { type Command, defineCommand, group, lazy } from '../command/command.ts'
import type { Context } from '../command/context.ts'
import { modeOf } from '../environment/mode.ts'
import { tableLines } from './table.ts'

/** A command that does only this. */
const saying = (say: (context: Context) => Promise<unknown>) =>
  group('A tree', {
    say: lazy('Says something', async () => ({
      command: defineCommand({
        examples: [],
        async run(context) {
          await say(context)
          return undefined
        },
      }) as Command,
    })),
  })

describe('what a command says', () => {
  const work = saying(async ({ output }) => {
    const progress = output.progress('Copying', 20)
    for (let copied = 0; copied < 20; copied++) progress.advance()
    progress.done()
    await output.step('Checking', async () => {})
    output.note('A remark.')
    output.success('Copied.', { copied: 20 })
  })

  test('shows a bar and a spinner to a person at a terminal', async () => {
    const { stderr, stdout } = await run(['say'], { root: work, keys: [] })
    expect(stderr).toContain('━')
    expect(stderr).toContain('20/20')
    expect(stderr).toContain('\u001b[2K')
    expect(stdout).toContain('✓')
  })

  test('shows lines where there is no terminal, each of them once', async () => {
    const { stderr, stdout } = await run(['say'], { root: work })
    expect(stderr).toContain('Copying: 10 of 20\n')
    expect(stderr.match(/Checking/g)).toHaveLength(1)
    expect(stderr).not.toContain('\u001b')
    expect(stdout).toBe('✓ Copied.\n')
  })

  test('is one document with --json, and nothing beside it', async () => {
    const { stderr, stdout } = await run(['say', '--json'], { root: work, keys: [] })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({ status: 'ok', message: 'Copied.', data: { copied: 20 } })
  })

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }, [], false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, [], true],
    ['a terminal that has none', { TERM: 'dumb' }, [], false],
    ['FORCE_COLOR and a pipe', { FORCE_COLOR: '1' }, undefined, true],
    ['a pipe', {}, undefined, false],
  ])('has colour as it should with %s', async (_, env, keys, isColourful) => {
    const { stdout } = await run(['say'], { root: work, env, keys })
    expect(stdout.includes('\u001b[32m')).toBe(isColourful)
  })

  test('a step that fails is shown as failed, and is the failure of the command', async () => {
    const failing = saying(({ output }) =>
      output.step('Checking', async () => {
        throw new Error('The disk is gone.')
      }),
    )
    const { code, stderr } = await run(['say'], { root: failing })
    expect(code).toBe(1)
    expect(stderr).toContain('✗ Checking')
    expect(stderr).toContain('✗ The disk is gone.')
  })
})

describe('questions', () => {
  const asking = saying(async ({ ask, output }) => {
    const name = await ask.text('Your name', 'name')
    const framework = await ask.select('Your framework', 'framework', [
      { value: 'express', label: 'Express' },
      { value: 'hono', label: 'Hono' },
    ])
    output.line(`${name} uses ${framework}`)
  })

  test('are answered at the terminal', async () => {
    const keys = ['A', 'd', 'a', '\r', '\u001b[B', '\r']
    const { stdout } = await run(['say'], { root: asking, keys })
    expect(stdout).toContain('Ada uses hono')
  })

  test('Ctrl-C cancels: exit code 2', async () => {
    expect((await run(['say'], { root: asking, keys: ['\u0003'] })).code).toBe(2)
  })

  test.each([
    ['an agent', { CLAUDECODE: '1' }],
    ['a build', { CI: 'true' }],
    ['whoever wants none', { LATCHKEY_NO_PROMPT: '1' }],
  ])('are not put to %s: the option is named instead', async (_, env) => {
    const { code, stderr } = await run(['say'], { root: asking, env, keys: ['A', '\r'] })
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('--name') })
  })
})

test.each([
  ['a terminal', {}, true, 'human'],
  ['a pipe', {}, false, 'agent'],
  ['a coding agent', { CURSOR_AGENT: '1' }, true, 'agent'],
  ['a build', { GITHUB_ACTIONS: 'true' }, false, 'ci'],
  ['CI=false', { CI: 'false' }, true, 'human'],
  ['what is said outright', { LATCHKEY_MODE: 'human', CI: 'true' }, false, 'human'],
])('with %s', (_, env: Record<string, string>, isTerminal, mode) => {
  expect(modeOf(env, isTerminal)).toBe(mode)
})

test('columns are aligned, also beside wide characters', () => {
  const columns = [
    { title: 'NAME', value: (name: string) => name },
    { title: 'N', value: () => 1, alignRight: true },
  ]
  expect(tableLines(['Ada', '山田'], columns)).toEqual(['NAME  N', 'Ada   1', '山田  1'])
})
