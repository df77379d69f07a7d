import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { runProcess } from '../../test/run-process.ts'
import type { AnyCommand, Node } from '../command/command.ts'
import { parseInput } from '../command/parse.ts'
import { root } from '../commands/root.ts'
import { frameworks } from '../installer/frameworks/frameworks.ts'
import { sdkSettings } from '../installer/frameworks/server-integration.ts'
import { skillFor } from './skill.ts'

/** What the skill tells an agent to do must be there to be done. */

let platform: TestPlatform
let skill: string

beforeAll(async () => {
  platform = await startTestPlatform()
  skill = skillFor(platform.url)
})

afterAll(() => platform.stop())

const found = (pattern: RegExp) => [
  ...new Set([...skill.matchAll(pattern)].map(([, it]) => it ?? '')),
]

describe('the skill', () => {
  test('names commands as they are typed, with options that they take', async () => {
    const lines = found(/`latchkey ([^`]+)`/g)
    expect(lines.length).toBeGreaterThan(7)
    for (const line of lines) {
      const { command, rest } = await commandOf(line.split(' '))
      expect(() => parseInput(command, rest), line).not.toThrow()
    }
  })

  test('names addresses that the platform answers', async () => {
    const addresses = found(/(http:[^\s`'),|]+)/g)
      .map((address) => address.replace(/\.$/, ''))
      .filter((address) => address !== platform.url)
    expect(addresses.length).toBeGreaterThan(3)
    for (const address of addresses) {
      const { status } = await fetch(address.replace('ADDRESS', 'ada@example.com'))
      expect([address, status]).toEqual([address, 200])
    }
  })

  test('names the settings that our SDK reads, and no others', () => {
    const connection = { url: '', apiKey: '', clientId: '', cookiePassword: '' }
    const names = sdkSettings('')(connection).map(({ name }) => name)
    expect(found(/`((?:WORKOS|LATCHKEY)_\w+)`/g)).toEqual(names)
  })

  test('names the tools that there are', async () => {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'tests', version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const request = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta } }
    const { stdout } = await runProcess(['mcp'], { stdin: `${JSON.stringify(request)}\n` })
    const tools = JSON.parse(stdout).result.tools.map(({ name }: { name: string }) => name)
    const named = found(/\b([a-z]+(?:_[a-z]+)+)\b/g)
    expect(named.length).toBeGreaterThan(3)
    expect(tools).toEqual(expect.arrayContaining(named))
  })

  test('names every framework that has a recipe', () => {
    for (const { title } of frameworks) expect(skill).toContain(title.replace(/ \(.*/, ''))
  })
})

/** The command at the beginning of what is typed. */
async function commandOf(
  words: string[],
  node: Node = root,
): Promise<{ command: AnyCommand; rest: string[] }> {
  const [word = '', ...rest] = words
  if (node.kind === 'group' && node.children[word]) return commandOf(rest, node.children[word])
  const leaf = node.kind === 'group' ? node.otherwise : node
  if (!leaf) throw new Error(`There is no command ${words.join(' ')}.`)
  return { command: await leaf.load(), rest: words }
}
