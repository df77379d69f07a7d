import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { emptyFolder, json, jsonError, run } from '../../test/run.ts'
import { agentIds } from './agents.ts'

let home: string
let cwd: string

beforeEach(async () => {
  home = await emptyFolder()
  cwd = await emptyFolder()
})

/** On one system, so that the paths below are those of any machine. */
const latchkey = (line: string) =>
  run(line.split(' '), { home, cwd, environment: { platform: 'linux' } })
const file = (path: string) => readFile(path, 'utf8')
async function put(path: string, content: string) {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

/** Settings that a person wrote, in each form, with what an editing program loves to lose. */
const settings = [
  {
    agent: 'claude-code',
    path: '.claude.json',
    before:
      '{\n  "numStartups": 7,\n  "mcpServers": {\n    "other": { "command": "other" }\n  }\n}\n',
  },
  {
    agent: 'cursor',
    path: '.cursor/mcp.json',
    before:
      '{\n\t// mine\n\t"mcpServers": {\n\t\t"other": { "url": "https://x.example" }, // theirs\n\t}\n}\n',
  },
  {
    agent: 'codex',
    path: '.codex/config.toml',
    before:
      '# mine\nmodel = "o5"   # fast\n\n[mcp_servers.other]\ncommand = "other"\n\n[profiles.work]\nmodel = "o6"\n',
  },
  {
    agent: 'goose',
    path: '.config/goose/config.yaml',
    before:
      '# mine\nGOOSE_MODEL: big # best\nextensions:\n  other:\n    type: stdio\n    cmd: other\n',
  },
  { agent: 'gemini', path: '.gemini/settings.json', before: '{"theme":"dark"}' },
  {
    agent: 'vscode',
    path: '.config/Code/User/mcp.json',
    before: '{\n    "servers": {},\n    "inputs": []\n}\n',
  },
  {
    agent: 'windsurf',
    path: '.codeium/windsurf/mcp_config.json',
    before: '{\n  "mcpServers": {\n    "other": { "command": "other" }\n  }\n}\n',
  },
]

/** Where each looks for skills: in a folder of the project, and in the home of a person. */
const skillFolders: [agent: string, project: string, user: string][] = [
  ['claude-code', '.claude/skills', '.claude/skills'],
  ['codex', '.agents/skills', '.agents/skills'],
  ['cursor', '.cursor/skills', '.cursor/skills'],
  ['gemini', '.gemini/skills', '.gemini/skills'],
  ['goose', '.agents/skills', '.agents/skills'],
  ['vscode', '.github/skills', '.copilot/skills'],
  ['windsurf', '.windsurf/skills', '.codeium/windsurf/skills'],
]

describe('latchkey mcp install', () => {
  test('there is a case for every agent', () => {
    expect(settings.map(({ agent }) => agent).sort()).toEqual([...agentIds])
    expect(skillFolders.map(([agent]) => agent)).toEqual([...agentIds])
  })

  test.each(settings)('$agent: adds one entry and keeps the rest, comments too', async (given) => {
    const path = join(home, given.path)
    await put(path, given.before)
    await latchkey(`mcp install --agent ${given.agent} --write`)
    const after = await file(path)
    expect(after).toMatch(/latchkey/)
    expect(after).toMatch(/"?--write"?/)
    for (const word of given.before.match(/# \w+|\/\/ \w+|other|theme|inputs|model|work/g) ?? [])
      expect(after).toContain(word)

    // A second time changes nothing; with another wish, the entry alone.
    expect(json(await latchkey(`mcp install --agent ${given.agent} --write --json`)).data).toEqual([
      expect.objectContaining({ state: 'unchanged' }),
    ])
    expect(await file(path)).toBe(after)
    await latchkey(`mcp install --agent ${given.agent}`)
    expect(await file(path)).not.toContain('--write')
  })

  test.each(settings)(
    '$agent: removing it gives back what was there',
    async ({ agent, path, before }) => {
      await put(join(home, path), before)
      await latchkey(`mcp install --agent ${agent}`)
      expect((await latchkey('mcp status')).stdout).toContain(join(home, path))
      await latchkey(`mcp remove --agent ${agent}`)
      const after = await file(join(home, path))
      expect(after).not.toContain('latchkey')
      // Lines beside the entry may be broken otherwise, and a list that became empty is gone.
      const meaning = (text: string) => text.replaceAll(/\s|"servers":\s*\{\},/g, '')
      expect(meaning(after)).toBe(meaning(before))
      expect((await latchkey('mcp status')).stdout).toContain('No agent has the tools.')
    },
  )

  test.each(settings)('$agent: a file that it made is gone afterwards', async ({ agent, path }) => {
    await latchkey(`mcp install --agent ${agent}`)
    expect(await file(join(home, path))).toContain('latchkey')
    await latchkey(`mcp remove --agent ${agent}`)
    expect(await readdir(home)).toEqual([])
  })

  test.each([
    ['cursor', '.cursor/mcp.json', '{ "mcpServers": '],
    ['cursor', '.cursor/mcp.json', '[]'],
    ['codex', '.codex/config.toml', 'model = '],
    ['codex', '.codex/config.toml', 'mcp_servers = { latchkey = { command = "mine" } }\n'],
    ['goose', '.config/goose/config.yaml', 'extensions: [\n'],
  ])('%s: leaves a file alone that it cannot edit: %j', async (agent, path, before) => {
    await put(join(home, path), before)
    // The other one would be written first, if anything was.
    await put(join(home, '.claude.json'), '{}')
    const result = await latchkey(`mcp install --agent claude-code --agent ${agent} --json`)
    expect(result.code).toBe(1)
    expect(jsonError(result)).toMatchObject({
      code: 'configuration_damaged',
      message: expect.stringContaining(join(home, path)),
    })
    expect(await file(join(home, path))).toBe(before)
    expect(await file(join(home, '.claude.json'))).toBe('{}')
  })

  test('without a name it is for the agents that are found, and for nobody where none is', async () => {
    expect(jsonError(await latchkey('mcp install --json')).code).toBe('no_agent_found')
    await mkdir(join(home, '.cursor'))
    await mkdir(join(home, '.codex'))
    const { data } = json(await latchkey('mcp install --json'))
    expect(data.map(({ agent }: { agent: string }) => agent)).toEqual(['codex', 'cursor'])
  })

  test('--project writes into the folder, and says which agent has nothing there', async () => {
    await latchkey('mcp install --agent claude-code --project --environment staging')
    expect(JSON.parse(await file(join(cwd, '.mcp.json')))).toEqual({
      mcpServers: {
        latchkey: {
          type: 'stdio',
          command: 'npx',
          args: ['--no-install', 'latchkey', 'mcp', '--environment', 'staging'],
        },
      },
    })
    expect(await readdir(home)).toEqual([])
    const refused = await latchkey('mcp install --agent goose --project --json')
    expect(jsonError(refused).code).toBe('no_project_settings')
  })

  test('the entry of a person starts the copy that runs now, and asks no registry', async () => {
    await latchkey('mcp install --agent cursor')
    const { mcpServers } = JSON.parse(await file(join(home, '.cursor/mcp.json')))
    const bin = fileURLToPath(new URL('../../bin/latchkey.mjs', import.meta.url))
    expect(mcpServers.latchkey).toEqual({ command: process.execPath, args: [bin, 'mcp'] })
  })

  test('settings that are a link into another folder stay one', async () => {
    const kept = join(cwd, 'mcp.json')
    await put(kept, '{}')
    await mkdir(join(home, '.cursor'))
    await symlink(kept, join(home, '.cursor/mcp.json'))
    await latchkey('mcp install --agent cursor')
    expect((await lstat(join(home, '.cursor/mcp.json'))).isSymbolicLink()).toBe(true)
    expect(await file(kept)).toContain('latchkey')
  })

  test('an agent that nobody knows is refused with those that there are', async () => {
    const { code, stderr } = await latchkey('mcp install --agent clippy')
    expect(code).toBe(1)
    expect(stderr).toContain('claude-code')
  })
})

describe('latchkey skills', () => {
  const skill = () => join(home, '.claude/skills/latchkey/SKILL.md')

  test('writes a skill as the specification asks, with the address of this platform', async () => {
    await latchkey('skills install --agent claude-code --url https://auth.example.com')
    const text = await file(skill())
    const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
    expect(head).toMatch(/^name: latchkey$/m)
    expect(/^description: (.+)$/m.exec(head)?.[1]?.length).toBeLessThanOrEqual(1024)
    expect(body).toContain('https://auth.example.com/llms.txt')
    expect(body.split('\n').length).toBeLessThan(100)
    expect(body).not.toMatch(/npx (?!--no-install )\S*latchkey/)
  })

  test.each(skillFolders)('%s: lie in %s and %s, and go again', async (agent, project, user) => {
    const places = [
      { flags: '--project', folder: cwd, path: project },
      { flags: '', folder: home, path: user },
    ]
    for (const { flags, folder, path } of places) {
      const line = (verb: string) => `skills ${verb} --agent ${agent} ${flags}`.trim()
      await latchkey(line('install'))
      expect(await file(join(folder, path, 'latchkey/SKILL.md'))).toMatch(/^---\nname: latchkey\n/)
      await latchkey(line('uninstall'))
      expect(await readdir(folder)).toEqual([])
    }
  })

  test('agents that read the same folder share one file, and it is listed once', async () => {
    const line = 'skills install --agent codex --agent goose --project --json'
    const { data } = json(await latchkey(line))
    expect(data).toEqual([
      {
        agents: ['codex', 'goose'],
        scope: 'project',
        file: join(cwd, '.agents/skills/latchkey/SKILL.md'),
        state: 'added',
      },
    ])
    expect(json(await latchkey(line)).data[0].state).toBe('unchanged')
    expect(json(await latchkey('skills list --json')).data).toHaveLength(1)
  })

  test('uninstalling leaves nothing of it, and nothing else away', async () => {
    await put(join(home, '.claude/skills/mine/SKILL.md'), 'mine')
    await latchkey('skills install --agent claude-code --agent cursor')
    await latchkey('skills uninstall --agent claude-code --agent cursor')
    expect(await readdir(join(home, '.claude/skills'))).toEqual(['mine'])
    expect(await readdir(home)).toEqual(['.claude'])
    expect((await latchkey('skills uninstall --agent cursor')).stdout).toContain('was not there')
  })

  test('brings an older skill of ours up to date', async () => {
    await latchkey('skills install --agent claude-code --url http://localhost:4000')
    const renewed = await latchkey(
      'skills install --agent claude-code --url https://auth.example.com --json',
    )
    expect(json(renewed).data[0].state).toBe('updated')
    expect(await file(skill())).not.toContain('localhost')
  })

  test.each([
    ['changed by hand', (text: string) => `${text}\nAnd be polite.\n`],
    ['written by somebody else', () => '---\nname: latchkey\n---\n\nMine.\n'],
  ])('a skill that was %s is neither replaced nor removed', async (_, change) => {
    await latchkey('skills install --agent claude-code')
    const changed = change(await file(skill()))
    await put(skill(), changed)
    for (const verb of ['install', 'uninstall']) {
      const line = `skills ${verb} --agent claude-code --agent cursor --json`
      expect(jsonError(await latchkey(line)).code).toBe('skill_changed')
      expect(await file(skill())).toBe(changed)
    }
    expect(await readdir(home)).toEqual(['.claude'])
    expect((await latchkey('skills list')).stdout).toContain('changed by hand')
    expect((await latchkey('skills uninstall --agent claude-code --force')).code).toBe(0)
    expect(await readdir(home)).toEqual([])
  })

  test('a path that is not a folder is named, with what is wrong', async () => {
    await put(join(home, '.claude'), 'a file')
    const refused = await latchkey('skills install --agent claude-code --json')
    expect(jsonError(refused)).toMatchObject({ code: 'file_unusable' })
    expect(jsonError(refused).message).toContain('a part of its path is a file')
  })
})
