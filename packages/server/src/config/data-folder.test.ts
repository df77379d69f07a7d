import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDataFolder, readOrCreateSecret } from './data-folder.ts'

let scratch: string
const started: ChildProcess[] = []

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'latchkey-data-folder-'))
})

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL')
  await rm(scratch, { recursive: true, force: true })
})

/** A server as far as the data folder is concerned: opens each folder it is told, and tells what came of it. */
function startServer() {
  const module = new URL('./data-folder.ts', import.meta.url).href
  const program = `
    import { createInterface } from 'node:readline'
    const { openDataFolder } = await import(${JSON.stringify(module)})
    console.log('up')
    for await (const folder of createInterface({ input: process.stdin })) {
      await openDataFolder(folder).then(() => console.log('opened'), (error) => console.log(error.message.replaceAll('\\n', ' ')))
    }`
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  started.push(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async () => (await lines.next()).value as string
  return {
    child,
    up: nextLine,
    open(folder: string) {
      child.stdin.write(`${folder}\n`)
      return nextLine()
    },
  }
}

async function killed(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

describe('the data folder', () => {
  it('is made for its owner alone, and kept out of git', async () => {
    const path = join(scratch, 'made', 'here')
    const folder = await openDataFolder(path)
    expect(folder.path).toBe(path)
    expect(await modeOf(path)).toBe(0o700)
    expect(await readFile(join(path, '.gitignore'), 'utf8')).toBe('*\n')
  })

  it('refuses a second server, and says which process holds it and what to do', async () => {
    const path = join(scratch, 'held')
    const server = startServer()
    await server.up()
    expect(await server.open(path)).toBe('opened')
    await expect(openDataFolder(path)).rejects.toThrow(
      `The data folder ${path} is in use by another Latchkey: process ${server.child.pid}`,
    )
    await expect(openDataFolder(path)).rejects.toThrow(/kill \d+.*LATCHKEY_DATA_DIR/)
  })

  it('refuses to be opened twice by one process', async () => {
    const path = join(scratch, 'twice')
    await openDataFolder(path)
    await expect(openDataFolder(path)).rejects.toThrow('already open in this process')
  })

  it('is free again once it was let go, time after time', async () => {
    const path = join(scratch, 'let-go')
    for (let time = 0; time < 3; time++) await (await openDataFolder(path)).release()
    await openDataFolder(path)
    expect((await readdir(path)).filter((name) => name.startsWith('lock'))).toHaveLength(1)
  })

  it('is free again after its server was killed', async () => {
    const path = join(scratch, 'killed')
    const server = startServer()
    await server.up()
    expect(await server.open(path)).toBe('opened')
    await killed(server.child)
    await openDataFolder(path)
  })

  it('is not held by another process that was given the number of a dead server', async () => {
    const path = join(scratch, 'number-used-again')
    await mkdir(path)
    const bystander = spawn('sleep', ['60'])
    started.push(bystander)
    const holder = { pid: bystander.pid, startedAt: 'at another time', since: '2026-01-01' }
    await writeFile(join(path, 'lock.7'), JSON.stringify(holder))
    await openDataFolder(path)
    expect(bystander.exitCode).toBeNull()
  })

  it('is opened by exactly one of several servers that find a dead lock at once', async () => {
    const servers = [1, 2, 3, 4].map(startServer)
    await Promise.all(servers.map((server) => server.up()))
    for (let round = 0; round < 25; round++) {
      const path = join(scratch, `contended-${round}`)
      await mkdir(path)
      const dead = { pid: 2 ** 22 + 1, startedAt: 'long ago', since: '2026-01-01' }
      await writeFile(join(path, 'lock.1'), JSON.stringify(dead))
      const outcomes = await Promise.all(servers.map((server) => server.open(path)))
      expect(outcomes.filter((outcome) => outcome === 'opened')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome.includes('is in use'))).toHaveLength(3)
    }
  })

  it('refuses a folder that every user may change', async () => {
    const path = join(scratch, 'open-to-all')
    await mkdir(path)
    await chmod(path, 0o777)
    await expect(openDataFolder(path)).rejects.toThrow(/can be changed by every user.*chmod o-w/)
    expect(await readdir(path)).toEqual([])
  })

  it('refuses a path that is a file, or leads through one', async () => {
    const path = join(scratch, 'file')
    await writeFile(path, '')
    await expect(openDataFolder(path)).rejects.toThrow('it is a file')
    await expect(openDataFolder(join(path, 'below'))).rejects.toThrow('part of its path is a file')
  })
})

describe('the secret', () => {
  it('is made once, kept, and readable by its owner only', async () => {
    const folder = await openDataFolder(join(scratch, 'secret'))
    const secret = await readOrCreateSecret(folder)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect(await modeOf(join(folder.path, 'secret'))).toBe(0o600)
    expect(await readOrCreateSecret(folder)).toBe(secret)
  })

  it('is the same one for everybody who asks first', async () => {
    const folder = await openDataFolder(join(scratch, 'secret-at-once'))
    const secrets = await Promise.all(Array.from({ length: 8 }, () => readOrCreateSecret(folder)))
    expect(new Set(secrets).size).toBe(1)
    expect((await readdir(folder.path)).filter((name) => name.startsWith('secret'))).toEqual([
      'secret',
    ])
  })

  it('is refused when other users can read it', async () => {
    const folder = await openDataFolder(join(scratch, 'secret-in-the-open'))
    await readOrCreateSecret(folder)
    await chmod(join(folder.path, 'secret'), 0o640)
    await expect(readOrCreateSecret(folder)).rejects.toThrow(
      /can be read by other users.*chmod 600/,
    )
  })

  it('is refused, never replaced, when it is damaged', async () => {
    const folder = await openDataFolder(join(scratch, 'secret-damaged'))
    await writeFile(join(folder.path, 'secret'), 'too short\n', { mode: 0o600 })
    await expect(readOrCreateSecret(folder)).rejects.toThrow('is damaged')
    expect(await readFile(join(folder.path, 'secret'), 'utf8')).toBe('too short\n')
  })
})
