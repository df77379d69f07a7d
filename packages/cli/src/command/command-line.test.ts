import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { json, jsonError, run } from '../../test/run.ts'
import { root } from '../commands/root.ts'
import { defineCommand, group, type Leaf, lazy, type Node } from './command.ts'
import { allOptionsOf } from './global-options.ts'
import { closest, flagName } from './names.ts'
import { parseInput } from './parse.ts'

const leaves = leavesOf([], root)
const quiet = defineCommand({ examples: [], run: async () => undefined })
const commands = await Promise.all(
  leaves.map(async ({ name, leaf }) => ({ name, command: await leaf.load() })),
)

describe.each(commands)('latchkey $name', ({ name, command }) => {
  test('has examples, and each is one that it accepts', () => {
    expect(command.examples.length).toBeGreaterThan(0)
    for (const [line] of command.examples as [string, string][]) {
      const typed = wordsOf(line)
      expect(typed.slice(0, name.split(' ').length + 1)).toEqual(['latchkey', ...name.split(' ')])
      parseInput(command, typed.slice(name.split(' ').length + 1))
    }
  })

  test('has a name and one letter for each option, and no argument of the same name', () => {
    const options = allOptionsOf(command)
    const letters = Object.values(options).flatMap(({ short }) => short ?? [])
    expect(new Set(letters).size).toBe(letters.length)
    expect(Object.keys(command.arguments ?? {}).filter((key) => key in options)).toEqual([])
    // What a command takes does not change what everybody takes.
    for (const key of ['json', 'mode', 'help'])
      expect(command.options ?? {}).not.toHaveProperty(key)
  })

  test('explains itself, and describes itself to programs', async () => {
    const { code, stdout } = await run([...name.split(' '), '--help'])
    expect(code).toBe(0)
    for (const key of Object.keys(allOptionsOf(command)))
      expect(stdout).toContain(`--${flagName(key)}`)
    const described = json(await run([...name.split(' '), '--help', '--json']))
    expect(described.options).toHaveLength(Object.keys(allOptionsOf(command)).length)
  })
})

test('every command that is declared is listed', async () => {
  const folder = new URL('../commands/', import.meta.url)
  const sources = await readdir(folder, { recursive: true, withFileTypes: true })
  const counts = await Promise.all(
    sources
      .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
      .map(async ({ parentPath, name }) => {
        const path = `${parentPath}/${name}`
        if (name === 'commands.ts') return Object.keys((await import(path)).commands).length
        return (await readFile(path, 'utf8')).includes('export const command =') ? 1 : 0
      }),
  )
  expect(leaves).toHaveLength(counts.reduce((sum, count) => sum + count))
})

describe('what was typed', () => {
  test('a command that is not there is answered with the one that was probably meant', async () => {
    const { code, stderr } = await run(['user', 'lsit'])
    expect(code).toBe(1)
    expect(stderr).toContain('latchkey user has no command "lsit".')
    expect(stderr).toContain('Did you mean latchkey user list?')
  })

  test('an option that is not there is refused before anything is done', async () => {
    const { code, stderr } = await run(['user', 'list', '--emial', 'ada@example.com'])
    expect(code).toBe(1)
    expect(stderr).toContain('Did you mean --email?')
  })

  test.each([
    [
      ['user', 'list', '--limit', 'many'],
      '--limit must be a whole number from 1 to 100, not "many".',
    ],
    [
      ['user', 'list', '--limit', '101'],
      '--limit must be a whole number from 1 to 100, not "101".',
    ],
    [['user', 'list', '--order', 'up'], '--order must be asc or desc, not "up".'],
    [['user', 'list', '--email'], '--email needs a value.'],
    [['user', 'list', '--email', '--json'], '--email needs a value.'],
    [['user', 'list', '--email=a', '--email=b'], '--email can be given once.'],
    [['user', 'list', 'everybody'], '"everybody" is more than this command takes.'],
    [['user', 'delete', 'user_1', '--yes=no'], '--yes takes no value.'],
    [['session', 'revoke'], 'ID is missing: ID of the session, session_….'],
    [['user', 'list', '--mode', 'robot'], '--mode must be human, agent or ci.'],
    [['--frobnicate', '--help'], '--frobnicate is not an option of latchkey.'],
  ])('%j is answered with: %s', async (typed, message) => {
    const { code, stdout, stderr } = await run(typed)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(message)
  })

  test('with --json a failure is one document on standard error, and nothing else is printed', async () => {
    const result = await run(['user', 'list', '--limit', '0', '--json'])
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(jsonError(result).code).toBe('invalid_usage')
  })

  test('options for everybody may stand before the command', async () => {
    expect(json(await run(['--json', '--mode', 'ci', 'version'])).data).toHaveProperty('latchkey')
  })

  test('a group that stands alone runs with nothing but options, and still explains itself', async () => {
    let said: boolean | undefined
    const tree = group('A tree', {
      tools: group(
        'Tools',
        { list: lazy('Lists', async () => ({ command: quiet })) },
        {
          otherwise: lazy('Serves', async () => ({
            command: defineCommand({
              examples: [],
              options: { loud: { type: 'boolean', summary: 'Loud' } },
              async run(_, { loud }) {
                said = loud
                return 7
              },
            }),
          })),
          standsAlone: true,
        },
      ),
    })
    expect((await run(['tools', '--loud'], { root: tree })).code).toBe(7)
    expect(said).toBe(true)
    const help = await run(['tools', '--help'], { root: tree })
    expect(help).toMatchObject({ code: 0 })
    expect(help.stdout).toContain('list')
    expect((await run(['tools', '--quiet'], { root: tree })).code).toBe(1)
  })

  test('help of half a command is a failure, unless it was asked for', async () => {
    expect((await run(['user'])).code).toBe(1)
    expect((await run(['user', '--help'])).code).toBe(0)
    expect((await run(['--help'])).code).toBe(0)
  })
})

test.each([
  ['lsit', 'list'],
  ['organisation', 'organization'],
  ['delet', 'delete'],
  ['xyz', undefined],
])('%s is taken for %s', (typed, meant) => {
  expect(closest(typed, ['list', 'get', 'delete', 'organization'])).toBe(meant)
})

test('what follows -- is passed on as it is', async () => {
  let passedOn: string[] = []
  const tree = group('A tree', {
    with: lazy('Runs a program', async () => ({
      command: defineCommand({
        examples: [],
        arguments: { program: { summary: 'The program', variadic: true } },
        async run(_, { program }) {
          passedOn = program
          return 7
        },
      }),
    })),
  })
  const { code } = await run(['with', '--', 'npm', 'run', '--json'], { root: tree })
  expect(code).toBe(7)
  expect(passedOn).toEqual(['npm', 'run', '--json'])
})

function leavesOf(path: string[], node: Node): { name: string; leaf: Leaf }[] {
  if (node.kind === 'command') return [{ name: path.join(' '), leaf: node }]
  const own = node.otherwise ? [{ name: path.join(' '), leaf: node.otherwise }] : []
  const inside = Object.entries(node.children).flatMap(([word, child]) =>
    leavesOf([...path, word], child),
  )
  return [...own, ...inside]
}

/** As a shell reads a line, as far as examples need it; what comes after `>` is the shell's own. */
function wordsOf(line: string): string[] {
  const [call = ''] = line.split(/ >>? /)
  return [...call.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
}
