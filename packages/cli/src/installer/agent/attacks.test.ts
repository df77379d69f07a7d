import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { initInVain, initWithModel, withPlatform } from '../../../test/agent/init-with-model.ts'
import { koa, nodeListener, nodeSignIn, serverAnswer } from '../../../test/agent/projects.ts'
import type { Call, Turn } from '../../../test/agent/scripted-model.ts'
import { makeFolder } from '../../../test/projects/project.ts'
import { jsonError } from '../../../test/run.ts'

withPlatform()

/** One that asks for our SDK already, so that nothing has to be installed. */
function projectWithSdk() {
  const files = nodeListener(3000)
  const dependencies = { '@latchkey/node': '*' }
  return { ...files, 'package.json': { ...files['package.json'], dependencies } }
}

const end: Turn = [['give_up', { reason: 'Enough.' }]]
const named = ['--model', 'local/scripted', '--json']

/** What the tools answer to these calls, made one after another. */
async function answersTo(folder: string, calls: Call[], keys?: string[]): Promise<string[]> {
  const turns = [...calls.map((call): Turn => [call]), end]
  const options = keys ? { words: ['--model', 'local/scripted'], keys } : { words: named }
  const { model } = await initInVain(folder, turns, options)
  return model.answers()
}

describe('files that are not what a model expects', () => {
  test('an enormous one is neither read nor searched', async () => {
    const folder = makeFolder({ ...koa(3000), 'big.js': `// needle\n${'x'.repeat(1_000_001)}` })
    const [read, found] = await answersTo(folder, [
      ['read_file', { path: 'big.js' }],
      ['search', { text: 'needle' }],
    ])
    expect(read).toBe('big.js is too large to read.')
    expect(found).toBe('Not found.')
  })

  test.each([
    ['with a zero byte', [0x6e, 0x65, 0x65, 0x64, 0x6c, 0x65, 0]],
    ['in another encoding', [0x6e, 0x65, 0x65, 0x64, 0x6c, 0x65, 0xe9]],
  ])('one %s is not read, searched or edited', async (_, bytes) => {
    const folder = makeFolder(koa(3000))
    writeFileSync(join(folder, 'logo.bin'), Buffer.from(bytes))
    const [read, found, edited] = await answersTo(folder, [
      ['read_file', { path: 'logo.bin' }],
      ['search', { text: 'needle' }],
      ['edit_file', { path: 'logo.bin', old_text: 'needle', new_text: 'x' }],
    ])
    const refusal = 'logo.bin is no text in UTF-8, so it is closed.'
    expect([read, found, edited]).toEqual([refusal, 'Not found.', refusal])
  })
})

describe('the ends of lines', () => {
  /** What stands in a file after the model changed two lines of it, as it saw them. */
  async function edited(before: string): Promise<string> {
    const folder = makeFolder({ ...projectWithSdk(), 'sign-in.js': before })
    const answer = serverAnswer(3000)
    const { result } = await initWithModel(
      folder,
      [
        [['edit_file', { path: 'sign-in.js', old_text: 'two\n', new_text: nodeSignIn }]],
        [
          [
            'edit_file',
            { path: 'sign-in.js', old_text: '// three', new_text: '// 3\n// /callback' },
          ],
        ],
        [['finish', answer]],
      ],
      { words: [...named, '--skip-checks'] },
    )
    expect(result.stderr).toBe('')
    return readFileSync(join(folder, 'sign-in.js'), 'utf8')
  }

  test('of Windows stay on each line of a file that has them', async () => {
    const after = await edited('// one\r\n// two\r\n// three\r\n')
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(after).toMatch(/^\/\/ one\r\n\/\/ import.*\r\n[\s\S]*\/\/ 3\r\n\/\/ \/callback\r\n$/)
  })

  test('stay as they are, line by line, where a file has both', async () => {
    const after = await edited('// one\r\n// two\n// three\r\n')
    expect(after).toMatch(/^\/\/ one\r\n\/\/ import.*'\n/)
    expect(after).toMatch(/\n\/\/ 3\n\/\/ \/callback\r\n$/)
  })
})

describe('a model that wants a program of its own to run', () => {
  test.each([
    'azure-pipelines.yml',
    'binding.gyp',
    'build.mk',
    'bunfig.toml',
    'compose.yaml',
    'Jenkinsfile',
    'justfile',
    'lefthook.yml',
    'netlify.toml',
    'Taskfile.yml',
    'vercel.json',
  ])('does not get it by a file that others run: %s', async (path) => {
    const [answer] = await answersTo(makeFolder(koa(3000)), [['create_file', { path, text: 'x' }]])
    expect(answer).toContain('decides what runs on this machine')
  })

  test.each([
    ['scripts of package.json', '"scripts": {', '"scripts": {\n    "postinstall": "touch ran",'],
    ['a check that is there', '"test": "node --check server.js"', '"test": "touch ran"'],
  ])('does not get it by %s', async (_, old_text, new_text) => {
    const [answer] = await answersTo(makeFolder(koa(3000)), [
      ['edit_file', { path: 'package.json', old_text, new_text }],
    ])
    expect(answer).toContain('decides what runs on this machine')
  })

  test.each([
    'postinstall',
    'prepare',
    // npm runs it whatever is installed.
    'dependencies',
    'pnpm:devPreinstall',
  ])('does not get it by what %s runs, when the person says no', async (script) => {
    const files = koa(3000)
    const folder = makeFolder({
      ...files,
      'package.json': { ...files['package.json'], scripts: { [script]: 'node set-up.js' } },
      'set-up.js': '// Nothing.\n',
    })
    const [written, installed] = await answersTo(
      folder,
      [
        ['edit_file', { path: 'set-up.js', old_text: '// Nothing.', new_text: 'ran()' }],
        ['add_packages', { names: ['@latchkey/node'] }],
      ],
      ['n'],
    )
    expect(written).toBe('Written.')
    expect(installed).toBe('The person does not want scripts to run. They are installed later.')
  })

  test('does not get one that deletes files', async () => {
    const [deleted, emptied] = await answersTo(makeFolder(koa(3000)), [
      ['delete_file', { path: 'server.js' }],
      ['create_file', { path: 'server.js', text: '' }],
    ])
    expect(deleted).toContain("unavailable tool 'delete_file'")
    expect(emptied).toBe('server.js is there: use edit_file.')
  })
})

test('a file may be changed many times, and is put back to what it was before the first', async () => {
  const edit = (old_text: string, new_text: string): Call => [
    'edit_file',
    { path: 'server.js', old_text, new_text },
  ]
  // A check between the edits, so that some are on disk and some are only planned.
  const answers = await answersTo(makeFolder(koa(3000)), [
    edit("'Home'", "'A'"),
    ['run_script', { script: 'test' }],
    edit("'A'", "'B'"),
    edit("'B'", "'Home'"),
    edit("'Home'", "'C'"),
  ])
  expect(answers.filter((answer) => answer === 'Written.')).toHaveLength(4)
})

test('of two installations at once the one that writes first goes on, and the other one writes nothing', async () => {
  const folder = makeFolder(projectWithSdk())
  const write: Turn = [['create_file', { path: 'sign-in.js', text: nodeSignIn }]]
  const turns: Turn[] = [
    write,
    [['run_script', { script: 'build' }]],
    [['finish', serverAnswer(3000)]],
  ]
  const words = [...named, '--skip-checks']
  let quick: Awaited<ReturnType<typeof initWithModel>> | undefined
  const slow = await initWithModel(folder, turns, {
    words,
    environment: {
      fetch: async (...request) => {
        // While the slow one has planned its file, and written nothing.
        if (String(request[1]?.body).includes('Written.') && !quick) {
          const callback = nodeSignIn.replaceAll('/callback', '/back')
          quick = await initWithModel(
            folder,
            [
              [['create_file', { path: 'auth.js', text: callback }]],
              [['finish', serverAnswer(3000, { callback_path: '/back' })]],
            ],
            { words },
          )
        }
        return fetch(...request)
      },
    },
  })
  expect(quick?.result).toMatchObject({ code: 0, stderr: '' })
  expect(slow.result.code).toBe(1)
  expect(jsonError(slow.result).code).toBe('installation_overtaken')
  expect(readFileSync(join(folder, 'auth.js'), 'utf8')).toContain('/back')
  expect(existsSync(join(folder, 'sign-in.js'))).toBe(false)
})
